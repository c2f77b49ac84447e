using BotHost.Core.Facts;

namespace BotHost.Understanding.People;

/// <summary>How many are disabled. A certificate or a grade makes somebody count; a weakness alone does not.</summary>
internal static class DisabledReader
{
    public static void Read(Scene scene)
    {
        if (All(scene) is { } all) scene.Add("household.disabled", FactValue.Of(all.Count), (all.Start, all.End));
        Counted.Read(scene, "disabled_person", "household.disabled");
        if (scene.Has("household.disabled")) return;
        var proofs = Hardship.DisabilityReader.Proofs(scene).Where(c => !scene.Cast.Outside(c.Start) && !Dates.Bygone.Told(scene, c.Start) && (scene.Cast.OwnerAt(c.Start) is not { } told || !Dates.Bygone.Dead(scene, told))).ToList();
        var owners = proofs.Select(c => scene.Cast.OwnerAt(c.Start)).Where(o => o is not null && o.Kin is not (Kin.Self or Kin.Household) && o.Kin != scene.Cast.Subject?.Kin).Distinct().ToList();
        if (owners.Count == 0)
        {
            // 爹妈都是残疾人: nobody counted them, but both are named.
            if (scene.In("disabled_person").FirstOrDefault(c => scene.Text.AsSpan(c.Start, c.Length).Contains("残疾", StringComparison.Ordinal) && !scene.Cast.Outside(c.Start)) is not { } told
                || scene.InClause(scene.Words.ClauseAt(told.Start), "negation").Count > 0) return;
            if (scene.Cast.Mentions.LastOrDefault(m => m.Kin == Kin.Parents && m.End <= told.Start && told.Start - m.End <= 4) is { } both) scene.Add("household.disabled", FactValue.Of(Roster.Many(scene, both)), (both.Start, told.End));
            else if (scene.In("couple").LastOrDefault(c => c.End <= told.Start && told.Start - c.End <= 3) is { } couple) scene.Add("household.disabled", FactValue.Of(2), (couple.Start, told.End));
            return;
        }

        // 我二级残疾,老婆三级: with another disabled person told of, the speaker counts too.
        if (proofs.Exists(c => scene.Cast.OwnerAt(c.Start) is { Kin: Kin.Self })) owners.Add(null);
        scene.Add("household.disabled", FactValue.Of(owners.Count), [.. proofs.Select(c => (c.Start, c.End))]);
    }

    /// <summary>男人听不见,闺女也聋,都有残疾证; 我跟俺哥都有残疾本: all who were named before.</summary>
    private static (decimal Count, int Start, int End)? All(Scene scene)
    {
        foreach (var proof in scene.In("disability.proof").Where(c => !Dates.Bygone.Told(scene, c.Start)))
        {
            var at = scene.Text.AsSpan(0, proof.Start).LastIndexOf('都');
            if (at < 0 || proof.Start - at > 2) continue;
            var sentence = scene.Words.Clauses.LastOrDefault(c => c.Start <= at && c.NewSentence).Start;
            if (Roster.Count(scene, sentence, at) is { } named) return (named.Count, named.Start, proof.End);
        }

        return null;
    }
}
