using BotHost.Understanding.Numbers;
using BotHost.Understanding.Words;

namespace BotHost.Understanding.Money;

/// <summary>Which word of its clause says what an amount is.</summary>
internal static class RoleWords
{
    public static Cue? Of(Scene scene, int from, Quantity q, Clause clause, Quantity? next)
    {
        Cue? best = null, behind = null;
        foreach (var cue in scene.InClause(clause, "money"))
        {
            var left = cue.Start >= from && cue.Start <= q.NumberStart;
            // Words behind an amount speak for it when no other amount follows, or when they touch it and not the next one.
            var gap = cue.Start - q.End;
            var right = gap >= 0 && (next is null || (gap <= 1 && next.Start - cue.End > 1 && cue.End <= next.Start));
            // 一百八的养老金二百六的低保: what stands behind 的 is of the amount before it.
            if (scene.Quantities.Find(o => o.LooksLikeMoney && o.End + 1 == cue.Start && scene.Text[o.End] == '的') is { } owner) (left, right) = (false, owner == q);
            // 一年一万八左右欠外债五万: a verb that stands before the next amount is of that one.
            else if (!left && right && next is not null && next.Start - cue.End <= 6 && scene.Text.AsSpan(cue.Start, cue.Length).TrimStart("才只就光又也能给") is [var verb, ..] && Verbs.Contains(verb)) right = false;
            if (!left && !right) continue;
            // 净剩 holds 剩, 还房贷 holds 房贷: the longer word is the one that was said.
            if (scene.In("money").Exists(o => !Astride(scene, o) && (!o.Gapped || o.Start == cue.Start) && o.Start <= cue.Start && o.End >= cue.End && o.Length > cue.Length && o.Entry != cue.Entry && (o.End <= Math.Max(q.NumberStart, cue.End) || o.Start >= q.End))) continue;
            // 我借俺老表五千没还: 俺 begins another word there, it is not to me that was lent.
            if (Astride(scene, cue)) continue;
            // 还了账还剩一万: the debt was what was paid off.
            if (cue.Entry == "debt" && scene.In("money").Exists(o => o.Entry == "other" && scene.Text[o.Start] == '还' && o.Start < cue.Start && cue.Start < o.End)) continue;
            // 耕地补贴打卡里四百三: into the card, not on it.
            if (cue.Entry == "deposits" && cue.Start > 0 && scene.Text[cue.Start - 1] is '打' or '发' or '到' or '进' or '汇' or '入' or '转') continue;
            // 药费每月差不多一千五
            if (cue.Entry == "short" && scene.Words.At(cue.End - 1, "差不多")) continue;
            if (cue.Length == 1 && cue.Entry == "reimbursed" && (!left || q.Start - cue.End > 1)) continue;
            if (!left && gap > 1 && cue.Entry is AmountRole.Spent or AmountRole.Earned) continue;
            if (left && cue.Entry == "other" && OnlyFor(scene, from, q, clause, cue)) continue;
            if (left && (best is null || Better(cue, best, q))) best = cue;
            else if (!left && (behind is null || Better(cue, behind, q))) behind = cue;
        }

        // 借了三万盖房 is a debt: words before an amount say what it is, those behind it only when nothing definite stood before.
        if (best is null || best.Entry == AmountRole.Saved || AmountRole.All[best.Entry].Rank >= 20) best = behind is not null && (best is null || Better(behind, best, q)) ? behind : best;

        // 一年就一千二地租, 一年六百块地租钱: the noun that touches the amount is what it is.
        if (best?.Entry is "household_loose" or "yearly" or "household_income" && !Roles.OfAll(scene, best) && behind is { Length: > 1, Entry: "rent" or "pension" or "subsidy" or "support" } && behind.Start - q.End <= 1) best = behind;
        // 就靠俺一个月一百八的养老金, 蜂箱上压着两万七的账: what the amount is of stands right behind it.
        if (best is not null && AmountRole.All[best.Entry].Rank is >= 8 and < 20 && behind is not null && AmountRole.All[behind.Entry].Rank < 8 && behind.Start == q.End + 1 && scene.Text[q.End] == '的') best = behind;

        // 本钱里头有五万是信用社贷的: said behind to be borrowed.
        if (best?.Entry == "other" && behind is { Entry: "debt" } && behind.Start - q.End <= 1 && scene.Text.AsSpan(behind.Start, behind.Length).Contains('是')) best = behind;

        // 刨去化肥种子落个六千: what is left after the costs is no cost.
        if (best?.Entry == "other" && Left(scene, clause, best, q) is { } left2) return left2;

        // 不给报现在欠了四万: the nearer word for owing takes an amount away from what insurance pays.
        if (best is { Entry: "self_paid" or "reimbursed" } && scene.InClause(clause, "money").FindLast(c => c.Entry == "debt" && c.Start >= best.End && q.Start - c.End is 0 or 1 && scene.Text[c.Start] is '欠' or '借') is { } owed) return owed;

        // 全年收入种植4000打工12000: of each source as much, where several are told in a row.
        if (best is { Entry: "household_income" or "household_loose" } && Source(scene, clause, q) is { } source && source.Start >= best.End && scene.Quantities.Exists(o => o != q && clause.Holds(o.NumberStart) && Source(scene, clause, o) is { } other && other.Entry != source.Entry)) return source;

        // 果园去年赔了两万: the nearer word for losing takes an amount away from what it was lost with.
        if (best is not null && AmountRole.All[best.Entry].Rank is >= 8 and <= 11 && scene.InClause(clause, "money").FindLast(c => c.Entry is "loss" or AmountRole.Lost && c.Start >= best.End && c.End <= q.Start && q.Start - c.End <= 2) is { } lost) return lost;

        // 儿子读职高,三亩田一年收四千: the nearer word for earning takes an amount away from a cost.
        if (best is { Entry: "education" or "medical" or "medicine" } && scene.InClause(clause, "money").FindLast(c => c.Entry == AmountRole.Earned && c.Length > 1 && c.Start >= best.End && c.End <= q.Start && q.Start - c.End <= 1) is { } earned && scene.Text.AsSpan(earned.Start, earned.Length).ContainsAny("收落挣赚")) return earned;

        // 干活摔断了腿,花了五万: the nearer word for spending takes an amount away from a word for earning.
        var spent = best is null || (best.Entry != "reimbursed" && AmountRole.All[best.Entry].Rank is < 8 or > 11) ? null : scene.InClause(clause, "money").LastOrDefault(c => c.Entry == AmountRole.Spent && c.Length > 1 && c.Start >= best.End && c.End <= q.Start);
        return spent ?? best;
    }

    /// <summary>我借俺老表五千: 借俺 ends amid another word.</summary>
    private static bool Astride(Scene scene, Cue cue) => scene.Text[cue.Start] is '借' or '该' or '欠' && cue.Entry is "owed_to_us" or "other" && scene.Cast.Mentions.Any(m => m.Start > cue.Start && m.Start < cue.HeadEnd && m.End > cue.HeadEnd);

    /// <summary>欠饲料钱一万八, 欠着盖房的三万五, 种子化肥赔进去一万: what it is owed or lost for takes nothing from the owing or the loss.</summary>
    private static bool OnlyFor(Scene scene, int from, Quantity q, Clause clause, Cue cost)
    {
        var words = scene.InClause(clause, "money");
        // 地补一亩一百一: for one, but it is said what it is.
        if (scene.Text[cost.Start] is '一' or '每' && words.Exists(w => w.Entry is "subsidy" or "rent" or "medicine" or "rehab" && w.Start >= from && w.End <= cost.Start)) return true;
        if (words.Exists(l => l.Entry == "loss" && l.Start >= cost.End && l.End <= q.Start)) return scene.Text[cost.Start] is not ('赔' or '被' or '骗');
        if (!words.Exists(d => d.Entry == "debt" && d.Start >= from && d.Start < cost.Start && cost.Start - d.End <= 1)) return false;
        return scene.Text[cost.Start] is not ('还' or '买' or '盖' or '建' or '修' or '交' or '付' or '给' or '赔')
            || (scene.Text[cost.Start] is '买' or '盖' or '建' or '修' && cost.End < scene.Text.Length && scene.Text[cost.End] is '的' or '钱' or '款' or '时');
    }

    /// <summary>Characters that verbs with an amount behind them begin with.</summary>
    private static readonly System.Buffers.SearchValues<char> Verbs = System.Buffers.SearchValues.Create("欠借赊花报挣攒领");

    /// <summary>The word for a field or for work that touches an amount.</summary>
    private static Cue? Source(Scene scene, Clause clause, Quantity q) => scene.InClause(clause, "money").FindLast(c => c.Entry is "farm" or "wage" && q.Start - c.End is 0 or 1);

    private static Cue? Left(Scene scene, Clause clause, Cue cost, Quantity q) => scene.InClause(clause, "less").Count == 0 ? null
        : scene.InClause(clause, "money").Find(c => c.Entry is AmountRole.Earned or AmountRole.Saved && c.Start >= cost.End && q.Start - c.End is >= 0 and <= 1);

    private static bool Better(Cue a, Cue b, Quantity q)
    {
        // 盖房欠了六万 is owed, 借的钱还了六万 is not: between spending and owing the nearer word decides.
        if ((a.Entry, b.Entry) is ("other", "debt") or ("debt", "other")) return Math.Abs(a.Start - q.Start) < Math.Abs(b.Start - q.Start);
        var rank = AmountRole.All[a.Entry].Rank - AmountRole.All[b.Entry].Rank;
        if (rank == 0 && a.Start == b.Start && !a.Gapped) return a.Length > b.Length;
        return rank != 0 ? rank < 0 : Math.Abs(a.Start - q.Start) < Math.Abs(b.Start - q.Start);
    }
}
