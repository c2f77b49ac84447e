using System.Buffers;
using BotHost.Understanding.Numbers;
using BotHost.Understanding.People;
using BotHost.Understanding.Words;

namespace BotHost.Understanding.Money;

/// <summary>What money was spent on or came from, where the word beside it (花了, 挣) leaves that to others.</summary>
internal static class Purposes
{
    /// <summary>Characters of words by which crops and animals become money.</summary>
    private static readonly SearchValues<char> Brought = SearchValues.Create("卖收落赚挣得");

    /// <summary>住了三回院,头一回八千: the clause before says what the amount is for.</summary>
    public static AmountRole? Topic(Scene scene, Quantity q, Clause clause)
    {
        if (q.Start - clause.Start > 8) return null;
        // 欠了一屁股债,十几万: a debt without its amount, and then nothing but the amount.
        var bare = scene.In("total").Find(c => c.Start - clause.Start is 0 or 1)?.End ?? clause.Start;
        if (q.Start - bare is >= 0 and <= 1 && clause.End - q.End <= 1 && !clause.NewSentence && scene.Words.Clauses.LastOrDefault(c => c.End <= clause.Start) is { Length: > 0 } told && !scene.Quantities.Exists(o => o.LooksLikeMoney && told.Holds(o.NumberStart))
            && scene.InClause(told, "money").Find(c => c.Entry == "debt" && told.End - c.End <= 1) is not null && scene.InClause(told, "negation").Count == 0) return AmountRole.All["debt"];
        if (scene.Cues.FindLast(c => c.Group == "money" && c.End <= clause.Start && clause.Start - c.End <= 12) is { Entry: "other" }) return null;
        var before = scene.Cues.FindAll(c => c.Group == "money" && c.End <= clause.Start && clause.Start - c.End <= 12
            // 加上俺儿寄的,一年一万七: counted in, not the whole.
            && !scene.In("with").Exists(w => c.Start - w.End is >= 0 and <= 2 && scene.Words.ClauseAt(w.Start).Start == w.Start)
            && c.Entry is not (AmountRole.Spent or AmountRole.Earned or AmountRole.Saved or AmountRole.Lost or "other" or "aid" or "debt" or "deposits" or "owed_to_us"));
        // 想贷点款养猪,两三万就中: a wish to borrow says more than what for.
        var cue = before.Find(c => c.Entry == "loan") ?? before.LastOrDefault();
        // 药费二百,俺一月两千二: of somebody, and no more of the medicine.
        if (cue is { Entry: "medicine" } && scene.Cast.Mentions.Any(m => m.Kin == Kin.Self && clause.Holds(m.Start) && m.End <= q.Start)) return null;
        return cue is null ? null : AmountRole.All[cue.Entry];
    }

    /// <summary>True where crops, animals or things were lost.</summary>
    public static bool Misfortune(Scene scene) => scene.In("ruined").Count > 0 || scene.In("hardship.kind").Exists(c => c.Entry is "disaster" or "crop_or_livestock_loss");

    public static bool Trade(Scene scene) => scene.In("money").Exists(c => c.Entry is "farm" or "business") || scene.In("hardship.kind").Exists(c => c.Entry is "crop_or_livestock_loss");

    /// <summary>花了 and 挣: what for, or from what, is the nearest word before that can answer.</summary>
    public static AmountRole? Of(Scene scene, AmountRole role, Quantity q, Cue? by)
    {
        var wanted = role.Name == AmountRole.Spent ? "purpose.spent" : "purpose.earned";
        var sick = role.Name == AmountRole.Spent;
        Cue? nearest = null;
        foreach (var cue in scene.Cues)
        {
            if (cue.Start > q.End + 16 || q.Start - cue.End > 30 || (cue.Start > q.End && nearest is not null)) continue;
            // 他挣两万,俺喂羊卖八千: what stands nearer to the next amount speaks for that one.
            if (cue.Start - q.End > 0 && scene.Quantities.Exists(o => o.LooksLikeMoney && o.Start >= cue.End && o.Start - cue.End <= 10)) continue;
            if (by is not null && cue.Start >= by.Start && cue.End <= by.End) continue;
            var speaks = cue.Group == wanted || (cue.Group == "money" && cue.Entry is not (AmountRole.Spent or AmountRole.Earned or AmountRole.Saved) && IsPurpose(scene, cue, sick))
                || (sick && cue.Group == "hardship.kind" && cue.Entry is "illness" or "accident") || (sick && cue.Group == "injury")
                || (!sick && cue.Group == "grown" && by is not null && scene.Text.AsSpan(by.Start, by.Length).ContainsAny(Brought));
            if (speaks && (nearest is null || cue.End > nearest.End)) nearest = cue;
        }

        if (nearest is null) return null;
        var name = nearest.Group switch { "hardship.kind" or "injury" => "medical", "grown" => "farm", "money" when nearest.Entry is "reimbursed" or "self_paid" => "medical", "money" => nearest.Entry, _ => nearest.Entry };
        return AmountRole.All.GetValueOrDefault(name);
    }

    /// <summary>毛收入 names no source of income, 全家收入 does.</summary>
    private static bool IsPurpose(Scene scene, Cue cue, bool spent) => spent ? cue.Entry is "medical" or "education" or "rehab" or "medicine" or "reimbursed" or "self_paid"
        : cue.Entry is "farm" or "wage" or "business" || (cue.Entry == "household_income" && Roles.OfAll(scene, cue));
}
