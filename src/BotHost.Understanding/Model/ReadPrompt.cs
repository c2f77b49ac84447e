using System.Text.RegularExpressions;
using BotHost.Core.Content;

namespace BotHost.Understanding.Model;

/// <summary>The model's instructions, <c>prompts/models/read.yaml</c>.</summary>
internal sealed partial class ReadPrompt
{
    public const string File = "prompts/models/read.yaml";

    private static readonly string[] Known = ["intents", "facts", "today", "expecting", "message"];

    private ReadPrompt(string system, string user) => (System, User) = (system, user);

    public string System { get; }

    public string User { get; }

    /// <summary>Mistakes go to <paramref name="problems"/>: missing parts, placeholders nobody fills, a prompt that never shows the message, the facts or the intents.</summary>
    public static ReadPrompt Load(string yaml, List<ContentProblem> problems)
    {
        var source = new YamlSource(File, problems);
        var root = source.Parse(yaml);
        if (root is null) return new("", "");
        source.Only(root, "system", "user");
        var prompt = new ReadPrompt(source.Required(root, "system"), source.Required(root, "user"));
        var used = Placeholder().Matches(prompt.System + prompt.User).Select(m => m.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        foreach (var name in used.Except(Known)) source.Report(root, "unknown-placeholder", $"nobody fills '{{{{ {name} }}}}'", "use one of: " + string.Join(", ", Known));
        foreach (var name in new[] { "message", "facts", "intents" }.Except(used)) source.Report(root, "missing-placeholder", $"'{{{{ {name} }}}}' stands nowhere", "show it to the model");
        if (Placeholder().Matches(prompt.System).Any(m => m.Groups[1].Value == "message")) source.Report(root, "message-in-system", "the message stands among the instructions", "put it into 'user'");
        return prompt;
    }

    /// <summary>Fills all placeholders in one pass: what a resident wrote is never read as a placeholder again.</summary>
    public static string Fill(string template, IReadOnlyDictionary<string, string> values) => Placeholder().Replace(template, m => values.GetValueOrDefault(m.Groups[1].Value, ""));

    [GeneratedRegex(@"\{\{\s*([a-z_]+)\s*\}\}")]
    private static partial Regex Placeholder();
}
