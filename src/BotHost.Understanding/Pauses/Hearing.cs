using BotHost.Understanding.Words;

namespace BotHost.Understanding.Pauses;

/// <summary>Makes a message ready for reading: cleaned, misheard words put right, and with pauses where somebody spoke without any.</summary>
internal sealed class Hearing(Lexicon lexicon, Task<PauseModel> pauses)
{
    /// <summary>Shorter stretches are one breath.</summary>
    private const int Breath = 12;

    /// <summary>How likely a pause must be: a wrong one cuts a fact in two, a missing one leaves things as they were typed.</summary>
    public const float Sure = 0.92f;

    /// <summary>How likely it must be between words that belong together.</summary>
    private const float Certain = 0.985f;

    /// <summary>Words that want another behind them: nobody breathes there.</summary>
    private const string Leading = "和跟与把被从及";

    private const string Numerals = "零〇一二两三四五六七八九十百千万亿半几多来0123456789.点";

    /// <summary>Completes when <see cref="Of"/> answers without waiting.</summary>
    public Task Ready => pauses;

    public Utterance Of(string text)
    {
        var words = Utterance.Of(text, lexicon.HeardWords);
        List<(int Place, float Likely)> places = [];
        foreach (var clause in words.Clauses)
        {
            if (clause.Length < Breath) continue;
            var model = pauses.GetAwaiter().GetResult();
            var stretch = words.Text.AsSpan(clause.Start, clause.Length);
            for (var i = 2; i <= clause.Length - 2; i++)
            {
                if (model.Probability(stretch, i) is var likely && likely >= Sure && !Joined(stretch, i)) places.Add((clause.Start + i, likely));
            }
        }

        if (places.Count == 0) return words;
        var known = lexicon.Find(words);
        return words.PausedAt([.. places.Where(p => !known.Exists(c => c.Start < p.Place && c.End > p.Place && (!c.Gapped || p.Likely < Certain))).Select(p => p.Place)]);
    }

    private static bool Joined(ReadOnlySpan<char> stretch, int place) => Leading.Contains(stretch[place - 1], StringComparison.Ordinal)
        // 1946年|11月, 23|号: nobody breathes inside a date, nor before what is counted.
        || ((Numerals.Contains(stretch[place - 1], StringComparison.Ordinal) || (stretch[place - 1] is '年' or '月' && place > 1 && char.IsAsciiDigit(stretch[place - 2])))
            && (Numerals.Contains(stretch[place], StringComparison.Ordinal) || (char.IsAsciiDigit(stretch[place - 1]) && stretch[place] is '年' or '月' or '号' or '日' or '岁' or '块' or '元')));
}
