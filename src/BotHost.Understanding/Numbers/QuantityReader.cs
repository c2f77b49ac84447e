using BotHost.Understanding.Words;

namespace BotHost.Understanding.Numbers;

/// <summary>Finds every number of a message with its unit and the words that make it rough (四万多, 小两万, 不到三千, 二十来岁).</summary>
internal sealed class QuantityReader
{
    private readonly PhraseTrie<Measure> units = new();
    private readonly PhraseTrie<string> noUnits = new();
    private readonly PhraseTrie<string> before = new();
    private readonly PhraseTrie<string> after = new();

    public QuantityReader(Lexicon lexicon)
    {
        foreach (var (entry, word) in lexicon.Words("unit")) units.Add(word, Enum.Parse<Measure>(entry.Replace("_", "", StringComparison.Ordinal), ignoreCase: true));
        foreach (var (entry, word) in lexicon.Words("unit.none")) noUnits.Add(word, entry);
        foreach (var (entry, word) in lexicon.Words("rough.before")) before.Add(word, entry);
        foreach (var (entry, word) in lexicon.Words("rough.after")) after.Add(word, entry);
    }

    /// <param name="taken">Places that are no numbers: set phrases, dates, identity numbers.</param>
    public List<Quantity> Find(Utterance utterance, Func<int, bool> taken)
    {
        List<Quantity> found = [];
        var text = utterance.Text;
        string? prefix = null;
        int prefixStart = -1, prefixEnd = -1;
        for (var i = 0; i < text.Length; i++)
        {
            if (taken(i)) continue;
            if (before.LongestAt(text, i) is { End: > 0 } rough)
            {
                (prefix, prefixStart, prefixEnd) = (rough.Value, i, rough.End);
                if (!NumeralReader.IsNumeralStart(text[i]))
                {
                    i = rough.End - 1;
                    continue;
                }
            }

            var quantity = Half(text, i);
            if (quantity is null && NumeralReader.IsNumeralStart(text[i]) && NumeralReader.Read(text, i) is { } numeral)
            {
                if (taken(numeral.End - 1))
                {
                    // 七十四五保户: the number ends where the set phrase begins.
                    var whole = numeral.End;
                    var limit = i;
                    while (!taken(limit)) limit++;
                    if (NumeralReader.Read(text[..limit], i) is not { Low: >= 10 } shorter)
                    {
                        i = whole - 1;
                        continue;
                    }

                    numeral = shorter;
                }

                if (i >= 2 && text[i - 1] == '之' && text[i - 2] == '分')
                {
                    // 百分之六十 is a share, no amount.
                    i = numeral.End - 1;
                    continue;
                }

                var near = prefix is not null && prefixEnd <= i && i - prefixEnd <= (prefix == "small" ? 0 : 1);
                quantity = Complete(text, numeral, near ? prefix : null, near ? prefixStart : i, utterance.ClauseAt(i).End);
            }

            if (quantity is null) continue;
            found.Add(quantity);
            i = quantity.End - 1;
        }

        return found;
    }

    /// <summary>半年, 半亩, 半个月.</summary>
    private Quantity? Half(string text, int i)
    {
        if (text[i] != '半') return null;
        var (end, measure) = units.LongestAt(text, i + 1);
        return end > 0 && measure is Measure.Years or Measure.Months or Measure.Mu ? new(i, end, i, i + 1, 0.5m, null, null, measure, false, false) : null;
    }

    private Quantity Complete(string text, Numeral n, string? rough, int start, int clauseEnd)
    {
        decimal low = n.Low, high = n.High, unit = n.Unit;
        var scaled = n.Scaled;
        var end = n.End;
        if (end < clauseEnd && after.LongestAt(text, end) is { End: > 0 } word && word.End <= clauseEnd)
        {
            rough ??= word.Value;
            end = word.End;
            // 十来万, 二十多万: the scale comes after the rough word.
            while (end < clauseEnd && text[end] is '百' or '千' or '万' && n.Low < 1000)
            {
                var scale = text[end] switch { '百' => 100m, '千' => 1000m, _ => 10_000m };
                (low, high, unit, scaled) = (low * scale, high * scale, unit * scale, true);
                end++;
            }
        }

        // 仨半亩
        if (n is { Low: < 10, Scaled: false } && low == high && end + 1 < clauseEnd && text[end] == '半' && text[end + 1] == '亩') (low, high, end) = (low + 0.5m, high + 0.5m, end + 1);
        var numberEnd = end;
        var measure = Measure.None;
        if (end < clauseEnd && units.LongestAt(text, end) is { End: > 0 } found && found.End <= clauseEnd && !Only(text, end, found.End) && !(scaled && low >= 100 && noUnits.LongestAt(text, end).End >= found.End))
        {
            measure = found.Value;
            end = found.End;
            // 六百块地租: yuan, no plots of land.
            if (text[end - 1] == '地' && measure == Measure.Things && (scaled || (end < clauseEnd && text[end] == '租'))) (measure, end) = (Measure.Yuan, end - 1);
            if (end < clauseEnd && text[end] == '半' && measure is Measure.Years or Measure.Months or Measure.Mu)
            {
                (low, high) = (low + 0.5m, high + 0.5m);
                end++;
            }

            if (measure == Measure.Other && text[end - 1] == '分' && end < clauseEnd && (text[end] is '地' or '田' || (text[end] is '菜' or '薄' or '旱' or '水' && end + 1 < clauseEnd && text[end + 1] is '地' or '田')))
                (low, high, unit, measure) = (low / 10, high / 10, unit / 10, Measure.Mu);
            if (measure == Measure.Mu && text[end - 1] == '亩' && low == high && end < clauseEnd && NumeralReader.Read(text, end) is { IsRange: false, Scaled: false, Low: >= 1 and <= 9 } tenth
                && (tenth.End == clauseEnd || text[tenth.End] == '分' || (!NumeralReader.IsNumeralStart(text[tenth.End]) && units.LongestAt(text, tenth.End).End <= tenth.End)))
            {
                // 五亩三: the digit after 亩 is tenths, unless it counts something of its own (五亩三块地).
                (low, high, end) = (low + (tenth.Low / 10), high + (tenth.Low / 10), tenth.End < clauseEnd && text[tenth.End] == '分' ? tenth.End + 1 : tenth.End);
            }

            if (measure == Measure.Yuan && text[end - 1] == '块' && end < clauseEnd && NumeralReader.Read(text, end) is { IsRange: false, Low: >= 1 and <= 9 } dime && low == high)
            {
                // 三块五: the digit after 块 is tenths.
                (low, high) = (low + (dime.Low / 10), high + (dime.Low / 10));
                end = dime.End < clauseEnd && text[dime.End] is '毛' or '角' ? dime.End + 1 : dime.End;
            }

            if (rough is null && end < clauseEnd && after.LongestAt(text, end) is { End: > 0 } late && late.End <= clauseEnd && !(late.Value == "about" && late.End - end == 1))
            {
                rough = late.Value;
                end = late.End;
            }
        }

        var (value, min, max) = Meant(low, high, unit, rough);
        return new(start, end, n.Start, numberEnd, value, min, max, measure, scaled, n.Digits);
    }

    /// <summary>花了两万只报了五千: 只 before a verb means "only" and counts nothing.</summary>
    private static bool Only(string text, int start, int end) => end - start == 1 && text[start] == '只' && end < text.Length && "报有给剩够能是收落挣赚拿领发花用要付赔管见敢得".Contains(text[end], StringComparison.Ordinal);

    private static (decimal Value, decimal? Min, decimal? Max) Meant(decimal low, decimal high, decimal unit, string? rough)
    {
        if (low != high)
        {
            return rough == "above" ? ((low + high) / 2, low, high + unit) : ((low + high) / 2, low, high);
        }

        return rough switch
        {
            "above" => (low, low, low + Math.Max(unit - 1, 1)),
            "well_above" => (low + (unit * 0.5m), low + (unit * 0.2m), low + unit),
            "just_above" => (low, low, low + Math.Max(unit * 0.3m, 1)),
            "below" => (low, low - Math.Max(unit * 0.3m, Math.Min(low, 1)), low),
            "small" => (low - (unit * 0.1m), low - (unit * 0.3m), low),
            "about" => (low, low - Math.Max(low * 0.1m, Math.Min(low, 1)), low + Math.Max(low * 0.1m, 1)),
            "at_most" => (low, null, low),
            "at_least" => (low, low, null),
            _ => (low, null, null),
        };
    }
}
