using System.Collections.Immutable;
using System.Globalization;
using BotHost.Core.Content;
using BotHost.Core.Expressions;
using BotHost.Core.Facts;

namespace BotHost.Core.Eligibility;

/// <summary>A fact that could be asked next.</summary>
/// <param name="FactId">What to ask.</param>
/// <param name="Worth">How much it is expected to settle, for what it costs to be asked; higher goes first.</param>
/// <param name="Settles">Expected programs settled, by the share of each answer.</param>
/// <param name="Price">What the question costs: its own cost and how sensitive it is.</param>
/// <param name="For">Ids of the open programs that want it.</param>
/// <param name="Instead">The missing facts in whose place it is asked; the fact itself when it stands for itself.</param>
public sealed record Candidate(string FactId, double Worth, double Settles, double Price, ImmutableArray<string> For, ImmutableArray<string> Instead)
{
    /// <summary>The choice in one line, for whoever looks into it: ids and figures only.</summary>
    public string Why => string.Create(CultureInfo.InvariantCulture, $"{FactId}: settles {Settles:0.00} / price {Price:0.0} = {Worth:0.000}, for {string.Join(' ', For)}");
}

/// <summary>
/// Chooses the next question: the one that is expected to settle most of the programs that are still open, for what it costs to be asked.
/// What an answer would settle is found by trying the answers that people usually give. Pure: the order of questions never changes an outcome.
/// </summary>
public sealed class QuestionChooser(ContentBundle content, Determiner determiner)
{
    /// <summary>So many of the most wanted facts are tried out; the others stay behind them.</summary>
    private const int Tried = 6;

    /// <summary>How much being wanted counts beside what the answer settles at once.</summary>
    private const double LeadsOn = 0.5;

    /// <summary>A fact that only confirms a presumption counts for so much of one that holds an outcome up.</summary>
    private const double Presumed = 0.25;

    /// <summary>The candidates, best first; empty when everything is settled, or only a person can tell.</summary>
    /// <param name="now">The determinations by <paramref name="facts"/>.</param>
    /// <param name="weight">How much a program matters to whoever asks; 0 leaves it out.</param>
    /// <param name="mayAsk">False for a fact that was asked already, or that nobody can be asked.</param>
    public ImmutableArray<Candidate> Rank(IFacts facts, string place, DateOnly today, ImmutableArray<Determination> now, Func<ProgramDefinition, double> weight, Func<string, bool> mayAsk)
    {
        string? ask(string missing) => InPlaceOf(missing, facts, mayAsk);
        var wanted = now.SelectMany(d => Wants(d, weight(d.Program), ask)).GroupBy(w => w.FactId)
            .Select(g => (FactId: g.Key, Share: g.Sum(w => w.Share), For: g.Select(w => w.Program).Distinct().ToImmutableArray(), Instead: g.SelectMany(w => w.Instead).Distinct().ToImmutableArray()))
            .OrderByDescending(w => w.Share / Price(w.FactId)).ThenBy(w => w.FactId, StringComparer.Ordinal).ToList();
        var ranked = wanted.Select((w, i) =>
        {
            // What many programs want goes first: it may settle those that few other questions are for, which need then not be asked.
            var settles = (i < Tried ? Math.Max(0, Expected(w.FactId, facts, place, today, now, weight, mayAsk)) : 0) + w.Share * LeadsOn;
            return new Candidate(w.FactId, settles / Price(w.FactId), settles, Price(w.FactId), w.For, w.Instead);
        });
        return [.. ranked.OrderByDescending(c => c.Worth).ThenBy(c => c.FactId, StringComparer.Ordinal)];
    }

    /// <summary>Which facts a program still wants, each with its share of what is open about it.</summary>
    private static IEnumerable<(string FactId, double Share, string Program, ImmutableArray<string> Instead)> Wants(Determination d, double weight, Func<string, string?> ask)
    {
        if (weight <= 0) return [];
        var (facts, much) = d.Outcome switch
        {
            EligibilityOutcome.NeedsFacts when d.Blocking.Any(f => ask(f) is not null) => (d.Blocking, 1.0),
            // What blocks cannot be asked: something presumed may rule it out anyway.
            EligibilityOutcome.NeedsFacts => (d.Missing, Presumed),
            EligibilityOutcome.Likely => (d.Missing, Presumed),
            // For a person to say, unless something rules it out anyway.
            EligibilityOutcome.NeedsHuman => (d.Missing, Presumed),
            _ => (ImmutableArray<string>.Empty, 0.0),
        };
        var askable = facts.Select(f => (Missing: f, Ask: ask(f))).Where(f => f.Ask is not null).GroupBy(f => f.Ask!, f => f.Missing).ToList();
        return askable.Select(g => (g.Key, weight * much / askable.Count, d.Program.Id, g.ToImmutableArray()));
    }

    /// <summary>How far a program is from settled: 0 when nothing that could be asked is open, near 1 when much is; what is only presumed counts for less.</summary>
    private static double Openness(Determination d, Func<string, string?> ask)
    {
        if (d.Outcome == EligibilityOutcome.NeedsFacts && d.Blocking.Select(ask).OfType<string>().Distinct().Count() is var n and > 0) return 0.5 + n / (n + 1.0) / 2;
        if (d.Outcome is EligibilityOutcome.NeedsHuman or EligibilityOutcome.NeedsFacts) return d.Missing.Select(ask).OfType<string>().Distinct().Count() is var open ? Presumed * open / (open + 1) : 0;
        if (d.Outcome != EligibilityOutcome.Likely || !d.Missing.Any(m => ask(m) is not null)) return 0;
        var presumed = d.Criteria.Count(c => c is { Presumed: true, Outcome: CriterionOutcome.Unknown } && c.Criterion.AllOf.IsEmpty);
        return Presumed * presumed / (presumed + 1);
    }

    private double Expected(string factId, IFacts facts, string place, DateOnly today, ImmutableArray<Determination> now, Func<ProgramDefinition, double> weight, Func<string, bool> mayAsk)
    {
        string? Before(string missing) => InPlaceOf(missing, facts, mayAsk);
        var open = now.Select(d => Openness(d, Before)).ToArray();
        var weights = now.Select(d => weight(d.Program)).ToArray();
        // A presumption that turns out doubtful is as good to know as one that is confirmed.
        bool Doubted(int i, EligibilityOutcome then) => now[i].Outcome == EligibilityOutcome.Likely && then == EligibilityOutcome.NeedsFacts;
        return GuessesOf(factId).Sum(g =>
        {
            var supposed = new Supposing(facts, factId, g.Value);
            // An answered question is not asked again, whatever it left open.
            string? After(string missing) => InPlaceOf(missing, supposed, id => id != factId && mayAsk(id));
            var judging = new Judging(determiner, supposed, place, today);
            var gained = 0.0;
            for (var i = 0; i < now.Length; i++)
            {
                if (weights[i] <= 0) continue;
                var outcome = judging.Outcome(determiner.Plans[i])!.Value;
                // Most programs are settled and stay so: only what is open needs its reasons.
                if (open[i] == 0 && outcome == now[i].Outcome) continue;
                gained += weights[i] * (Doubted(i, outcome) ? open[i] : open[i] - (outcome == EligibilityOutcome.Unlikely ? 0 : Openness(judging.Determine(determiner.Plans[i]), After)));
            }

            return g.Share * gained;
        });
    }

    /// <summary>What to ask while a fact is missing: the fact itself, or the first of those that stand in its place; null when there is nothing to ask.</summary>
    private string? InPlaceOf(string missing, IFacts facts, Func<string, bool> mayAsk) =>
        content.Asking.AskedAs.TryGetValue(missing, out var parts) ? parts.FirstOrDefault(p => facts.Find(p) is null && mayAsk(p)) : facts.Find(missing) is null && mayAsk(missing) ? missing : null;

    private ImmutableArray<Guess> GuessesOf(string factId)
    {
        if (content.Asking.Guesses.TryGetValue(factId, out var known)) return known;
        var fact = content.Catalogue[factId];
        ImmutableArray<FactValue> values = fact.Type switch
        {
            FactType.YesNo => [FactValue.Of(true), FactValue.Of(false)],
            FactType.OneOf => [.. fact.Options.Select(o => new FactValue.Choice(o))],
            FactType.SetOf => [.. fact.Options.Select(o => FactValue.Set.Of(o))],
            FactType.Count => [FactValue.Of(0), FactValue.Of(1)],
            FactType.Money => [FactValue.Of(0), FactValue.Of(10_000)],
            _ => [],
        };
        return [.. values.Select(v => new Guess(v, 1.0 / values.Length))];
    }

    private double Price(string factId)
    {
        var fact = content.Catalogue.Find(factId);
        return fact is null ? 1 : fact.Cost + fact.Sensitivity switch { Sensitivity.Open => 0, Sensitivity.Personal => 0.5, Sensitivity.Secret => 2, _ => 5 };
    }
}
