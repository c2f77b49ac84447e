using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using BotHost.App.Claims;
using BotHost.App.Conversations;
using BotHost.App.Escalations;
using BotHost.Core.Activities;
using BotHost.Core.Claims;
using BotHost.Core.Desk;
using BotHost.Core.Dialogs;
using BotHost.Core.Escalations;
using BotHost.Core.Readings;
using Core.Tests.Readings;
using Microsoft.Extensions.Time.Testing;

namespace Core.Tests.Desk;

/// <summary>A turn of the resident's conversation.</summary>
/// <param name="What">What it was about: <c>resident</c>, or an event's name.</param>
/// <param name="RelayedTo">The cadres whom the resident's words went to, and what they were told.</param>
internal sealed record Happened(string What, ImmutableArray<Reply> Said, ImmutableArray<(string Cadre, string Text)> RelayedTo)
{
    public bool Relayed => RelayedTo.Length > 0;

    /// <summary>Who is shown a task at once: a cadre, or <c>all</c> who may know of it.</summary>
    public ImmutableArray<string> Cards { get; init; } = [];

    public string Text => string.Join('\n', Said.Select(r => r.Text));
}

/// <summary>A resident's chat and the chats of two cadres: the pure engine, the use case that cadres' wishes go through, and between them events that arrive when a test lets them.</summary>
internal sealed class TwoChats(DialogEngine engine)
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 23, 2, 0, 0, TimeSpan.Zero));
    private readonly Dictionary<string, ConversationRecord> cadres = [];
    private readonly Dictionary<string, Level> levels = [];
    private readonly Dictionary<string, Escalation> closed = [];
    private int turns;

    public ConversationRecord Resident { get; set; } = ConversationRecord.New("test:1", "test");

    /// <summary>What each turn of the resident's conversation was about and what the bot said in it.</summary>
    public List<Happened> Turns { get; } = [];

    public TwoChats Copy()
    {
        var copy = new TwoChats(engine) { Resident = Resident, turns = turns };
        foreach (var (cadre, level) in levels) copy.Works(cadre, level);
        return copy;
    }

    public void Works(string cadre, Level level) => levels[cadre] = level;

    public void Wait(TimeSpan time) => clock.Advance(time);

    public void ResidentWrites(string text) =>
        Hear("resident", new() { Type = "message", Id = NextId(), Text = text }, Readers.Rules.Read(text, engine.ContextFor(Resident, clock.GetUtcNow())));

    public void ResidentSends(string contentType) => Hear("resident", new() { Type = "message", Id = NextId(), Attachments = [new(contentType, "test:" + turns)] }, Reading.Nothing);

    public void Tell(string name, object? value = null) => Hear(name, Event(name, value), Reading.Nothing);

    /// <summary>Somebody comes into the conversation (again).</summary>
    public void Arrive() => Hear("conversationUpdate", new() { Type = "conversationUpdate", Id = NextId() }, Reading.Nothing);

    /// <summary>The short code, as a cadre reads it in their list.</summary>
    public string CodeOf(Escalation escalation)
    {
        var view = new DeskView(new("zhang", "zhang", Level.County, "41"), [], [escalation with { TakenBy = null }], ImmutableDictionary<string, string>.Empty, null);
        var list = engine.Advance(new(ConversationRecord.New("test:list", "test"), new() { Type = "message", Id = "list", Text = "待办" }, Reading.Nothing, clock.GetUtcNow(), Seed()) { Desk = view });
        return Regex.Match(string.Concat(list.Replies.Select(r => r.Text)), @"[急叫]-\d{4}").Value;
    }

    /// <summary>A cadre writes or presses a button, and says 对 when asked whether that case is meant; what that tells the resident arrives at once.</summary>
    /// <returns>What the cadre is told.</returns>
    public string CadreSays(string cadre, string text)
    {
        var told = CadreHears(cadre, new() { Type = "message", Id = NextId(), Text = text });
        return told.Any(r => r.Prompts.Contains(Words.DeskSure.Id)) ? Text(CadreHears(cadre, new() { Type = "message", Id = NextId(), Text = "对" })) : Text(told);
    }

    /// <summary>An event in a cadre's chat.</summary>
    public string TellCadre(string cadre, string name, object value) => Text(CadreHears(cadre, Event(name, value)));

    private static string Text(ImmutableArray<Reply> told) => string.Join('\n', told.Select(r => r.Text));

    private ImmutableArray<Reply> CadreHears(string cadre, Activity inbound)
    {
        var by = new Reviewer(cadre, cadre, levels.GetValueOrDefault(cadre), "41");
        var input = new TurnInput(cadres.GetValueOrDefault(cadre, ConversationRecord.New($"test:{cadre}", "test")), inbound, Reading.Nothing, clock.GetUtcNow(), Seed())
        {
            Desk = new(by, [], [.. Resident.Escalations.Where(e => e.IsOpen && e.Audience.Admits(by, e.Place))], ImmutableDictionary<string, string>.Empty, null),
        };
        var result = engine.Advance(input);
        var store = new Escalations(this);
        if (result.Act is { } act) result = engine.Advance(input with { Outcome = new(Do(new HandleEscalation(store, new BotHost.App.Conversations.FreshIds(clock), clock), act, by, inbound.Id!).GetAwaiter().GetResult()) });
        cadres[cadre] = result.Record;
        foreach (var news in store.Told) Hear(news.Name!, news, Reading.Nothing);
        return result.Replies;
    }

    private static Task<string?> Do(HandleEscalation handle, DeskAct act, Reviewer by, string key) => act switch
    {
        DeskAct.Take(var id) => handle.TakeAsync(id, by, key, CancellationToken.None),
        DeskAct.Write(var id, var text) => handle.WriteAsync(id, by, key, text, CancellationToken.None),
        DeskAct.HandBack(var id) => handle.HandBackAsync(id, by, key, CancellationToken.None),
        DeskAct.Close(var id) => handle.CloseAsync(id, by, key, CancellationToken.None),
        DeskAct.Release(var ids, var why) => handle.ReleaseAsync(Assert.Single(ids), by, key, why, CancellationToken.None),
        DeskAct.Resume(var id) => handle.ResumeAsync(id, by, key, CancellationToken.None),
        DeskAct.Reopen(var id, var speaking) => handle.ReopenAsync(id, by, key, speaking, CancellationToken.None),
        _ => throw new InvalidOperationException(act.ToString()),
    };

    private void Hear(string what, Activity inbound, Reading reading)
    {
        var result = engine.Advance(new(Resident, inbound, reading, clock.GetUtcNow(), Seed()));
        Resident = result.Record;
        Turns.Add(new(what, result.Replies, [.. result.Effects.OfType<Effect.TellCadres>().Where(e => e.Name == DeskEvents.ResidentSays).Select(e => (e.UserId!, e.Values["text"]))])
        {
            Cards = [.. result.Effects.OfType<Effect.TellCadres>().Where(e => e.Name == DeskEvents.Escalation).Select(e => e.UserId ?? "all")],
        });
        clock.Advance(TimeSpan.FromSeconds(20));
    }

    private Activity Event(string name, object? value) => new() { Type = "event", Id = NextId(), Name = name, Value = value is null ? null : JsonSerializer.SerializeToElement(value) };

    private string NextId() => "a" + (++turns).ToString(CultureInfo.InvariantCulture);

    private TurnSeed Seed() => new("01KAR8" + turns.ToString("D4", CultureInfo.InvariantCulture) + "0123456789ABCDEF");

    /// <summary>The resident's escalations as the use case sees them, and what it tells the conversation.</summary>
    private sealed class Escalations(TwoChats chats) : IClaimStore
    {
        public List<Activity> Told { get; } = [];

        public Task<Escalation?> FindEscalationAsync(string id, Reviewer reviewer, CancellationToken cancellation) =>
            Task.FromResult(chats.Resident.Escalations.FirstOrDefault(e => e.Id == id) ?? chats.closed.GetValueOrDefault(id));

        public Task CommitEscalationAsync(Escalation? before, Escalation after, InboundActivity? notify, string actor, DateTimeOffset at, BotHost.App.Conversations.TurnWrites? with, CancellationToken cancellation)
        {
            chats.Resident = chats.Resident with { Escalations = chats.Resident.Escalations.RemoveAll(e => e.Id == after.Id).Add(after) };
            if (!after.IsOpen) chats.closed[after.Id] = after;
            if (notify is not null) Told.Add(notify.Activity);
            return Task.CompletedTask;
        }

        public Task<string?> ConversationOfAsync(Claim claim, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<Claim?> FindAsync(string claimId, Reviewer reviewer, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<Claim?> FindAsync(string claimId, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<ClaimPage> QueryAsync(ClaimQuery query, Reviewer reviewer, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<IReadOnlyDictionary<ClaimStatus, int>> CountAsync(Reviewer reviewer, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<IReadOnlyList<ClaimEvent>> HistoryAsync(string claimId, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<IReadOnlyList<Claim>> SameIdentityAsync(Claim claim, Reviewer reviewer, CancellationToken cancellation) => throw new NotSupportedException();

        public Task CommitAsync(ClaimCommit commit, DateTimeOffset at, BotHost.App.Conversations.TurnWrites? with, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<IReadOnlyList<PendingDelivery>> DueDeliveriesAsync(DateTimeOffset now, int limit, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<IReadOnlyList<PendingDelivery>> UndeliveredAsync(CancellationToken cancellation) => throw new NotSupportedException();

        public Task CompleteDeliveryAsync(PendingDelivery delivery, ClaimCommit commit, DateTimeOffset at, CancellationToken cancellation) => throw new NotSupportedException();

        public Task DeferDeliveryAsync(string deliveryId, DateTimeOffset? retryAt, string error, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<IReadOnlyList<Escalation>> EscalationsAsync(Reviewer reviewer, bool includeClosed, CancellationToken cancellation) => throw new NotSupportedException();
    }
}
