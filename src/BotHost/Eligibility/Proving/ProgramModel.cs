using BotHost.Core.Eligibility;
using BotHost.Core.Expressions;
using Google.OrTools.Sat;

namespace BotHost.Eligibility.Proving;

/// <summary>What one content says of the household that is looked for.</summary>
internal interface IContentModel
{
    /// <summary>True: likely; false: unlikely; neither: facts or a person are wanted.</summary>
    Tri Looks(string program);

    /// <summary>The local amount; null where nobody has set one.</summary>
    decimal? Standard(string id);
}

/// <summary>The programs of one content in a solver model.</summary>
internal sealed class ProgramModel(HouseholdModel household, IReadOnlyDictionary<string, ProgramDefinition> programs, Func<string, decimal?> standard) : IContentModel
{
    private readonly Dictionary<string, Tri> looks = [];

    private Logic Logic => household.Logic;

    public decimal? Standard(string id) => standard(id);

    public Tri Looks(string program)
    {
        if (looks.TryGetValue(program, out var known)) return known;
        looks[program] = Logic.Unknown;
        return looks[program] = programs.TryGetValue(program, out var definition) ? Outcome(definition) : Logic.Unknown;
    }

    public Tri Test(Expression? condition) => new ConditionModel(Logic, id => household.Find(id, this)).Of(condition);

    private Tri Outcome(ProgramDefinition program)
    {
        var own = program.Criteria.Where(c => c.AllOf.IsEmpty).ToDictionary(c => c.Id, Judge);
        var unmet = new List<ILiteral>();
        var blocked = new List<ILiteral>();
        // A sum repeats its parts, so those decide.
        foreach (var criterion in program.Criteria.Where(c => c.AllOf.IsEmpty && c.Way.Length == 0)) (unmet, blocked) = ([.. unmet, own[criterion.Id].Unmet], [.. blocked, own[criterion.Id].Blocks]);
        foreach (var sum in program.Criteria.SelectMany(c => c.AllOf).Where(own.ContainsKey)) (unmet, blocked) = ([.. unmet, own[sum].Unmet], [.. blocked, own[sum].Blocks]);
        foreach (var way in program.Criteria.Where(c => c.AllOf.IsEmpty && c.Way.Length > 0).GroupBy(c => c.Way))
        {
            var met = Logic.Any(way.Select(c => own[c.Id].Met));
            var blocks = Logic.Any(way.Where(c => c.Presumed != Presumption.Unmet).Select(c => own[c.Id].Open).Concat(way.Select(c => own[c.Id].Blocks)));
            // A rare way in that nobody has said a word about counts as closed; one presumed open counts as open but holds nothing up.
            unmet.Add(Logic.All(Logic.Not(met), Logic.Not(blocks)));
            blocked.Add(Logic.All(Logic.Not(met), Logic.Any(way.Select(c => own[c.Id].Blocks))));
        }

        var unlikely = Logic.Any(unmet);
        return new(Logic.All(Logic.Not(unlikely), Logic.Not(Logic.Any(blocked))), unlikely);
    }

    private Parts Judge(Criterion c)
    {
        var (test, human, doubt) = (Test(c.Test), Test(c.Human).True, Test(c.Doubt).True);
        var open = Logic.All(Logic.Not(test.True), Logic.Not(test.False), Logic.Not(human));
        var presumed = c.Presumed == Presumption.None ? Logic.No : Logic.All(open, Logic.Not(doubt));
        return new(Logic.All(test.True, Logic.Not(human)), Logic.All(test.False, Logic.Not(human)), open, Logic.Any(human, Logic.All(open, Logic.Not(presumed))));
    }

    /// <param name="Blocks">Open, or for a person to say, and not taken for granted.</param>
    private readonly record struct Parts(ILiteral Met, ILiteral Unmet, ILiteral Open, ILiteral Blocks);
}
