using System.Collections.Frozen;
using BotHost.Core.Facts;
using BotHost.Core.Readings;
using BotHost.Understanding.People;
using BotHost.Understanding.Words;

namespace BotHost.Understanding.Answers;

/// <summary>
/// Yes or no as the answer to the question just asked. Words that say it of this very question (没舍得交, 口头说的) weigh more than 有 and
/// 没有, and these more than the verb said back (交过). Where clauses disagree, the speaker's own and what holds today count; else it is asked back.
/// </summary>
internal static class ExpectedYesNo
{
    /// <summary>Asked for the other way round: 有 to 有没有能养老人的儿女 means that it is not so that nobody supports them.</summary>
    private const string Turned = "subject.no_supporters";

    /// <summary>The verb said back means little for these: 没贷过 is good credit, 没想到 is sudden.</summary>
    private static readonly FrozenSet<string> Verbless = FrozenSet.Create(Turned, "loan.credit_ok", "hardship.sudden");

    /// <summary>Longer clauses tell of more than the one thing that was asked.</summary>
    private const int Longest = 18;

    public static void Read(Scene scene, FactDefinition fact, AnswerKind answer)
    {
        List<Said> said = [.. scene.Words.Clauses.Select(c => OwnWords(scene, fact, c)).OfType<Said>()];
        if (said.Exists(s => s.Yes is null))
        {
            // 有一个儿子: whether he is able to support anybody was not said.
            scene.Wonder(fact.Id, "two-readings", said[0].Clause.Start, said[^1].Clause.End, FactValue.Of(true), FactValue.Of(false));
            return;
        }

        if (said.Count == 0) said = Bare(scene, fact, answer);
        // 俺老头儿有证,俺没有: what the speaker says of themself is as good as the words of the question.
        else if (fact.Id != Turned && said.TrueForAll(s => Others(scene, s.Clause))) said.AddRange(Words(scene).Where(s => Mine(scene, s.Clause)));
        if (said.Select(s => s.Yes).Distinct().Count() > 1) said = Settled(scene, said);
        if (said.Count == 0) return;
        if (said.TrueForAll(s => s.Yes == said[0].Yes)) scene.Add(fact.Id, FactValue.Of(said[0].Yes == true), (said[0].Clause.Start, said[0].Clause.End));
        else scene.Wonder(fact.Id, "two-readings", said[0].Clause.Start, said[^1].Clause.End, FactValue.Of(true), FactValue.Of(false));
    }

    /// <summary>What a clause says in the words of this question; null when it says nothing, both, or asks.</summary>
    private static Said? OwnWords(Scene scene, FactDefinition fact, Clause clause)
    {
        var cues = scene.InClause(clause, "answer." + fact.Id);
        if (cues.Count == 0 || clause.Length > Longest || Asks(scene, clause)) return null;
        // 没交 holds 交, 咋没交 holds 没交: the longest words count.
        cues = cues.FindAll(c => !cues.Exists(o => o.Entry != c.Entry && o.Start <= c.Start && o.End >= c.End && o.Length > c.Length));
        return cues.TrueForAll(c => c.Entry == cues[0].Entry) ? new(cues[0].Entry switch { "yes" => true, "no" => false, _ => null }, clause) : null;
    }

    private static List<Said> Bare(Scene scene, FactDefinition fact, AnswerKind answer)
    {
        var first = scene.Words.Clauses[0];
        if (answer is AnswerKind.Yes or AnswerKind.No) return [new(answer == AnswerKind.Yes == (fact.Id != Turned), first)];
        if (answer != AnswerKind.None || fact.Id == Turned) return [];
        var words = Words(scene);
        if (words.Count > 0) return words;
        return !Verbless.Contains(fact.Id) && BareWord.Verb(scene, first) is { } verb ? [new(verb, first)] : [];
    }

    /// <summary>Clauses that are nothing but 有 or 没有 (俺老头儿有,俺没有).</summary>
    private static List<Said> Words(Scene scene) => [.. scene.Words.Clauses.Select(c => BareWord.Of(scene, c) is { } yes ? new Said(yes, c) : null).OfType<Said>()];

    /// <summary>Of clauses that disagree: the speaker's own where others are named (老头儿有证,俺没有), and what holds now (往年买,今年没买).</summary>
    private static List<Said> Settled(Scene scene, List<Said> said)
    {
        var own = said.FindAll(s => Mine(scene, s.Clause));
        if (own.Count > 0 && said.Exists(s => Others(scene, s.Clause))) return own;
        var now = said.FindAll(s => scene.InClause(s.Clause, "answer.then").Count == 0);
        return now.Count > 0 ? now : said;
    }

    private static bool Mine(Scene scene, Clause clause) => scene.Cast.Mentions.Any(m => m.Kin == Kin.Self && clause.Holds(m.Start)) && !Others(scene, clause);

    private static bool Others(Scene scene, Clause clause) => scene.Cast.Mentions.Any(m => m.Kin is not (Kin.Self or Kin.Household or Kin.Pronoun) && clause.Holds(m.Start));

    private static bool Asks(Scene scene, Clause clause) => scene.Text[clause.End - 1] is '吗' or '么' || (clause.End < scene.Text.Length && scene.Text[clause.End] == '?') || scene.InClause(clause, "hypothetical").Count > 0;

    /// <param name="Yes">Null where the words leave it open.</param>
    private sealed record Said(bool? Yes, Clause Clause);
}
