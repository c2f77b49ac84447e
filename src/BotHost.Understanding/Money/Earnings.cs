using System.Buffers;
using BotHost.Understanding.Numbers;
using BotHost.Understanding.People;
using BotHost.Understanding.Words;

namespace BotHost.Understanding.Money;

/// <summary>What money somebody earns, wants to earn or is given is called, where no word names it.</summary>
internal static class Earnings
{
    /// <summary>想找个三千以上的活: money in a wish for work is the least that is wanted, not what is earned.</summary>
    public static bool Wished(Scene scene, AmountRole? role, Quantity q, Clause clause, Period period)
    {
        if (role is not (null or { Name: "wage" or AmountRole.Earned or AmountRole.Spent }) || q.Value is < 500 or > 15000 || period is not (Period.Month or Period.Open) || scene.InClause(clause, "work.past").Count > 0) return false;
        if (Enough(scene.Behind(q, clause)) && scene.In("loan.wish").Count == 0 && !scene.In("money").Exists(c => c.Entry == "loan") && (scene.In("wish.job").Count > 0 || scene.In("loan.purpose").Count + scene.In("hardship.need").Count == 0)) return true;
        // 能给我开到三千,我立马去
        if (scene.Words.Clauses.FirstOrDefault(c => c.Start >= clause.End) is { Length: > 0, NewSentence: false } answer && scene.InClause(answer, "would_go").Exists(c => c.Start - answer.Start <= 1) && (scene.Before(q, clause).ContainsAny('给', '开') || scene.Text.AsSpan(clause.Start, clause.Length).Contains("那种", StringComparison.Ordinal))) return true;
        // 在镇上超市理货一月一千七,想换个活: earned where somebody still works, not wished.
        if (role?.Name == "wage" && scene.Before(q, scene.Words.Breath(clause)) is var place && !place.ContainsAny(Seeking) && !Floor(scene.Behind(q, clause)) && scene.Context.Expecting != "work.wage_min_monthly" && scene.Text.AsSpan(clause.End).ContainsAny("换改")) return false;
        // 想找个三千的活,现在一个月才一千五
        if (scene.InClause(clause, "money.now").Exists(c => c.End <= q.Start)) return false;
        var wished = scene.In("wish.job").Count > 0 || (Work.WorkReader.Talk(scene) && Floor(scene.Text.AsSpan(Math.Max(q.Start, q.End - 2))))
            // 想回镇上饭店干,一月三千往上: the least, behind a wish for work that names only the place.
            || (Floor(scene.Text.AsSpan(Math.Max(q.Start, q.End - 2))) && Told(scene, clause));
        return wished && scene.InClause(clause, "skill.have").Count == 0;
    }

    private static readonly SearchValues<char> Seeking = SearchValues.Create("想找要寻愿求");

    /// <summary>想回镇上饭店干: a wish that ends in a verb of work, a clause before.</summary>
    private static bool Told(Scene scene, Clause clause) => scene.Words.Clauses.LastOrDefault(c => c.End <= clause.Start) is { Length: > 3 } wish && scene.Text.AsSpan(wish.Start, wish.Length) is [.., '干' or '做' or '活' or '班'] and var said && said.ContainsAny("想找");

    /// <summary>三千往上, 三千就中: the words behind make it the least.</summary>
    public static bool Floor(ReadOnlySpan<char> rest) => rest.StartsWith("往上") || rest.StartsWith("以上") || rest.StartsWith("以下不") || rest.StartsWith("以下免") || rest.StartsWith("朝上") || rest.IndexOf("就行") is >= 0 and <= 4 || rest.IndexOf("就中") is >= 0 and <= 4 || rest.IndexOf("都行") is >= 0 and <= 6;

    /// <summary>一千八九就中, 千把块一个月就知足: as much is enough, said right behind.</summary>
    public static bool Enough(ReadOnlySpan<char> rest)
    {
        var said = rest.TrimStart("的也俺我他她都");
        if (said.StartsWith("一个月") || said.StartsWith("每个月")) said = said[3..];
        return said is ['起', ..] or ['行' or '中'] or ['行' or '中', '了' or '啊' or '呀' or '吧'] or ['就', '中' or '行' or '干' or '去' or '成' or '够' or '满' or '来' or '愿' or '肯', ..] || said.StartsWith("就知足") || said.StartsWith("就可以");
    }

    /// <summary>扫大街,一个月六百: a sum by the month after a trade is what the trade pays.</summary>
    public static AmountRole? Paid(Scene scene, Quantity q, Clause clause, int from, Period period)
    {
        if (period != Period.Month) return null;
        var trade = scene.Cues.FindLast(c => c.Group == "skill" && c.End <= q.Start && (c.Start >= from || clause.Start - c.End is >= 0 and <= 1) && q.Start - c.End <= 10
            // 养老钱 is money, no care of the old.
            && !scene.In("money").Exists(m => m.Start <= c.Start && (m.End > c.End || (m.End == c.End && m.Entry == "education")) && AmountRole.All[m.Entry].Fact.Length > 0));
        return trade is null && !Workplace(scene.Before(q, clause)) ? null : AmountRole.All["wage"];
    }

    /// <summary>就他爸一个人挣钱,一个月五千来块; 一家三口靠媳妇一月一千九: what the one who earns brings by the month.</summary>
    public static bool Breadwinner(Scene scene, Quantity q, Clause clause, Period period)
    {
        if (period != Period.Month || q.Value < 300) return false;
        var relied = scene.Cast.Mentions.LastOrDefault(m => m.End <= q.Start && m.Start > 0);
        if (relied is { Kin: Kin.Self or Kin.Spouse or Kin.Pronoun } && scene.Text[relied.Start - 1] is '靠' or '凭' or '指' or '着' && scene.Text.AsSpan(relied.End, q.Start - relied.End).Trim("每一个人月能挣的那这点") is "") return true;
        if (clause.NewSentence || q.Start - clause.Start > 5 || scene.Words.Clauses.LastOrDefault(c => c.End <= clause.Start) is not { Length: > 0 } told || scene.Quantities.Exists(o => o.LooksLikeMoney && told.Holds(o.NumberStart))) return false;
        var alone = scene.Text.AsSpan(told.Start, told.Length);
        return (alone.EndsWith("挣钱") || alone.EndsWith("挣") || alone.EndsWith("进项")) && (alone.Contains("一个人", StringComparison.Ordinal) || alone.Contains("自己", StringComparison.Ordinal)) && !alone.ContainsAny("没不");
    }

    /// <summary>四口人一年也就万把块: what so many people have in a year, where no verb says that it is spent.</summary>
    public static bool Hardly(Scene scene, Quantity q, Clause clause, Period period) => period == Period.Year && scene.Behind(q, clause).TrimEnd("钱的样子了吧 ").IsEmpty
        && scene.Quantities.FindLast(n => n.Measure == Measure.Persons && n.Value > 1 && clause.Holds(n.NumberStart) && n.End <= q.Start) is { } people && scene.Text.AsSpan(people.End, q.Start - people.End).Trim("一全年到头下来总共拢统也就才能有个大概不过") is "";

    /// <summary>在奶茶店一个月两千二: a place to work at, named right before.</summary>
    public static bool Workplace(ReadOnlySpan<char> before)
    {
        var at = before.LastIndexOfAny("在搁");
        return at >= 0 && before.Length - at <= 12 && before[(at + 1)..].IndexOfAny(Places) is > 0 and <= 5 && !before.ContainsAny(NoWork);
    }

    private static readonly SearchValues<char> NoWork = SearchValues.Create("花药租欠还交供");

    /// <summary>What places of work end in.</summary>
    private static readonly SearchValues<char> Places = SearchValues.Create("店厂馆场司摊铺校站社坊行队园");

    /// <summary>一个月能挣八百: earnings by the month of one person are a wage, unless a trade of one's own or the whole household was told of.</summary>
    public static bool Monthly(Scene scene, Quantity q, Clause clause, Cue by, Period period) => period == Period.Month && scene.Text.AsSpan(by.Start, by.Length).ContainsAny("挣开") && scene.InClause(clause, "household").Count == 0
        && !scene.In("money").Exists(c => c.Entry is "business" or "farm" or "household_income" or "household_loose") && (scene.Cast.OwnerAt(q.NumberStart) is null or { Kin: Kin.Self or Kin.Spouse } || (scene.Cast.OwnerAt(q.NumberStart) is { Kin: Kin.Son or Kin.Daughter or Kin.Child or Kin.Grandchild } child && Schooled(scene, child, q)));

    /// <summary>带个上二年级的儿子租房住,在超市一个月两千三; 儿子读大三一年两万,一个月挣六千五: who still goes to school earns no wage.</summary>
    public static bool Schooled(Scene scene, Mention child, Quantity q) => scene.Cues.Exists(c => c.Group == "schooling" && c.Entry != "finished" && (child.Start - c.End is >= 0 and <= 2 || (c.Start - child.End is >= 0 and <= 3 && c.End <= q.Start)))
        || scene.Quantities.Exists(a => a is { Measure: Measure.YearsOld, Value: < 16 } && (child.Start - a.End is >= 0 and <= 1 || a.Start - child.End is >= 0 and <= 1));

    /// <summary>收入不是一万六,一年是一万二: income by the year of nobody in particular is the household's.</summary>
    public static AmountRole? Yearly(Scene scene, Quantity q, Cue by, Period period) => (period == Period.Year || (period == Period.Open && q.Value >= 2000 && scene.In("correction").Count > 0)) && scene.Text.AsSpan(by.Start, by.Length) is "收入" or "进项" or "进账"
        && scene.Cast.OwnerAt(q.NumberStart) is null or { Kin: Kin.Self or Kin.Household } ? AmountRole.All["household_income"] : null;

    private static bool GivesThem(ReadOnlySpan<char> before)
    {
        var at = before.LastIndexOf('给');
        return at > 0 && before[..at].IndexOfAny("我俺") >= 0 && before.Length - at <= 5 && before[^1] is '打' or '寄' or '转' or '给' or '他' or '她' or '拿' or '娘' or '爹' or '妈' or '爸';
    }

    /// <summary>俩闺女都嫁了,一家一年给俺一千: money that grown children give is support.</summary>
    public static AmountRole? Sent(Scene scene, Quantity q, Clause clause, Period period)
    {
        if (scene.InClause(clause, "negation").Exists(c => c.End <= q.Start)) return null;
        var giver = scene.Cast.Mentions.LastOrDefault(m => m.End <= q.NumberStart && !m.Oblique && m.Kin is not (Kin.Household or Kin.Self));
        var given = scene.InClause(clause, "gives_us").Exists(c => c.End <= q.Start && q.Start - c.End <= 6)
            // 俩闺女都嫁了,一人一年给一千五: each of them, to those who tell it.
            || (giver is not null && Roster.Many(scene, giver) > 1 && scene.Text.AsSpan(0, q.Start).TrimEnd("个") is [.., '给' or '寄' or '拿'] && scene.InClause(clause, "each_of").Exists(c => c.End <= q.Start && c.Start - clause.Start <= 1 && c.Start >= giver.End));
        // 我爸一个人在老家,我每月给他打五百: what whoever reports gives to the parent they report for.
        if (!given && scene.Cast.Subject is { Kin: Kin.Father or Kin.Mother or Kin.Parents or Kin.Grandparent } && period is Period.Month or Period.Year && giver is { Kin: Kin.Pronoun or Kin.Father or Kin.Mother or Kin.Parents or Kin.Grandparent } or null && GivesThem(scene.Before(q, clause))) return AmountRole.All["support"];
        if (!given) return null;
        // 孙子他姑一年给俺两千: those who are no children give it year after year.
        return giver is { Kin: Kin.Son or Kin.Daughter or Kin.Child or Kin.Grandchild } || (giver is { Kin: Kin.Sibling or Kin.Elder } && period is Period.Month or Period.Year) ? AmountRole.All["support"] : null;
    }
}
