using System.Text.Json;

namespace BotHost.Core.Claims;

/// <summary>A place in a document under check: what stands there, its path, and where mistakes are noted.</summary>
internal readonly record struct ClaimDocumentNode(JsonElement Json, string Path, List<string> Problems)
{
    private const int MostProblems = 20;

    /// <summary>Notes a mistake by its path and rule. Values are never repeated: they are personal data.</summary>
    public void Report(string rule)
    {
        if (Problems.Count < MostProblems) Problems.Add($"{Path}: {rule}");
    }

    /// <summary>True for an object; notes members that are missing, unknown or there twice.</summary>
    public bool IsObject(string[] required, params string[] optional)
    {
        if (Json.ValueKind != JsonValueKind.Object)
        {
            Report("must be an object");
            return false;
        }

        var seen = new HashSet<string>();
        foreach (var member in Json.EnumerateObject())
        {
            if (!required.Contains(member.Name) && !optional.Contains(member.Name)) Report("has a member that the contract does not know");
            else if (!seen.Add(member.Name)) Member(member.Name).Report("is there twice");
        }

        foreach (var name in required.Where(n => !seen.Contains(n))) Member(name).Report("is missing");
        return true;
    }

    /// <summary>The member, when it is there and not null.</summary>
    public ClaimDocumentNode? Find(string name) =>
        Json.ValueKind == JsonValueKind.Object && Json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? new(value, MemberPath(name), Problems) : null;

    /// <summary>The member; null is a mistake. An absent one was noted already.</summary>
    public ClaimDocumentNode? Required(string name)
    {
        if (Find(name) is { } node) return node;
        if (Json.ValueKind == JsonValueKind.Object && Json.TryGetProperty(name, out _)) Member(name).Report("must not be null");
        return null;
    }

    /// <summary>A text of 1 to <paramref name="longest"/> characters; null, with a note, when it is anything else.</summary>
    public string? Text(string name, int longest = 200)
    {
        if (Required(name) is not { } node) return null;
        var text = node.AsText();
        if (text is { Length: > 0 } && text.Length <= longest) return text;
        node.Report($"must be a text of 1 to {longest} characters");
        return null;
    }

    /// <summary>As <see cref="Text"/>, but it may be left out or be null.</summary>
    public string? OptionalText(string name, int longest = 200) => Find(name) is null ? null : Text(name, longest);

    public string? OneOf(string name, IReadOnlyCollection<string> allowed)
    {
        if (Text(name) is not { } text) return null;
        if (allowed.Contains(text)) return text;
        Member(name).Report("must be one of " + string.Join(", ", allowed));
        return null;
    }

    public bool? YesNo(string name)
    {
        if (Find(name) is not { } node) return null;
        if (node.Json.ValueKind is JsonValueKind.True or JsonValueKind.False) return node.Json.GetBoolean();
        node.Report("must be true or false");
        return null;
    }

    public decimal? Number(string name)
    {
        if (Find(name) is not { } node) return null;
        if (node.Json.ValueKind == JsonValueKind.Number && node.Json.TryGetDecimal(out var number)) return number;
        node.Report("must be a number");
        return null;
    }

    /// <summary>The members of a list, each with its path; nothing, with a note, when it is no list.</summary>
    public IEnumerable<ClaimDocumentNode> Items(string name)
    {
        if (Required(name) is not { } node) return [];
        var (json, path, problems) = node;
        if (json.ValueKind == JsonValueKind.Array) return json.EnumerateArray().Select((item, i) => new ClaimDocumentNode(item, $"{path}[{i}]", problems));
        node.Report("must be a list");
        return [];
    }

    public ClaimDocumentNode Member(string name) => this with { Path = MemberPath(name) };

    /// <summary>The text, or null for anything else and for text that is no Unicode (half a surrogate pair).</summary>
    public string? AsText()
    {
        try
        {
            return Json.ValueKind == JsonValueKind.String ? Json.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private string MemberPath(string name) => Path == "$" ? name : $"{Path}.{name}";
}
