using System.Collections.Immutable;
using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace BotHost.Core.Content;

/// <summary>
/// One YAML file being read: typed access to its nodes that records what is wrong, with the place, and goes on,
/// so that an author sees all mistakes at once.
/// </summary>
public sealed class YamlSource(string file, List<ContentProblem> problems)
{
    public string File { get; } = file;

    /// <summary>Parses the text. Returns null, with a problem recorded, when it is not YAML or is empty.</summary>
    public YamlNode? Parse(string text)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            if (stream.Documents.Count == 1) return stream.Documents[0].RootNode;
            Report(1, 1, "yaml-syntax", "the file holds " + stream.Documents.Count.ToString(CultureInfo.InvariantCulture) + " documents", "write exactly one YAML document");
        }
        catch (InvalidOperationException)
        {
            // The parser's own stack runs empty on some unclosed brackets.
            Report(1, 1, "yaml-syntax", "this is not YAML: a bracket or quote is opened and never closed", "close it");
        }
        catch (YamlException e)
        {
            Report((int)e.Start.Line, (int)e.Start.Column, "yaml-syntax", "this is not YAML: " + e.Message.ReplaceLineEndings(" "), "check indentation, colons and quotes here");
        }

        return null;
    }

    public void Report(YamlNode at, string rule, string what, string fix) => Report((int)at.Start.Line, (int)at.Start.Column, rule, what, fix);

    public void Report(int line, int column, string rule, string what, string fix) =>
        problems.Add(new(File, Math.Max(1, line), Math.Max(1, column), rule, what, fix));

    /// <summary>The entries of a mapping with text keys; empty, with a problem recorded, when the node is something else.</summary>
    public IEnumerable<(string Key, YamlNode KeyNode, YamlNode Value)> Entries(YamlNode? node, string meaning)
    {
        if (node is null) yield break;
        if (node is not YamlMappingNode mapping)
        {
            Report(node, "wrong-shape", $"{meaning} should be a list of 'name: value' lines", "write it as 'name: value'");
            yield break;
        }

        foreach (var (key, value) in mapping.Children)
        {
            if (key is YamlScalarNode { Value: { } name }) yield return (name, key, value);
        }
    }

    /// <summary>The named child of a mapping, or null.</summary>
    public static YamlNode? Child(YamlNode? node, string name) =>
        node is YamlMappingNode mapping && mapping.Children.TryGetValue(new YamlScalarNode(name), out var child) ? child : null;

    /// <summary>The text of the named child; null when absent, with a problem recorded when it is not text.</summary>
    public string? Text(YamlNode? node, string name)
    {
        var child = Child(node, name);
        if (child is null) return null;
        if (child is YamlScalarNode scalar) return scalar.Value;
        Report(child, "wrong-shape", $"'{name}' should be text", $"write '{name}: …' on one line");
        return null;
    }

    /// <summary>Text that must be there; an empty string, with a problem recorded, when it is not.</summary>
    public string Required(YamlNode node, string name)
    {
        var text = Text(node, name);
        if (!string.IsNullOrWhiteSpace(text)) return text;
        if (Child(node, name) is not YamlSequenceNode and not YamlMappingNode)
            Report(node, "missing-key", $"'{name}' is missing", $"add '{name}: …'");
        return "";
    }

    /// <summary>A list of texts; a single text counts as a list of one.</summary>
    public static ImmutableArray<string> Texts(YamlNode? node, string name) => [.. Items(node, name).OfType<YamlScalarNode>().Select(s => s.Value ?? "")];

    /// <summary>The items of a list; a single node counts as a list of one; absent is empty.</summary>
    public static IEnumerable<YamlNode> Items(YamlNode? node, string name) => Child(node, name) switch
    {
        null => [],
        YamlScalarNode { Value: null or "" } => [],
        YamlSequenceNode list => list.Children,
        var single => [single],
    };

    public decimal? Number(YamlNode? node, string name)
    {
        var text = Text(node, name);
        if (text is null) return null;
        if (decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number)) return number;
        Report(Child(node, name)!, "wrong-shape", $"'{name}' should be a number, not '{text}'", "write digits only");
        return null;
    }

    /// <summary>Reports every key that is not expected: usually a spelling mistake.</summary>
    public void Only(YamlNode node, params ReadOnlySpan<string> known)
    {
        foreach (var (key, at, _) in Entries(node, "this entry"))
        {
            if (!known.Contains(key)) Report(at, "unknown-key", $"'{key}' is not known here", "use one of: " + string.Join(", ", known.ToArray()));
        }
    }
}
