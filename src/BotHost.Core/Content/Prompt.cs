using System.Collections.Immutable;
using System.Globalization;
using BotHost.Core.Dialogs;
using Fluid;
using Fluid.Ast;

namespace BotHost.Core.Content;

/// <summary>One sentence as an author wrote it, compiled. Rendering is pure and thread-safe.</summary>
public sealed class PromptText
{
    private static readonly FluidParser Parser = new();
    private static readonly TemplateOptions Options = MakeOptions();

    private readonly IFluidTemplate template;

    private PromptText(string source, IFluidTemplate template)
    {
        Source = source;
        this.template = template;
        Placeholders = PlaceholdersOf(template);
    }

    public string Source { get; }

    /// <summary>Names that must be filled.</summary>
    public ImmutableSortedSet<string> Placeholders { get; }

    /// <summary>Compiles a template; null, with the reason in <paramref name="error"/>, when it is not valid Liquid.</summary>
    public static PromptText? TryParse(string source, out string error) =>
        Parser.TryParse(source, out var template, out error) ? new(source, template) : null;

    public string Render(IReadOnlyDictionary<string, object>? values)
    {
        if (Placeholders.IsEmpty) return Source;
        var context = new TemplateContext(Options);
        foreach (var (name, value) in values ?? ImmutableDictionary<string, object>.Empty) context.SetValue(name, value);
        return template.Render(context);
    }

    private static TemplateOptions MakeOptions()
    {
        var options = new TemplateOptions { CultureInfo = CultureInfo.GetCultureInfo("zh-CN") };
        options.Trimming = TrimmingFlags.None;
        return options;
    }

    private static ImmutableSortedSet<string> PlaceholdersOf(IFluidTemplate template)
    {
        var visitor = new PlaceholderVisitor();
        visitor.VisitTemplate(template);
        return [.. visitor.Found.Except(visitor.Bound)];
    }

    private sealed class PlaceholderVisitor : AstVisitor
    {
        public HashSet<string> Found { get; } = [];

        /// <summary>Names that the template binds itself (loop variables).</summary>
        public HashSet<string> Bound { get; } = ["forloop"];

        protected override Expression VisitMemberExpression(MemberExpression memberExpression)
        {
            if (memberExpression.Segments is [IdentifierSegment name, ..]) Found.Add(name.Identifier);
            return base.VisitMemberExpression(memberExpression);
        }

        protected override Statement VisitForStatement(ForStatement forStatement)
        {
            Bound.Add(forStatement.Identifier);
            return base.VisitForStatement(forStatement);
        }

        protected override Statement VisitAssignStatement(AssignStatement assignStatement)
        {
            Bound.Add(assignStatement.Identifier);
            return base.VisitAssignStatement(assignStatement);
        }
    }
}

/// <summary>Words shown to people: the sentence, simpler ones for a second and third try, and the quick replies under it.</summary>
/// <param name="Id">Fact id or prompt id.</param>
/// <param name="Text">The sentence.</param>
/// <param name="Again">Simpler sentences for later tries; the last one is kept for all further tries.</param>
/// <param name="Choices">Quick replies, in order.</param>
public sealed record Prompt(string Id, PromptText Text, ImmutableArray<PromptText> Again, ImmutableArray<Choice> Choices)
{
    /// <summary>How a fact is read back (<c>家里5口人</c>); null for prompts that are not facts.</summary>
    public PromptText? Readback { get; init; }

    /// <summary>Short name of a fact (<c>家里几口人</c>); empty for prompts that are not facts.</summary>
    public string Label { get; init; } = "";

    /// <summary>Chinese words of a fact's options, by option.</summary>
    public ImmutableDictionary<string, string> OptionLabels { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The sentence for the given try (0 for the first).</summary>
    public PromptText ForAttempt(int attempt) => attempt == 0 || Again.IsEmpty ? Text : Again[Math.Min(attempt, Again.Length) - 1];
}
