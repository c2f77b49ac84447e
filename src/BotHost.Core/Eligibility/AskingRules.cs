using System.Buffers;
using System.Collections.Immutable;
using BotHost.Core.Facts;

namespace BotHost.Core.Eligibility;

/// <summary>How eligibility is asked about (<c>dialogs/rules/asking.yaml</c>). Decides the order and the end of the questions, never an outcome.</summary>
/// <param name="MostQuestions">After so many questions the rest is offered to a person.</param>
/// <param name="OwnCaseWords">Words by which somebody asks about their own case, not about the policy.</param>
/// <param name="AskedAs">What is asked in the place of a fact that nobody can tell at one go: the first that is unknown.</param>
/// <param name="Guesses">What people usually answer, for telling beforehand how much a question would settle.</param>
public sealed record AskingRules(
    int MostQuestions, ImmutableArray<string> OwnCaseWords, ImmutableDictionary<string, ImmutableArray<string>> AskedAs, ImmutableDictionary<string, ImmutableArray<Guess>> Guesses)
{
    private const int Gap = 12;

    private static readonly SearchValues<char> Stops = SearchValues.Create(",，。；;！!？?、 ");

    /// <summary>Words by which somebody tells that a help they draw is to end: then it is what they ask about.</summary>
    public ImmutableArray<string> EndingWords { get; init; } = [];

    /// <summary>Words by which somebody asks for whatever else there is, beside the helps they name.</summary>
    public ImmutableArray<string> ElseWords { get; init; } = [];

    /// <summary>Words by which somebody wants it handed over before everything was asked.</summary>
    public ImmutableArray<string> HandOverWords { get; init; } = [];

    /// <summary>Programs to look at next when the one that was asked about does not fit.</summary>
    public ImmutableDictionary<string, ImmutableArray<string>> Instead { get; init; } = ImmutableDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>Programs that are looked at only when they are asked about by name.</summary>
    public ImmutableArray<string> ByName { get; init; } = [];

    /// <summary>Programs that are looked at first when life or treatment hangs on it.</summary>
    public ImmutableArray<string> WhenUrgent { get; init; } = [];

    /// <summary>Facts that are sums, and the parts that do not stand for them until the whole was asked for.</summary>
    public ImmutableDictionary<string, ImmutableArray<string>> Wholes { get; init; } = ImmutableDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>What a question asks for besides its own fact, because nobody tells one without the other; what stays unsaid is asked by itself.</summary>
    public ImmutableDictionary<string, ImmutableArray<string>> Together { get; init; } = ImmutableDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>Words by which people name a program, when they ask for several in one breath.</summary>
    public ImmutableDictionary<string, ImmutableArray<string>> Called { get; init; } = ImmutableDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>Most characters of an explanation, by channel; one that is not named here has room for everything.</summary>
    public ImmutableDictionary<string, int> Longest { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>Words beside a name that make it no question: 低保都没办过.</summary>
    public ImmutableArray<string> NotAsked { get; init; } = [];

    /// <summary>True when somebody asks about their own case.</summary>
    public bool OwnCase(string text) => OwnCaseWords.Any(w => Holds(text, w));

    /// <summary>Words by which somebody asks anything at all.</summary>
    public ImmutableArray<string> QuestionWords { get; init; } = [];

    /// <summary>True when the text asks something, whatever it is.</summary>
    public bool Asks(string text) => QuestionWords.Any(w => Holds(text, w));

    /// <summary>True when a help they draw is told to end.</summary>
    public bool Ending(string text) => EndingWords.Any(w => Holds(text, w));

    /// <summary>True when what they ask for is whatever else there is: 低保说俺超了,还有啥能办.</summary>
    public bool Else(string text) => ElseWords.Any(w => Holds(text, w));

    /// <summary>True when they want it handed over, not asked on: 别问了,帮俺报上去. A question (报上去了没) wants nothing of the kind.</summary>
    public bool HandsOver(string text) => HandOverWords.Any(w => Holds(text, w)) && !Asks(text);

    /// <summary>The programs that a text asks about by name, in the order of their first words; the longest word wins where two overlap (低保边缘 is not 低保).</summary>
    public ImmutableArray<string> Named(string text) => Find(text, denied: false);

    /// <summary>The programs that a text names only to say that they were never had.</summary>
    public ImmutableArray<string> Denied(string text) => [.. Find(text, denied: true).Except(Named(text))];

    private ImmutableArray<string> Find(string text, bool denied)
    {
        var taken = new bool[text.Length];
        var found = new List<(int At, string Program)>();
        // A word may stand for several: 两项补贴.
        foreach (var word in Called.SelectMany(c => c.Value.Select(w => (Word: w, c.Key))).GroupBy(c => c.Word, c => c.Key).OrderByDescending(w => w.Key.Length).ThenBy(w => w.Key, StringComparer.Ordinal))
        {
            for (var at = text.IndexOf(word.Key, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word.Key, at + word.Key.Length, StringComparison.Ordinal))
            {
                if (!taken[at] && IsDenied(text, at, word.Key.Length) == denied) found.AddRange(word.Order(StringComparer.Ordinal).Select(p => (at, p)));
                Array.Fill(taken, true, at, word.Key.Length);
            }
        }

        return [.. found.OrderBy(f => f.At).Select(f => f.Program).Distinct()];
    }

    /// <summary>True when the words beside the name say that it was never had. 都 and 也 may stand between.</summary>
    private bool IsDenied(string text, int at, int length)
    {
        var (before, after) = (text[..at], text[(at + length)..].TrimStart('户', '都', '也', '还'));
        return NotAsked.Any(w => after.StartsWith(w, StringComparison.Ordinal) || before.EndsWith(w, StringComparison.Ordinal));
    }

    /// <summary>True when the text holds the word; … in it stands for up to twelve characters of one clause (能…不能).</summary>
    private static bool Holds(string text, string word)
    {
        var gap = word.IndexOf('…', StringComparison.Ordinal);
        if (gap < 0) return text.Contains(word, StringComparison.Ordinal);
        var (head, tail) = (word[..gap], word[(gap + 1)..]);
        for (var at = text.IndexOf(head, StringComparison.Ordinal); at >= 0; at = text.IndexOf(head, at + 1, StringComparison.Ordinal))
        {
            var rest = text.AsSpan(at + head.Length);
            var between = rest[..Math.Min(rest.Length, Gap + tail.Length)].IndexOf(tail, StringComparison.Ordinal);
            if (between > 0 && !rest[..between].ContainsAny(Stops)) return true;
        }

        return false;
    }

    /// <summary>What is asked about one person with a disability, in order.</summary>
    public ImmutableArray<MemberAsk> Members { get; init; } = [];

    public static AskingRules None { get; } = new(12, [], ImmutableDictionary<string, ImmutableArray<string>>.Empty, ImmutableDictionary<string, ImmutableArray<Guess>>.Empty);
}

/// <summary>One answer that people give, and how often.</summary>
/// <param name="Share">Of all answers to the question; the shares of a question add up to 1.</param>
public sealed record Guess(FactValue Value, double Share);

/// <summary>One field of a person that some programs need.</summary>
/// <param name="Programs">Ids of the programs that need it.</param>
/// <param name="Grades">Asked only of people with one of these grades of disability; empty for everybody.</param>
public sealed record MemberAsk(string Field, ImmutableHashSet<string> Programs, ImmutableArray<int> Grades);
