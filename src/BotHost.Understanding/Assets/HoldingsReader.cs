using System.Buffers;
using BotHost.Core.Facts;
using BotHost.Understanding.Numbers;
using BotHost.Understanding.People;
using BotHost.Understanding.Words;

namespace BotHost.Understanding.Assets;

/// <summary>Cars and houses; plain denials (没存款, 没车, 不欠账) as zero; what a loan is wanted for.</summary>
internal static class HoldingsReader
{
    public static void Read(Scene scene)
    {
        foreach (var cue in scene.In("zero.of")) None(scene, cue);
        // 早就卖了,现在没有: to the question of how many.
        if (scene.Context.Expecting is { } asked && asked is "assets.cars" or "assets.houses" && scene.In("sold").FirstOrDefault(c => !scene.Cast.Outside(c.Start)) is { } sold && !scene.Quantities.Exists(q => q.Start >= sold.End)) scene.Add(asked, FactValue.Of(0), (sold.Start, sold.End));
        foreach (var cue in scene.In("owned")) Owned(scene, cue);
        Registered(scene);
        NothingElse(scene);
        if ((scene.Has("loan.amount") || scene.In("loan.wish").Count > 0) && Purpose(scene) is { } purpose) scene.Add("loan.purpose", new FactValue.Choice(purpose.Entry), (purpose.Start, purpose.End));
    }

    /// <summary>俺种大棚,儿结婚彩礼还差五万,想贷点: what somebody does for a living is not what the loan is for, where something else is named.</summary>
    private static Cue? Purpose(Scene scene)
    {
        var named = scene.In("loan.purpose").FindAll(c => scene.Cast.OwnerAt(c.Start) is not { Kin: Kin.Outside });
        return named.Find(c => c.Entry != "production") ?? named.FirstOrDefault();
    }

    /// <summary>女婿买的小轿车,行车证写的是俺: whoever drives it, a car in the name of somebody of the house is theirs (豫民〔2021〕5号).</summary>
    private static void Registered(Scene scene)
    {
        if (scene.In("car.named").FirstOrDefault() is not { } named || scene.In("owned").Find(c => c.Entry == "assets.cars") is not { } car) return;
        if (!scene.Has("assets.cars")) scene.Add("assets.cars", FactValue.Of(1), (car.Start, car.End), (named.Start, named.End));
        if (scene.Text.AsSpan(car.Start, car.Length).ContainsAny("轿小私")) scene.AddTo("assets.vehicle_kinds", "own_car", car.Start, car.End);
    }

    /// <summary>没车没存款,就一处房: told so, whatever else is asked about stands in the same answer.</summary>
    private static void NothingElse(Scene scene)
    {
        if (scene.In("home.only").FirstOrDefault(c => !scene.Cast.Outside(c.Start)) is not { } home || !IsNone(scene, "assets.cars") || !IsNone(scene, "assets.deposits") || scene.Has("assets.extra")) return;
        scene.AddTo("assets.extra", "none", home.Start, home.End);
    }

    private static bool IsNone(Scene scene, string id) => scene.Facts.Any(f => f.Id == id && f.Value is FactValue.Number { Value: 0 });

    private static void None(Scene scene, Cue cue)
    {
        var clause = scene.Words.ClauseAt(cue.Start);
        // 叉车没开过: what was never done with one.
        if (cue.Entry == "assets.cars" && cue.End < clause.End && scene.Text[cue.End] is '开' or '跑' or '学' or '摸' or '碰') return;
        // 就这一处老宅,城里没买房: none there is not none at all.
        if (cue.Entry == "assets.houses" && scene.Text.AsSpan(cue.Start, cue.Length).ContainsAny("城镇市买外") && (scene.Text.Contains("老宅", StringComparison.Ordinal) || scene.Text.Contains("老屋", StringComparison.Ordinal) || scene.Text.Contains("一处", StringComparison.Ordinal))) return;
        // 叉车没开过, 三轮车没有: no car was spoken of.
        if (cue.Entry == "assets.cars" && scene.Text[cue.Start] == '车' && cue.Start > 0 && OtherCars.Contains(scene.Text[cue.Start - 1])) return;
        // 今年一分没攒下: of one year only.
        if (cue.Entry == "assets.deposits" && scene.Text.AsSpan(cue.Start, cue.Length).Contains('攒') && scene.InClause(clause, "period").Exists(c => c.Entry == "year" && c.End <= cue.Start)) return;
        // 还了两万了,别处不欠: nothing beside what was told.
        if (cue.Entry == "debt.total" && scene.Text.AsSpan(clause.Start, cue.Start - clause.Start).TrimEnd("也都就再") is [.., '别' or '旁' or '他', '处' or '的']) return;
        // 没啥存款,就手里千把块: little is not nothing when an amount follows.
        if (scene.Text.AsSpan(cue.Start, cue.Length).ContainsAny("啥多几") && scene.Quantities.Find(q => q.LooksLikeMoney && q.Start - cue.End is >= 0 and <= 10) is { } rest)
            scene.Wonder(cue.Entry, "two-readings", rest.Start, rest.End, rest.Whole());
        else if (!scene.Cast.Outside(cue.Start) && scene.InClause(clause, "hypothetical").Count == 0 && scene.InClause(clause, "rhetorical").Count == 0 && Gives(scene, cue)) scene.Add(cue.Entry, FactValue.Of(0), (cue.Start, cue.End));
    }

    /// <summary>Characters before 车 that make it no car of one's own.</summary>
    private static readonly SearchValues<char> OtherCars = SearchValues.Create("叉铲吊火公班客货挂电轮罐推板风水拖机摩赶坐打通");

    /// <summary>一分不给俺: no support only where those who would give it are told of; a boss who pays nothing is another matter.</summary>
    private static bool Gives(Scene scene, Cue cue) => cue.Entry != "income.support_annual" || scene.Text.AsSpan(cue.Start, cue.Length).ContainsAny(Givers)
        || scene.Cast.OwnerAt(cue.Start) is { Kin: Kin.Son or Kin.Daughter or Kin.Child or Kin.Grandchild };

    private static readonly SearchValues<char> Givers = SearchValues.Create("儿女子闺孩养前爸爹");

    private static void Owned(Scene scene, Cue cue)
    {
        var clause = scene.Words.ClauseAt(cue.Start);
        if (scene.Cast.Outside(cue.Start) || Theirs(scene, cue) || scene.InClause(clause, "negation").Count > 0 || scene.InClause(clause, "question").Count > 0) return;
        var q = scene.Quantities.FindLast(x => x.Start < cue.Start && x.End <= cue.End && cue.Start - x.End <= 3 && !x.Scaled && x.Measure is not (Measure.Years or Measure.YearsOld or Measure.Months));
        // 房子就一处, 车有一辆: the count behind its thing, with a word that counts nothing else.
        if (scene.Quantities.Find(x => x.Start - cue.End is >= 0 and <= 3 && clause.Holds(x.NumberStart) && !x.Scaled && x.Value is >= 1 and <= 9 && scene.Text[x.End - 1] is '处' or '套' or '辆' or '院') is { } behind) scene.Add(cue.Entry, behind.Whole(), (cue.Start, behind.End));
        var has = scene.InClause(clause, "has");
        if (q is null)
        {
            if (cue.Entry == "assets.houses" && scene.Text.AsSpan(0, cue.Start) is var before && (before.EndsWith("有套") || before.EndsWith("买了套") || before.EndsWith("有一套"))) scene.Add(cue.Entry, FactValue.Of(1), (cue.Start - 2, cue.End));
            else if (cue.Entry == "assets.cars" && has.Exists(c => c.End <= cue.Start && cue.Start - c.End <= (scene.Text[c.End - 1] is '辆' or '个' ? 10 : 4))) scene.Add(cue.Entry, FactValue.Of(1), (cue.Start, cue.End));
        }
        // 名下一共两处房: two or more, told as all there are.
        else if (cue.Entry == "assets.houses" && q.Value >= 2 && scene.In("total").Exists(c => c.End <= q.Start && q.Start - c.End <= 2)) scene.Add(cue.Entry, q.Whole(), (q.Start, cue.End));
        // 车一辆(面包车), as in a form.
        else if (cue.Entry == "assets.cars" && q.NumberStart > 0 && scene.Text[q.NumberStart - 1] == '车' && (q.NumberStart < 2 || !OtherCars.Contains(scene.Text[q.NumberStart - 2])) && scene.Text[q.End - 1] == '辆') scene.Add(cue.Entry, q.Whole(), (q.NumberStart - 1, cue.End));
        else if ((q.Measure is Measure.Things or Measure.None || (cue.Entry == "assets.houses" && scene.Text[q.End - 1] is '套' or '处' or '院')) && has.Count > 0) scene.Add(cue.Entry, q.Whole(), (q.Start, cue.End));
    }

    /// <summary>说俺二闺女有小车, 会计他开着小轿车: what grown children have is theirs, and what somebody has who was not named.</summary>
    private static bool Theirs(Scene scene, Cue cue) => scene.Cast.Mentions.Any(m => m.Kin is not (Kin.Self or Kin.Household) && m.Start - cue.End is >= 0 and <= 3 && scene.Text[m.Start - 1] is '是' or '给' or '挂' && scene.Words.At(m.End, "的")) || scene.Cast.OwnerAt(cue.Start) is { Kin: Kin.Son or Kin.Daughter or Kin.Sibling } || (cue.Entry == "assets.cars" && Unnamed(scene, cue));

    private static bool Unnamed(Scene scene, Cue cue) => scene.Cast.Subject is null && scene.Cast.Mentions.LastOrDefault(m => m.Start < cue.Start && !m.Oblique) is { Kin: Kin.Pronoun } he
        && !scene.Cast.Mentions.Any(m => m.Start < he.Start && m.Kin is not (Kin.Self or Kin.Household or Kin.Pronoun));
}
