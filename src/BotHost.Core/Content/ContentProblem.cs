namespace BotHost.Core.Content;

/// <summary>A mistake in content, told so that its author can mend it.</summary>
/// <param name="File">Path inside the content folder (<c>dialogs/facts.yaml</c>).</param>
/// <param name="Line">1-based; 1 when the whole file is meant.</param>
/// <param name="Column">1-based.</param>
/// <param name="Rule">Stable name of the validation rule, which is also the name of its folder in <c>tests/cases/broken-content</c>.</param>
/// <param name="What">What is wrong.</param>
/// <param name="Fix">What to write instead.</param>
public sealed record ContentProblem(string File, int Line, int Column, string Rule, string What, string Fix)
{
    public override string ToString() => $"{File}:{Line}:{Column}: {What} → {Fix} [{Rule}]";
}
