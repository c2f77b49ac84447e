using System.Collections.Immutable;
using BotHost.Core.Facts;
using BotHost.Core.Readings;
using BotHost.Understanding.Numbers;
using BotHost.Understanding.People;
using BotHost.Understanding.Words;

namespace BotHost.Understanding;

/// <summary>One message while it is being read: its words, what was recognised in them, and what has been concluded so far.</summary>
internal sealed class Scene(Utterance words, ReadingContext context, FactCatalogue catalogue, List<Cue> cues)
{
    private static readonly List<Cue> NoCues = [];

    private readonly Dictionary<string, List<Cue>> byGroup = Grouped(cues);
    private readonly bool[] taken = new bool[words.Text.Length];
    private readonly Dictionary<string, StatedFact> facts = [];
    private readonly List<Doubt> doubts = [];

    public Utterance Words { get; } = words;

    public string Text => Words.Text;

    public ReadingContext Context { get; } = context;

    public FactCatalogue Catalogue { get; } = catalogue;

    public List<Cue> Cues { get; } = cues;

    public List<Quantity> Quantities { get; set; } = [];

    /// <summary>Full years that follow from a year and month of birth.</summary>
    public List<Quantity> BornIn { get; } = [];

    /// <summary>Numbers that are somebody's age.</summary>
    public List<Quantity> Ages { get; set; } = [];

    /// <summary>Numbers that the message itself takes back (不是一万六).</summary>
    public List<Quantity> TakenBack { get; set; } = [];

    /// <summary>What the trained model made of the message, once it was asked.</summary>
    public float[]? IntentScores { get; set; }

    public Cast Cast { get; set; } = Cast.Empty;

    public IEnumerable<StatedFact> Facts => facts.Values;

    public IEnumerable<Doubt> Doubts => doubts;

    /// <summary>Marks words as used up: no number is read inside them.</summary>
    public void Take(int start, int end)
    {
        for (var i = start; i < end; i++) taken[i] = true;
    }

    public bool Taken(int index) => taken[index];

    public bool Has(string factId) => facts.ContainsKey(factId);

    public FactValue? Value(string factId) => facts.GetValueOrDefault(factId)?.Value;

    public bool Expecting(string factId) => Context.Expecting == factId;

    /// <summary>The cues of a group, in order of their start.</summary>
    public List<Cue> In(string group) => byGroup.GetValueOrDefault(group, NoCues);

    public bool Any(string group, string entry) => In(group).Exists(c => c.Entry == entry);

    public Cue? First(string group, string entry) => In(group).Find(c => c.Entry == entry);

    /// <summary>What a clause says behind a quantity; nothing when the quantity reaches over the clause's end (7~十).</summary>
    public ReadOnlySpan<char> Behind(Quantity q, Clause clause) => Text.AsSpan(q.End, Math.Max(0, clause.End - q.End));

    /// <summary>What a clause says before a quantity; nothing when the quantity reaches over the clause's beginning (快~1957).</summary>
    public ReadOnlySpan<char> Before(Quantity q, Clause clause) => Text.AsSpan(clause.Start, Math.Max(0, q.Start - clause.Start));

    /// <summary>The last characters before a quantity, of whatever clause; fewer where the text begins.</summary>
    public ReadOnlySpan<char> Before(Quantity q, int most) => Text.AsSpan(0, q.Start)[^Math.Min(most, q.Start)..];

    /// <summary>The cues of a group within a clause; of conditions and questions also those a supposed pause away.</summary>
    public List<Cue> InClause(Clause clause, string group)
    {
        var all = In(group);
        if (all.Count > 0 && group is "hypothetical" or "question" or "question.general") clause = Words.Breath(clause);
        List<Cue>? held = null;
        foreach (var cue in all)
        {
            // 两万一新农合报了: no 万一 stands inside a number.
            if (cue.Start >= clause.Start && cue.End <= clause.End && (group != "hypothetical" || !InsideNumber(cue.Start))) (held ??= []).Add(cue);
        }

        return held ?? NoCues;
    }

    private bool InsideNumber(int index) => Quantities.Exists(q => index > q.NumberStart && index < q.NumberEnd);

    /// <summary>
    /// Concludes a fact. A value outside what the catalogue believes becomes a doubt. A second value for the same fact replaces the
    /// first only when the message itself corrects it; otherwise the first stands.
    /// </summary>
    public void Add(string id, FactValue value, params ReadOnlySpan<(int Start, int End)> spans)
    {
        if (Catalogue.Find(id) is not { } definition) return;
        var proof = Spans(spans);
        if (proof.IsEmpty) return;
        if (value is FactValue.Number n && (n.Value < definition.Min || n.Value > definition.Max))
        {
            doubts.Add(new(id, [], proof[0], "out-of-range"));
            return;
        }

        facts.TryAdd(id, new(id, value, proof));
    }

    /// <summary>Concludes a fact from a place in the original message.</summary>
    public void AddAt(string id, FactValue value, TextSpan span) => facts.TryAdd(id, new(id, value, [span]));

    public void Replace(string id, FactValue value, params ReadOnlySpan<(int Start, int End)> spans)
    {
        facts.Remove(id);
        Add(id, value, spans);
    }

    public void Drop(string id) => facts.Remove(id);

    /// <summary>Takes back every fact and doubt that rests on the words between two places.</summary>
    public void Withdraw(int start, int end)
    {
        var taken = Words.Span(start, end);
        foreach (var fact in facts.Values.Where(f => f.Spans.Any(Within)).ToList()) facts.Remove(fact.Id);
        doubts.RemoveAll(d => Within(d.Span));

        bool Within(TextSpan span) => span.Start >= taken.Start && span.Start + span.Length <= taken.Start + taken.Length;
    }

    /// <summary>Adds members to a set fact.</summary>
    public void AddTo(string id, string option, int start, int end)
    {
        if (Catalogue.Find(id) is not { } definition || !definition.Options.Contains(option)) return;
        var span = Words.Span(start, end);
        if (!facts.TryGetValue(id, out var fact))
        {
            facts[id] = new(id, FactValue.Set.Of(option), [span]);
            return;
        }

        var set = (FactValue.Set)fact.Value;
        if (!set.Values.Contains(option)) facts[id] = new(id, new FactValue.Set(set.Values.Add(option)), [.. fact.Spans, span]);
    }

    public void Wonder(string id, string why, int start, int end, params ImmutableArray<FactValue> candidates)
    {
        if (!doubts.Exists(d => d.FactId == id && d.Why == why)) doubts.Add(new(id, candidates, Words.Span(start, end), why));
    }

    private static Dictionary<string, List<Cue>> Grouped(List<Cue> cues)
    {
        Dictionary<string, List<Cue>> groups = new(StringComparer.Ordinal);
        foreach (var cue in cues)
        {
            if (!groups.TryGetValue(cue.Group, out var list)) groups[cue.Group] = list = [];
            list.Add(cue);
        }

        return groups;
    }

    private ImmutableArray<TextSpan> Spans(ReadOnlySpan<(int Start, int End)> spans)
    {
        var proof = ImmutableArray.CreateBuilder<TextSpan>(spans.Length);
        foreach (var (start, end) in spans)
        {
            if (end <= start) continue;
            var span = Words.Span(start, end);
            if (!proof.Contains(span)) proof.Add(span);
        }

        return proof.ToImmutable();
    }
}
