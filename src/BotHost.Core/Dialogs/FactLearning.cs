using System.Collections.Immutable;
using BotHost.Core.Facts;
using BotHost.Core.Readings;

namespace BotHost.Core.Dialogs;

/// <summary>What learning from one message came to.</summary>
/// <param name="Learnt">Facts kept, new or put right.</param>
/// <param name="Corrected">Those of them that replaced another value.</param>
/// <param name="Conflict">A fact whose new value differs from what was said before, without a word that it is a correction; asked back.</param>
internal sealed record Learning(ImmutableArray<Fact> Learnt, ImmutableArray<Fact> Corrected, StatedFact? Conflict)
{
    public bool Has(string factId) => Learnt.Any(f => f.Id == factId);
}

/// <summary>Takes the facts of a reading into the conversation. Nothing unsaid is kept: each fact carries the words it came from.</summary>
internal static class FactLearning
{
    /// <param name="asked">The fact that was asked for: its new value replaces an old one without a question back.</param>
    /// <param name="except">A fact that was said of somebody else than the subject.</param>
    public static Learning Learn(TurnBuilder turn, string? asked = null, bool correcting = false, string? except = null)
    {
        var learnt = ImmutableArray.CreateBuilder<Fact>();
        var corrected = ImmutableArray.CreateBuilder<Fact>();
        StatedFact? conflict = null;
        foreach (var stated in turn.Reading.Facts)
        {
            if (stated.Id == except || turn.Content.Catalogue.Find(stated.Id) is not { } definition || !Believable(definition, stated.Value) || IsRefused(turn, stated.Id)) continue;
            var value = WithoutRefusedKinds(turn, stated.Id, stated.Value);
            var old = turn.Known(stated.Id);
            if (old?.Value is { } before)
            {
                value = Merge(before, value, turn.Reading.Correction || correcting);
                if (before.Equals(value)) continue;
                var replaces = turn.Reading.Correction || correcting || stated.Id == asked || value is FactValue.Set or FactValue.List || Sharpens(before, value);
                if (!replaces)
                {
                    conflict ??= stated;
                    continue;
                }
            }

            // What a list grew from was said earlier, in other words.
            ImmutableArray<Evidence> proof = value is FactValue.List && old is not null && !(turn.Reading.Correction || correcting) ? [.. old.Evidence, .. Proof(turn, stated.Spans)] : Proof(turn, stated.Spans);
            var fact = new Fact(stated.Id, value, FactState.Stated, proof, turn.Now);
            learnt.Add(fact);
            if (old?.Value is { } && value is not (FactValue.Set or FactValue.List)) corrected.Add(fact);
        }

        turn.Save(learnt.ToImmutable());
        Derive(turn);
        return new(learnt.ToImmutable(), corrected.ToImmutable(), conflict);
    }

    /// <summary>Keeps an answer that a quick reply or a yes/no gave: the whole message is the proof.</summary>
    public static void Keep(TurnBuilder turn, string factId, FactValue value) =>
        turn.Save(new Fact(factId, value, FactState.Stated, [WholeMessage(turn)], turn.Now));

    /// <summary>Keeps that the question was put and had no answer.</summary>
    public static void KeepUnanswered(TurnBuilder turn, string factId, FactState state) =>
        turn.Save(new Fact(factId, null, state, [WholeMessage(turn)], turn.Now));

    public static bool Believable(FactDefinition definition, FactValue value) => value is not FactValue.Number n
        || ((definition.Min is not { } min || n.Value >= min) && (definition.Max is not { } max || n.Value <= max));

    /// <summary>True when the subject said no to keeping this kind of fact.</summary>
    public static bool IsRefused(TurnBuilder turn, string factId) => turn.Subject?.Refused("sensitive") == true && turn.Content.Consent.IsSensitive(factId);

    private static FactValue WithoutRefusedKinds(TurnBuilder turn, string factId, FactValue value) =>
        factId == "hardship.kind" && value is FactValue.Set kinds && turn.Subject?.Refused("sensitive") == true
            ? OpenKinds(kinds, turn.Content.Consent)
            : value;

    /// <summary>The kinds that may be kept without the second yes; 其他 when none is left.</summary>
    public static FactValue.Set OpenKinds(FactValue.Set kinds, ConsentRules rules)
    {
        var open = kinds.Values.Except(rules.SensitiveKinds);
        return open.IsEmpty ? FactValue.Set.Of("other") : new(open);
    }

    /// <summary>Sets grow, lists too: more about somebody who was named already joins what is known of them; a correction replaces.</summary>
    private static FactValue Merge(FactValue before, FactValue value, bool correction) => (before, value) switch
    {
        (FactValue.Set a, FactValue.Set b) when !correction => new FactValue.Set(a.Values.Union(b.Values)),
        (FactValue.List a, FactValue.List b) when !correction => Join(a, b),
        _ => value,
    };

    private static FactValue.List Join(FactValue.List before, FactValue.List more)
    {
        var items = before.Items.ToBuilder();
        var free = Enumerable.Range(0, items.Count).ToList();
        foreach (var item in more.Items)
        {
            var same = free.FindIndex(i => Equals(items[i].GetValueOrDefault("relation"), item.GetValueOrDefault("relation")));
            if (same < 0)
            {
                items.Add(item);
                continue;
            }

            items[free[same]] = items[free[same]].SetItems(item);
            free.RemoveAt(same);
        }

        return new(items.ToImmutable());
    }

    /// <summary>A settled code for the same place name, or an exact amount inside the range said before, says the same thing better.</summary>
    private static bool Sharpens(FactValue before, FactValue value) => (before, value) switch
    {
        (FactValue.Place { Code: null } a, FactValue.Place { Code: not null } b) => b.Name.Contains(a.Name, StringComparison.Ordinal) || a.Name.Contains(b.Name, StringComparison.Ordinal),
        (FactValue.Number { Approximate: true } a, FactValue.Number b) => b.Value >= (a.Min ?? a.Value) && b.Value <= (a.Max ?? a.Value),
        _ => false,
    };

    private static ImmutableArray<Evidence> Proof(TurnBuilder turn, ImmutableArray<TextSpan> spans) =>
        [.. spans.Select(s => new Evidence(turn.MessageId, s.Start, s.Length, turn.Text.Substring(s.Start, s.Length)) { Speech = turn.Speech })];

    private static Evidence WholeMessage(TurnBuilder turn) => new(turn.MessageId, 0, turn.Text.Length, turn.Text) { Speech = turn.Speech };

    /// <summary>Of what was paid, what was reimbursed and what was left, the third follows from two.</summary>
    private static void Derive(TurnBuilder turn)
    {
        const string total = "expense.medical_total", back = "expense.medical_reimbursed", self = "expense.medical_self_paid";
        if (turn.Known(self) is { State: not FactState.Derived and not FactState.AskedUnknown }) return;
        if (turn.Known(total) is not { Value: FactValue.Number t } whole || turn.Known(back) is not { Value: FactValue.Number b } part || b.Value > t.Value) return;
        var left = t.Approximate || b.Approximate
            ? new FactValue.Number(t.Value - b.Value, Math.Max(0, (t.Min ?? t.Value) - (b.Max ?? b.Value)), (t.Max ?? t.Value) - (b.Min ?? b.Value))
            : new FactValue.Number(t.Value - b.Value);
        if (!left.Equals(turn.Known(self)?.Value)) turn.Save(new Fact(self, left, FactState.Derived, [.. whole.Evidence, .. part.Evidence], turn.Now));
    }
}
