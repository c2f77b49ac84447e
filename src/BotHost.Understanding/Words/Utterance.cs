using System.Collections.Immutable;
using System.Globalization;
using BotHost.Core.Readings;

namespace BotHost.Understanding.Words;

/// <summary>A stretch of the cleaned text between two pauses.</summary>
/// <param name="Start">First character.</param>
/// <param name="End">One past the last.</param>
/// <param name="NewSentence">True when a full stop, question mark or line break stands before it: what was said earlier no longer carries over by itself.</param>
/// <param name="Supposed">True when nobody typed the pause before it: it was only likely.</param>
internal readonly record struct Clause(int Start, int End, bool NewSentence, bool Supposed = false)
{
    public int Length => End - Start;

    public bool Holds(int index) => index >= Start && index < End;
}

/// <summary>
/// One message, cleaned for reading: full-width forms are narrowed, invisible characters dropped, emoji made pauses.
/// Every cleaned character remembers where it came from, so evidence always points into the original.
/// </summary>
internal sealed class Utterance
{
    /// <summary>Longer messages are read up to here; nobody states facts beyond it, and reading stays within its time limit.</summary>
    public const int Longest = 8000;

    /// <summary>So many characters are said in one go.</summary>
    private const int ShortBreath = 30;

    private readonly int[] starts;
    private readonly int[] ends;

    private Utterance(string original, string text, int[] starts, int[] ends, ImmutableArray<Clause> clauses)
    {
        Original = original;
        Text = text;
        this.starts = starts;
        this.ends = ends;
        Clauses = clauses;
    }

    public string Original { get; }

    /// <summary>The cleaned text; all indices in this project mean this text until <see cref="Span(int,int)"/> takes them back.</summary>
    public string Text { get; }

    public ImmutableArray<Clause> Clauses { get; }

    /// <summary>The place in the original message. Requires 0 ≤ start &lt; end ≤ length of the cleaned text.</summary>
    public TextSpan Span(int start, int end) => new(starts[start], ends[end - 1] - starts[start]);

    public Clause ClauseAt(int index)
    {
        foreach (var clause in Clauses)
        {
            if (index < clause.End) return clause;
        }

        return Clauses.Length > 0 ? Clauses[^1] : new(0, 0, true);
    }

    /// <summary>True when no full stop, question mark or line break stands between the two places, in whichever order.</summary>
    public bool OneSentence(int a, int b)
    {
        var (first, last) = (Math.Min(a, b), Math.Max(a, b));
        foreach (var clause in Clauses)
        {
            if (clause.NewSentence && clause.Start > first && clause.Start <= last) return false;
        }

        return true;
    }

    /// <summary>How far a condition or a question reaches: the clause with the neighbours from whom only a supposed pause parts it, or the whole of a short breath.</summary>
    public Clause Breath(Clause clause)
    {
        int middle = Clauses.IndexOf(clause), first = middle, last = middle;
        if (middle < 0) return clause;
        while (Clauses[first].Supposed && (first == middle || clause.End - Clauses[first - 1].Start <= ShortBreath)) first--;
        while (last + 1 < Clauses.Length && Clauses[last + 1].Supposed && (last == middle || Clauses[last + 1].End - Clauses[first].Start <= ShortBreath)) last++;
        return clause with { Start = Clauses[first].Start, End = Clauses[last].End };
    }

    /// <summary>True when the cleaned text holds this word at this place.</summary>
    public bool At(int index, string word) => index >= 0 && index <= Text.Length && string.CompareOrdinal(Text, index, word, 0, word.Length) == 0;

    /// <param name="heard">Words that voice input commonly gets wrong, with what was meant.</param>
    public static Utterance Of(string original, PhraseTrie<string>? heard = null)
    {
        var length = Math.Min(original.Length, Longest);
        var text = new char[length];
        var starts = new int[length];
        var ends = new int[length];
        var count = 0;
        for (var i = 0; i < length; i++)
        {
            var wide = char.IsHighSurrogate(original[i]) && i + 1 < length && char.IsLowSurrogate(original[i + 1]);
            var clean = wide ? ' ' : Clean(original[i]);
            if (clean != '\0')
            {
                text[count] = clean;
                starts[count] = i;
                ends[count++] = wide ? i + 2 : i + 1;
            }

            if (wide) i++;
        }

        var cleaned = new string(text, 0, count);
        var utterance = new Utterance(original, cleaned, starts[..count], ends[..count], Split(cleaned));
        return heard is null ? utterance : utterance.Mend(heard);
    }

    /// <summary>The same words with more pauses, each before one of these characters.</summary>
    public Utterance PausedAt(IReadOnlyList<int> places)
    {
        if (places.Count == 0) return this;
        var clauses = ImmutableArray.CreateBuilder<Clause>(Clauses.Length + places.Count);
        foreach (var clause in Clauses)
        {
            var rest = clause;
            foreach (var place in places.Where(p => p > clause.Start && p < clause.End))
            {
                clauses.Add(rest with { End = place });
                rest = new(place, clause.End, false, true);
            }

            clauses.Add(rest);
        }

        return new(Original, Text, starts, ends, clauses.ToImmutable());
    }

    private Utterance Mend(PhraseTrie<string> heard)
    {
        var found = heard.FindLongest(Text);
        if (found.Count == 0) return this;
        var text = new System.Text.StringBuilder(Text.Length);
        List<int> from = new(Text.Length), to = new(Text.Length);
        var next = 0;
        foreach (var (start, end, meant) in found)
        {
            Copy(start);
            foreach (var c in meant)
            {
                // A mended word points at all the words it came from: the quote is what was really typed.
                text.Append(c);
                from.Add(starts[start]);
                to.Add(ends[end - 1]);
            }

            next = end;
        }

        Copy(Text.Length);
        var mended = text.ToString();
        return new(Original, mended, [.. from], [.. to], Split(mended));

        void Copy(int until)
        {
            for (; next < until; next++)
            {
                text.Append(Text[next]);
                from.Add(starts[next]);
                to.Add(ends[next]);
            }
        }
    }

    /// <summary>A phrase as it stands in a cleaned text: 嘞 and 哩 are Henan for 的.</summary>
    public static string Fold(string phrase) => phrase.Replace('嘞', '的').Replace('哩', '的');

    private static char Clean(char c)
    {
        if (c is >= '\uFF01' and <= '\uFF5E') c = (char)(c - 0xFEE0);
        if (c is '\n' or '\r' or '\u2028' or '\u2029') return '\n';
        if (c is '\u3000' or '\t' or '\u00A0') return ' ';
        if (c is >= 'A' and <= 'Z') return (char)(c | 0x20);
        if (c < 0x80) return c < ' ' || c == 0x7F ? '\0' : c;
        if (c is '嘞' or '哩') return '的';
        return char.GetUnicodeCategory(c) switch
        {
            UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.NonSpacingMark => '\0',
            UnicodeCategory.Surrogate or UnicodeCategory.OtherSymbol or UnicodeCategory.PrivateUse => ' ',
            _ => c,
        };
    }

    private static ImmutableArray<Clause> Split(string text)
    {
        var clauses = ImmutableArray.CreateBuilder<Clause>();
        var start = 0;
        var fresh = true;
        for (var i = 0; i <= text.Length; i++)
        {
            var stop = i == text.Length ? 2 : Pause(text, i);
            if (stop == 0) continue;
            if (i > start)
            {
                clauses.Add(new(start, i, fresh));
                fresh = false;
            }

            fresh |= stop == 2;
            start = i + 1;
        }

        return clauses.ToImmutable();
    }

    private static bool Digits(string text, int start, int count)
    {
        if (start < 0 || start + count > text.Length) return false;
        for (var i = start; i < start + count; i++)
        {
            if (!char.IsAsciiDigit(text[i])) return false;
        }

        return true;
    }

    /// <summary>0 for no pause, 1 for a short one, 2 for the end of a sentence.</summary>
    private static int Pause(string text, int i) => text[i] switch
    {
        '。' or '!' or '?' or ';' or '\n' or '…' => 2,
        // 1,200 and 3~5万 are one number each.
        ',' when Digits(text, i - 1, 1) && Digits(text, i + 1, 3) && !Digits(text, i + 1, 4) => 0,
        '~' or '—' when Digits(text, i - 1, 1) && Digits(text, i + 1, 1) => 0,
        ',' or '、' or ':' or '~' or '(' or ')' or '"' or '“' or '”' or '《' or '》' or '—' => 1,
        '.' => i > 0 && i + 1 < text.Length && char.IsAsciiDigit(text[i - 1]) && char.IsAsciiDigit(text[i + 1]) ? 0 : 2,
        ' ' => i > 0 && i + 1 < text.Length && char.IsAscii(text[i - 1]) && char.IsAscii(text[i + 1]) ? 0 : 1,
        _ => 0,
    };
}
