using System.Collections.Immutable;
using System.Globalization;
using BotHost.Core.Facts;
using BotHost.Understanding.Dates;
using BotHost.Understanding.Hardship;
using BotHost.Understanding.Money;
using BotHost.Understanding.Numbers;
using BotHost.Understanding.Words;

namespace BotHost.Understanding.People;

/// <summary>
/// Parents and children who owe support, with what was said of each: dead, locked up, gone, how old, how disabled, what they earn. Seen from
/// the subject, or from a grandchild or nephew whose parents are told of (俺孙儿八岁,他爹没了). An amount told of one of them is theirs alone.
/// </summary>
internal static class ObligorsReader
{
    private const string Fact = "obligors";

    /// <summary>儿媳妇三年前就走了,听说在南边又嫁了人,电话不接: of somebody who left it is told at length.</summary>
    private const int Far = 28;

    public static void Read(Scene scene, IReadOnlyList<(Mention? Of, Quantity Age)> ages)
    {
        // Nothing is said of anybody that could tell whether they can support somebody.
        if (scene.In("obligor").Count == 0 && scene.Cast.Subject is null && !scene.Expecting(Relatives.Question)) return;
        var told = Relatives.Told(scene).ToList();
        foreach (var cue in scene.In("obligor")) State(scene, told, cue);
        foreach (var relative in told.Where(r => r.Known)) Traits(scene, told, relative, ages);
        foreach (var cue in scene.In("obligor.reported")) Reported(scene, told, cue);
        if (told.Exists(r => r.Known && r.Counted)) Money(scene, told);
        List<ImmutableSortedDictionary<string, FactValue>> entries = [];
        List<(int, int)> spans = [];
        // Of a child's parents nothing is concluded from their age alone: only where one of them cannot look after it.
        var wanting = told.Exists(r => r.Counted || r.Fields.ContainsKey("reason"));
        foreach (var relative in told.Where(r => wanting && r.Fields.Count > 0))
        {
            foreach (var relation in relative.Relations.Where(r => !entries.Exists(e => e["relation"].ToString() == r))) entries.Add(relative.Fields.Add("relation", new FactValue.Choice(relation)));
            spans.AddRange(relative.Spans);
        }

        if (entries.Count > 0) scene.Add(Fact, new FactValue.List([.. entries]), [.. spans]);
    }

    private static bool OfTwo(Scene scene, Quantity q) => scene.Before(q, scene.Words.ClauseAt(q.NumberStart)) is var said && (said.Contains("俩人", StringComparison.Ordinal) || said.Contains("两口子", StringComparison.Ordinal) || said.Contains("两人", StringComparison.Ordinal) || said.Contains("俺俩", StringComparison.Ordinal));

    private static void State(Scene scene, List<Relative> told, Cue cue)
    {
        if (MembersReader.Doubtful(scene, cue) || Relatives.Whose(scene, told, cue.Start) is not { } relative || cue.Start - relative.Of.End > (cue.Entry == "gone" ? Far : Relatives.Reach) || relative.Fields.ContainsKey("reason")) return;
        relative.Tell("reason", new FactValue.Text(scene.Text[cue.Start..cue.End]), relative.Of.Start, cue.End);
        if (cue.Entry == "unable") relative.Fields = relative.Fields.Add("able", FactValue.No);
        relative.Gone |= cue.Entry == "gone";
        relative.Dead |= cue.Entry == "dead";
    }

    private static void Traits(Scene scene, List<Relative> told, Relative relative, IReadOnlyList<(Mention? Of, Quantity Age)> ages)
    {
        if (relative.Dead) return;
        if (ages.FirstOrDefault(a => (a.Of == relative.Of || (a.Of?.Kin == Kin.Self && relative.Of.Kin == Kin.Self)) && a.Age.Value == Math.Floor(a.Age.Value) && !AgeReader.NotNow(scene, a.Age) && !AgeReader.Nominal(scene, a.Age)) is { Of: not null } age && relative.Relations.Length == 1)
            relative.Tell("age", AgeReader.Value(age.Age), Math.Min(relative.Of.Start, age.Age.Start), age.Age.End);
        foreach (var cue in scene.In("disability.grade").Where(c => Of(c))) relative.Tell("disability_grade", FactValue.Of(int.Parse(cue.Entry, CultureInfo.InvariantCulture)), relative.Of.Start, cue.End);
        foreach (var cue in scene.In("subject.disability_type").Where(c => Of(c) && scene.InClause(scene.Words.ClauseAt(c.Start), "disability.proof").Count > 0)) relative.Tell("disability_type", new FactValue.Choice(cue.Entry), relative.Of.Start, cue.End);

        // 没吃低保: what could excuse them and does not.
        if (scene.In(Lexicon.Program).Find(c => c.Entry == "dibao" && Relatives.Whose(scene, told, c.Start) == relative && scene.Text.AsSpan(0, c.Start).TrimEnd("吃领有") is [.., '没']) is { } refused) relative.Tell("aid", new FactValue.Text("none"), relative.Of.Start, refused.End);

        bool Of(Cue cue) => Relatives.Whose(scene, told, cue.Start) == relative && cue.Start - relative.Of.End <= Relatives.Reach && !MembersReader.Doubtful(scene, cue);
    }

    /// <summary>他妈跑了…5月28号俺去派出所报的失联: a day told beside the report, of whoever left.</summary>
    private static void Reported(Scene scene, List<Relative> told, Cue cue)
    {
        var clause = scene.Words.ClauseAt(cue.Start);
        if (MembersReader.Doubtful(scene, cue) || (told.FindLast(r => r.Known && clause.Holds(r.Of.Start) && r.Of.End <= cue.Start) ?? told.FindLast(r => r is { Known: true, Gone: true } && r.Of.End <= cue.Start)) is not { Dead: false } relative) return;
        var days = DateReader.Find(scene.Words, scene.Context.Today).FindAll(d => d.From <= scene.Context.Today && ((cue.Start - d.End is >= 0 and <= Relatives.Reach && scene.Words.OneSentence(d.Start, cue.Start)) || (clause.Holds(d.Start) && d.Start >= cue.End)));
        if (!relative.Fields.ContainsKey("reason")) relative.Tell("reason", new FactValue.Text(scene.Text[cue.Start..cue.End]), cue.Start, cue.End);
        if (days.Count == 1) relative.Tell("missing_since", new FactValue.Day(days[0].From, days[0].To), days[0].Start, cue.End);
    }

    /// <summary>他爹74,退休金一年21330: what a relative earns in a year. No amount told of them is read as anything else, unless it is what they give.</summary>
    private static void Money(Scene scene, List<Relative> told)
    {
        List<(Relative Of, Amount Amount)> theirs = [];
        foreach (var amount in AmountReader.Read(scene))
        {
            var at = amount.Quantity.NumberStart;
            if (Relatives.Whose(scene, told, at) is not { Counted: true, Dead: false } relative || relative.Relations.Length > 1) continue;
            var clause = scene.Words.ClauseAt(at);
            // The talk stays with somebody whose age began it; of others only their own clause tells.
            if (!clause.Holds(relative.Of.Start) && !relative.Fields.ContainsKey("age")) continue;
            if (!scene.Text.AsSpan(clause.Start, clause.Length).ContainsAny("给寄贴")) theirs.Add((relative, amount));
        }

        foreach (var group in theirs.GroupBy(t => t.Of))
        {
            var incomes = group.Where(t => Earned(t.Amount) && !Belonging.Denied(scene, t.Amount)).Select(t => t.Amount).ToList();
            if (incomes is not [{ Per: Period.Year or Period.Month } income]) continue;
            Income(group.Key, income);
        }

        // 一年净落两万: from what does not matter here.
        static bool Earned(Amount amount) => amount.Role is null ? amount.By?.Entry == AmountRole.Earned : amount.Role.Name is "pension" or "wage" or "household_income" or "household_loose" or "yearly" or "farm";

        foreach (var (_, amount) in theirs) scene.Quantities.RemoveAll(q => q.NumberStart == amount.Quantity.NumberStart);

        void Income(Relative relative, Amount income)
        {
            var (start, end) = income.Span(scene.Words.ClauseAt(income.Quantity.NumberStart));
            var whole = income.Quantity.Whole();
            // 跟老伴俩人一年统共收两万八: each has half of it.
            var times = (income.Per == Period.Month ? 12m : 1) / (OfTwo(scene, income.Quantity) ? 2 : 1);
            relative.Tell("income_annual", new FactValue.Number(whole.Value * times, whole.Min * times, whole.Max * times), start, end);
        }
    }
}
