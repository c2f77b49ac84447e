using System.Collections.Immutable;
using BotHost.App.Conversations;
using BotHost.Core.Activities;
using BotHost.Core.Claims;
using BotHost.Core.Dialogs;
using BotHost.Core.Facts;
using BotHost.Core.Readings;

namespace Host.Tests.Storage;

/// <summary>Records as they are met in life, for tests that only care for a part of them.</summary>
internal static class Sample
{
    public const string Conversation = "directline:c1";
    public const string Village = "411523201203";

    private static int serial;

    public static string Id() => Ulid.NewUlid(StoreUnderTest.Start, BitConverter.GetBytes((long)Interlocked.Increment(ref serial)).Concat(new byte[2]).ToArray()).ToString();

    public static InboundActivity Message(string text, string? id = null, string conversation = Conversation, string? address = null) => new(
        ConversationEvent.ChannelOf(conversation), conversation, address ?? "user-of-" + conversation,
        new()
        {
            Type = "message", Id = id ?? Id(), Text = text, ChannelId = ConversationEvent.ChannelOf(conversation),
            From = new("u1", "张三"), Conversation = new(conversation), Timestamp = StoreUnderTest.Start,
        });

    public static Activity Says(string text) => new() { Type = "message", Id = Id(), ReplyToId = "asked", Text = text, From = new("bot", "小助手", "bot"), Conversation = new(Conversation) };

    public static TurnCommit Turn(LoadedConversation from, long sequence, IEnumerable<Activity>? says = null, params IEnumerable<Effect> effects) =>
        Turn(from, sequence, from.Record.State, says, effects);

    public static TurnCommit Turn(LoadedConversation from, long sequence, ConversationState state, IEnumerable<Activity>? says = null, params IEnumerable<Effect> effects) => new(
        state.Id, sequence, state with { Turn = from.Record.State.Turn + 1 }, from.Revision, new() { Intent = "report-hardship", Confidence = 0.9 },
        new(Id()), "sha256:test", [.. says ?? []], [.. effects], StoreUnderTest.Start);

    public static Fact Fact(string id, FactValue value, string quote = "") =>
        new(id, value, FactState.Stated, quote.Length == 0 ? [] : [new Evidence("a1", 0, quote.Length, quote)], StoreUnderTest.Start);

    /// <summary>Longer than a real code, so that a test that looks for it in a file does not find it there by chance.</summary>
    public const string ShortCode = "48215937";

    public static Subject Subject(string? id = null) => new(id ?? Id(), "self", ShortCode);

    public static Claim Claim(string subjectId, ClaimStatus status = ClaimStatus.Submitted, string? conversation = Conversation) => new()
    {
        Id = Id(), Kind = ClaimKind.HardshipReport, SubjectId = subjectId, ConversationId = conversation, Status = status, Place = Village,
        Audience = new(Level.Village), Intake = Intake.Lead, CreatedAt = StoreUnderTest.Start, ContentVersion = "sha256:test", Reference = "王-27",
        Subject = new("王秀兰", "411523195003078521", "13800138000"),
        Facts = [Fact("household.size", FactValue.Of(5), "家五口"), Fact("subject.village", new FactValue.Place("毛铺村", Village), "毛铺")],
    };

    public static ClaimEvent Step(Claim claim, string kind, string reason = "") => new(claim.Id, claim.Version, kind, "somebody", StoreUnderTest.Start, reason);

    public static Reviewer Reviewer(Level level = Level.Township, string area = "411523201", string? desk = null) => new("cadre-1", "李干部", level, area, desk);
}
