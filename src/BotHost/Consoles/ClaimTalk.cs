using BotHost.App.Conversations;
using BotHost.Core.Claims;
using BotHost.Core.Facts;

namespace BotHost.Consoles;

/// <summary>A piece of a message: plain, or the proof of a fact.</summary>
internal sealed record TalkPiece(string Text, string? FactId);

/// <summary>A message of the resident, cut into pieces.</summary>
internal sealed record TalkMessage(DateTimeOffset? At, IReadOnlyList<TalkPiece> Pieces);

/// <summary>
/// The resident's words beside a claim. Only messages that prove something in this claim are shown, and of them only the clauses that
/// do: in the same breath somebody may have said what this reader must not know, or what they asked not to be kept.
/// </summary>
internal static class ClaimTalk
{
    private static readonly char[] ClauseEnds = ['，', '。', '！', '？', '；', ',', '.', '!', '?', ';', '\n'];

    /// <summary>Ids of the messages that prove something in a claim, in whichever conversation they were said.</summary>
    public static IReadOnlyCollection<string> ProvenBy(Claim claim) => [.. claim.Facts.SelectMany(f => f.Evidence).Select(e => e.ActivityId).Where(id => id.Length > 0).Distinct()];

    public static IReadOnlyList<TalkMessage> Of(Claim claim, IEnumerable<TranscriptEntry> transcript)
    {
        var proofs = claim.Facts.SelectMany(f => f.Evidence.Where(e => e.ActivityId.Length > 0).Select(e => (Fact: f, Proof: e))).ToLookup(p => p.Proof.ActivityId);
        return [.. transcript.Where(t => t.Activity.Id is { } id && proofs.Contains(id) && t.Activity.Text is not null)
            .Select(t => new TalkMessage(t.Activity.Timestamp, Cut(t.Activity.Text!, [.. proofs[t.Activity.Id!]])))];
    }

    private static List<TalkPiece> Cut(string text, IReadOnlyList<(Fact Fact, Evidence Proof)> proofs)
    {
        var owner = new string?[text.Length];
        // Longer proofs first: a short one inside a long one still gets its own piece.
        foreach (var (fact, proof) in proofs.OrderByDescending(p => p.Proof.Length))
        {
            for (var i = Math.Max(0, proof.Start); i < Math.Min(text.Length, proof.Start + proof.Length); i++) owner[i] = fact.Id;
        }

        var shown = new bool[text.Length];
        ShowClauses(text, owner, shown);
        var pieces = new List<TalkPiece>();
        for (var start = 0; start < text.Length;)
        {
            var end = start + 1;
            while (end < text.Length && owner[end] == owner[start] && shown[end] == shown[start]) end++;
            pieces.Add(shown[start] ? new(text[start..end], owner[start]) : new("……", null));
            start = end;
        }

        return pieces;
    }

    /// <summary>Marks every clause that holds a proof.</summary>
    private static void ShowClauses(string text, string?[] owner, bool[] shown)
    {
        for (var start = 0; start < text.Length;)
        {
            var stop = text.IndexOfAny(ClauseEnds, start);
            var end = stop < 0 ? text.Length : stop + 1;
            if (owner.AsSpan(start, end - start).ContainsAnyExcept((string?)null)) Array.Fill(shown, true, start, end - start);
            start = end;
        }
    }
}
