using System.Buffers;
using BotHost.Core.Readings;
using BotHost.Understanding.Words;

namespace BotHost.Understanding;

/// <summary>A long message is read in pieces, each by itself, so that reading time grows with its length and never faster.</summary>
internal static class LongMessages
{
    /// <summary>Longer than what people type at once; a piece ends at a pause where one is near.</summary>
    public const int Piece = 200;

    /// <summary>Intents that count wherever in the message they stand.</summary>
    private static readonly string[] Weighty = ["crisis", "delete-my-data", "unsubscribe", "talk-to-human"];

    private static readonly SearchValues<char> Pauses = SearchValues.Create("。!?;,\n！？；，、 ");

    public static IEnumerable<(int Start, string Text)> Cut(string text)
    {
        var end = Math.Min(text.Length, Utterance.Longest);
        for (var start = 0; start < end;)
        {
            var stop = Math.Min(start + Piece, end);
            if (stop < end)
            {
                var pause = text.AsSpan(start, stop - start).LastIndexOfAny(Pauses);
                if (pause > Piece / 2) stop = start + pause + 1;
                else if (char.IsHighSurrogate(text[stop - 1])) stop++;
            }

            yield return (start, text[start..Math.Min(stop, end)]);
            start = stop;
        }
    }

    /// <summary>The first piece that states a fact wins; danger and weighty intents win over all that stands before them.</summary>
    public static Reading Join(IEnumerable<(int Start, Reading Reading)> pieces)
    {
        var all = pieces.Select(p => Move(p.Reading, p.Start)).ToList();
        if (all.Count == 0) return Reading.Nothing;
        var intent = all.Find(r => Weighty.Contains(r.Intent)) ?? all.Find(r => r.Intent != "none") ?? all[0];
        return all[0] with
        {
            Intent = intent.Intent,
            Confidence = intent.Confidence,
            Facts = [.. all.SelectMany(r => r.Facts).DistinctBy(f => f.Id)],
            Doubts = [.. all.SelectMany(r => r.Doubts).DistinctBy(d => (d.FactId, d.Why))],
            Urgent = all.Select(r => r.Urgent).OfType<UrgentWords>().OrderBy(u => u.Idiom).FirstOrDefault(),
            Correction = all.Exists(r => r.Correction),
            OtherSpeaker = all.Exists(r => r.OtherSpeaker),
            Topic = all.Select(r => r.Topic).FirstOrDefault(t => t is not null),
        };
    }

    private static Reading Move(Reading reading, int by) => reading with
    {
        Facts = [.. reading.Facts.Select(f => f with { Spans = [.. f.Spans.Select(s => s with { Start = s.Start + by })] })],
        Doubts = [.. reading.Doubts.Select(d => d with { Span = d.Span with { Start = d.Span.Start + by } })],
        Urgent = reading.Urgent is { } urgent ? urgent with { Span = urgent.Span with { Start = urgent.Span.Start + by } } : null,
    };
}
