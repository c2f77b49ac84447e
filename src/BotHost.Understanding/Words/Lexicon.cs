using System.Buffers;
using System.Collections.Immutable;
using BotHost.Core.Content;
using BotHost.Core.Facts;

namespace BotHost.Understanding.Words;

/// <summary>
/// What words mean: every file of <c>dialogs/lexicon/</c>, each a mapping group → entry → phrases (<see cref="PhrasePattern"/>).
/// A group named like a one-of or set-of fact holds that fact's options.
/// </summary>
internal sealed class Lexicon
{
    /// <summary>Words that voice input gets wrong: entry is what was meant, phrases are what was heard.</summary>
    public const string Heard = "heard";

    /// <summary>Set phrases that hide the words inside them (五保 holds no number, 残疾补贴 no disability).</summary>
    public const string Fixed = "fixed";

    /// <summary>Assistance programs by their names; they hide the words inside them.</summary>
    public const string Program = "program";

    /// <summary>So many wordings of a phrase's beginning are looked up together with all others; what follows is compared then. All wordings are hundreds of thousands.</summary>
    private const int Beginnings = 24;

    private readonly PhraseTrie<Phrase> phrases = new();
    private readonly Dictionary<string, List<(string Entry, string Word)>> byGroup = [];

    private Lexicon() { }

    public PhraseTrie<string> HeardWords { get; } = new();

    /// <summary>Reads the files; mistakes go to <paramref name="problems"/> and the faulty phrase is left out.</summary>
    public static Lexicon Load(IReadOnlyDictionary<string, string> files, FactCatalogue catalogue, List<ContentProblem> problems)
    {
        var lexicon = new Lexicon();
        foreach (var (file, yaml) in files.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            var source = new YamlSource(file, problems);
            foreach (var (group, _, entries) in source.Entries(source.Parse(yaml), "the lexicon"))
            {
                var options = catalogue.Find(group)?.Options ?? [];
                foreach (var (entry, at, words) in source.Entries(entries, group))
                {
                    if (options.Length > 0 && !options.Contains(entry))
                        source.Report(at, "unknown-option", $"'{entry}' is not an option of {group}", "use one of: " + string.Join(", ", options));
                    foreach (var word in YamlSource.Texts(entries, entry))
                    {
                        if (!lexicon.Add(new(group, entry), word))
                            source.Report(words, "bad-phrase", $"'{word}' is not a phrase", "pair the braces, put words on both sides of '…', keep it to a few thousand combinations");
                    }
                }
            }
        }

        return lexicon;
    }

    /// <summary>The entry and every plain phrase of a group that a recognizer looks up by itself; empty for other groups.</summary>
    public IReadOnlyList<(string Entry, string Word)> Words(string group) => byGroup.TryGetValue(group, out var words) ? words : [];

    /// <summary>Every phrase found, in order of their start; phrases inside a set phrase or a program's name are left out.</summary>
    public List<Cue> Find(Utterance utterance)
    {
        List<Cue> found = [];
        List<(int End, Phrase Phrase)> here = [];
        List<int> ends = [];
        var text = utterance.Text;
        foreach (var clause in utterance.Clauses)
        {
            for (var start = clause.Start; start < clause.End; start++)
            {
                At(text, start, clause.End, here, ends);
                foreach (var (at, phrase) in here)
                {
                    int last = start, end = at;
                    foreach (var part in phrase.Rest)
                    {
                        if (end >= 0) (last, end) = Following(text, end, clause.End, part);
                    }

                    if (end >= 0 && !InsideNumber(text, start, end)) found.Add(new(phrase.Meaning, start, end, phrase.Rest.Length > 0) { HeadEnd = at, TailStart = last });
                }
            }
        }

        return Unhidden(found);
    }

    /// <summary>Where phrases that begin here end, those before their first gap; shorter ones first.</summary>
    private void At(string text, int start, int limit, List<(int End, Phrase Phrase)> here, List<int> ends)
    {
        here.Clear();
        phrases.FindAt(text, start, limit, here);
        var begun = here.Count;
        var whole = 0;
        for (var i = 0; i < begun; i++)
        {
            var (at, phrase) = here[i];
            if (phrase.Tail.IsEmpty)
            {
                here[whole++] = (at, phrase);
                continue;
            }

            ends.Clear();
            phrase.Tail.Ends(text, at, limit, ends);
            // One end, however many beginnings lead there.
            foreach (var end in ends)
            {
                if (!Ended(here, begun, end, phrase)) here.Add((end, phrase));
            }
        }

        var followed = here.Count > begun;
        here.RemoveRange(whole, begun - whole);
        if (followed) Sort(here);
    }

    /// <summary>True when this phrase was found to end there already. A plain loop: this runs at every character of every message.</summary>
    private static bool Ended(List<(int End, Phrase Phrase)> here, int from, int end, Phrase phrase)
    {
        for (var i = from; i < here.Count; i++)
        {
            if (here[i].End == end && ReferenceEquals(here[i].Phrase, phrase)) return true;
        }

        return false;
    }

    /// <summary>By their ends; few, and nearly in order already.</summary>
    private static void Sort(List<(int End, Phrase Phrase)> here)
    {
        for (var i = 1; i < here.Count; i++)
        {
            for (var k = i; k > 0 && here[k].End < here[k - 1].End; k--) (here[k], here[k - 1]) = (here[k - 1], here[k]);
        }
    }

    /// <summary>12000 holds no 120, 15级 no 5级: a phrase that begins or ends with digits never stands inside a longer number.</summary>
    private static bool InsideNumber(string text, int start, int end) => (start > 0 && char.IsAsciiDigit(text[start]) && char.IsAsciiDigit(text[start - 1]))
        || (end < text.Length && char.IsAsciiDigit(text[end - 1]) && char.IsAsciiDigit(text[end]));

    /// <summary>The wording that follows soonest, the longest of those; its end is -1 when none follows within the gap.</summary>
    private static (int Start, int End) Following(string text, int from, int limit, Part part)
    {
        int start = int.MaxValue, end = -1;
        // Mostly nothing follows: one look for any of the first characters tells.
        if (text.AsSpan(from, Math.Min(limit - from, PhrasePattern.Gap + 1)).IndexOfAny(part.Beginnings) < 0) return (start, end);
        foreach (var wording in part.Wordings)
        {
            var at = text.IndexOf(wording, from, Math.Min(limit - from, PhrasePattern.Gap + wording.Length), StringComparison.Ordinal);
            if (at < 0 || at > start || (at == start && at + wording.Length <= end)) continue;
            (start, end) = (at, at + wording.Length);
        }

        return (start, end);
    }

    private static List<Cue> Unhidden(List<Cue> found)
    {
        var hiders = found.Where(c => c.Group is Fixed or Program or "term").ToList();
        if (hiders.Count == 0) return found;
        return found.FindAll(c => !hiders.Exists(h => h.Start <= c.Start && h.End >= c.End && h.Length > c.Length
            || (h.Group == Fixed && c.Group != Fixed && h.Start == c.Start && h.End == c.End)
            // 屋后头那棵树倒了: what a phrase with a gap begins with does not stand inside a set phrase (but 一下雨 in 一下雨就漏 is more than 一下).
            || (h.Group == Fixed && c.Gapped && c.Start >= h.Start && c.HeadEnd <= h.End && c.End > h.End)));
    }

    /// <summary>Groups that a recognizer looks up by itself, at the places where they can stand.</summary>
    private static bool OwnFinder(string group) => group is "unit" or "unit.none" or "surname" || group.StartsWith("rough.", StringComparison.Ordinal);

    private bool Add(Meaning meaning, string pattern)
    {
        if (PhrasePattern.Parse(Utterance.Fold(pattern)) is not [var head, .. var rest]) return false;
        if (meaning.Group == Heard)
        {
            foreach (var wording in head.Wordings()) HeardWords.Add(wording, meaning.Entry);
        }
        else if (OwnFinder(meaning.Group))
        {
            if (rest.Length > 0) return true;
            if (!byGroup.TryGetValue(meaning.Group, out var words)) byGroup[meaning.Group] = words = [];
            words.AddRange(head.Wordings().Select(w => (meaning.Entry, w)));
        }
        else
        {
            var (beginning, tail) = head.Cut(Beginnings);
            // One phrase stands for all its wordings.
            var phrase = new Phrase(meaning, tail, [.. rest.Select(s => s.Wordings()).Select(w => new Part(w, SearchValues.Create(w.Select(x => x[0]).Distinct().ToArray())))]);
            foreach (var wording in beginning.Wordings()) phrases.Add(wording, phrase);
        }

        return true;
    }

    /// <param name="Tail">What must follow at once.</param>
    /// <param name="Rest">What must follow after a gap each, in any of its wordings.</param>
    private sealed record Phrase(Meaning Meaning, Stretch Tail, ImmutableArray<Part> Rest);

    /// <param name="Beginnings">The first characters of the wordings.</param>
    private sealed record Part(ImmutableArray<string> Wordings, SearchValues<char> Beginnings);
}
