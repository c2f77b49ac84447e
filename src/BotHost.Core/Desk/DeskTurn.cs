using BotHost.Core.Claims;
using BotHost.Core.Dialogs;
using BotHost.Core.Escalations;

namespace BotHost.Core.Desk;

/// <summary>A turn of a cadre's chat while it is being worked out.</summary>
/// <param name="Outcome">What came of the act that the first pass asked for; null in the first pass.</param>
internal sealed record DeskTurn(TurnBuilder Turn, DeskView View, DeskOutcome? Outcome)
{
    public DeskState State { get => Turn.State.Desk ?? new(); set => Turn.State = Turn.State with { Desk = value }; }

    public Escalation? Task(string? id) => id is null ? null : View.Escalations.FirstOrDefault(e => e.Id == id);

    public Claim? Claim(string id) => View.Named.Concat(View.Claims).FirstOrDefault(c => c.Id == id);

    /// <summary>True once the host has done it; asks for it in the first pass, and says the refusal when there is one.</summary>
    public bool Done(DeskAct act)
    {
        if (Outcome is null) Turn.Act = act;
        else if (Outcome.Refusal is { } refusal) Turn.Say(Words.DeskRefused, ("reason", refusal));
        return Outcome is { Refusal: null };
    }

    public string Kind(Claim claim) => Option("claim-" + ClaimWords.Name(claim.Kind));

    public string Status(Claim claim) => Option("status-" + claim.Status.ToString().ToLowerInvariant());

    /// <summary>A danger is named at once and in plain words: who goes there must know what to bring.</summary>
    public string Kind(Escalation task) => Option(task.Urgency is { } danger ? "urgent-" + danger : "task-" + task.Kind);

    public string DecisionWord(ReviewDecision decision) => Option("decision-" + ClaimWords.Name(decision));

    public string VerbWord(DeskVerb verb) => Option("verb-" + verb.ToString().ToLowerInvariant());

    /// <summary>A page that opens once, about one claim or task; null where there is no address for one.</summary>
    public string? OncePage(string caseId)
    {
        if (View.PageAddress is not { } address) return null;
        var token = Turn.NewId();
        Turn.Add(new Effect.OfferPage(token, caseId, View.Reviewer.UserId));
        return address + token;
    }

    public string NameOf(string? name) => string.IsNullOrEmpty(name) ? Option("nobody") : name;

    private string Option(string id) => Turn.Content.Prompt(Words.DeskNames.Id).Choices.FirstOrDefault(c => c.Value == id)?.Label ?? id;
}
