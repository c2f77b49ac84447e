using System.Security.Cryptography;
using System.Text;
using BotHost.Core.Claims;
using BotHost.Core.Dialogs;
using BotHost.Core.Facts;
using BotHost.Storage.Encryption;
using Microsoft.EntityFrameworkCore;

namespace Host.Tests.Storage;

public class EncryptionTests
{
    private const string Message = "我叫王秀兰,身份证411523195003078521,家五口人";

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_said_or_known_stands_on_disk_in_clear()
    {
        await using var store = await StoreUnderTest.OpenAsync();
        var claim = await TellEverythingAsync(store);
        var disk = store.BytesOnDisk();
        foreach (var secret in Secrets(claim)) Assert.True(disk.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) < 0, $"'{secret}' stands on disk");
        // The search itself works: what is meant to be in clear is found.
        Assert.True(disk.AsSpan().IndexOf(Encoding.UTF8.GetBytes(claim.Id)) >= 0);
    }

    [Fact]
    public async Task Nothing_said_or_known_is_logged()
    {
        await using var store = await StoreUnderTest.OpenAsync();
        var claim = await TellEverythingAsync(store);
        await store.Claims.QueryAsync(new([], "王秀兰"), Sample.Reviewer(), Now);
        Assert.Contains("INSERT INTO", store.Logs.Text, StringComparison.Ordinal);
        foreach (var secret in Secrets(claim)) Assert.DoesNotContain(secret, store.Logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sealed_value_does_not_open_in_another_row_or_when_changed()
    {
        await using var store = await StoreUnderTest.OpenAsync();
        var keys = (KeyRing)store.Services.GetService(typeof(KeyRing))!;
        var key = keys.Create();
        var sealedBytes = key.Seal("家五口"u8, "facts/a");
        Assert.Equal("家五口", Encoding.UTF8.GetString(key.Open(sealedBytes, "facts/a")));
        Assert.NotEqual(sealedBytes, key.Seal("家五口"u8, "facts/a"));
        Assert.ThrowsAny<CryptographicException>(() => key.Open(sealedBytes, "facts/b"));
        Assert.ThrowsAny<CryptographicException>(() => keys.Create().Open(sealedBytes, "facts/a"));
        for (var i = 0; i < sealedBytes.Length; i++)
        {
            var changed = sealedBytes.ToArray();
            changed[i] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => key.Open(changed, "facts/a"));
        }
    }

    [Fact]
    public async Task Forgetting_a_subject_removes_rows_words_and_the_key_from_the_disk()
    {
        await using var store = await StoreUnderTest.OpenAsync();
        var claim = await TellEverythingAsync(store);
        var wrapped = await store.Db().Subjects.Where(s => s.Id == claim.SubjectId).Select(s => s.DataKey).SingleAsync(Now);
        Assert.True(store.BytesOnDisk().AsSpan().IndexOf(wrapped) >= 0);

        var sequence = (await store.Inbox.AcceptAsync(Sample.Message("把我的信息删掉"), Now)).Sequence;
        await store.Conversations.CommitAsync(Sample.Turn(await store.Conversations.LoadAsync(Sample.Conversation, Now), sequence, [Sample.Says("删好了")],
            new Effect.EraseSubject(claim.SubjectId), new Effect.Audit("subject.erased", claim.SubjectId, null)), Now);

        // The log is emptied right after the commit, by the writer; a further write returns after that.
        await store.Audit.RecordAsync(new(StoreUnderTest.Start, "test", "after", null, null, null), Now);
        Assert.True(store.BytesOnDisk().AsSpan().IndexOf(wrapped) < 0, "the wrapped key still stands on disk");
        var after = await store.Conversations.LoadAsync(Sample.Conversation, Now);
        Assert.Empty(after.Record.Subjects);
        Assert.Equal(["删好了"], (await store.Transcript.ReadAsync(Sample.Conversation, 0, 10, Now)).Select(e => e.Activity.Text));
        Assert.Equal(0, (await store.Claims.QueryAsync(new([]), Sample.Reviewer(), Now)).Total);
        Assert.Empty(await store.Claims.HistoryAsync(claim.Id, Now));
        Assert.Empty(await store.Claims.UndeliveredAsync(Now));
        Assert.Contains(await store.Audit.ReadAsync(claim.SubjectId, null, 10, Now), a => a.Action == "subject.erased");
        await using var db = store.Db();
        Assert.True(await db.Consents.AllAsync(c => c.ActivityId == "", Now));
        Assert.True(await db.Consents.AnyAsync(Now));
    }

    [Fact]
    public async Task Forgetting_one_person_of_a_shared_phone_leaves_the_other_alone()
    {
        await using var store = await StoreUnderTest.OpenAsync();
        var claim = await TellEverythingAsync(store);
        var son = Sample.Subject();
        await store.Inbox.AcceptAsync(Sample.Message("我是她儿子", conversation: "directline:c2", address: "user-of-" + Sample.Conversation), Now);
        var pending = (await store.Conversations.PendingAsync("directline:c2", Now)).Single();
        var loaded = await store.Conversations.LoadAsync("directline:c2", Now);
        await store.Conversations.CommitAsync(Sample.Turn(loaded, pending.Sequence, loaded.Record.State with { SubjectId = son.Id }, null, new Effect.CreateSubject(son)), Now);

        var sequence = (await store.Inbox.AcceptAsync(Sample.Message("删掉"), Now)).Sequence;
        await store.Conversations.CommitAsync(Sample.Turn(await store.Conversations.LoadAsync(Sample.Conversation, Now), sequence, null, new Effect.EraseSubject(claim.SubjectId)), Now);
        Assert.Equal([son.Id], (await store.Conversations.LoadAsync("directline:c2", Now)).Record.Subjects.Keys);
        Assert.Equal(["我是她儿子"], (await store.Transcript.ReadAsync("directline:c2", 0, 10, Now)).Select(e => e.Activity.Text));
    }

    [Fact]
    public async Task Words_about_a_forgotten_subject_go_from_older_chats_too()
    {
        await using var store = await StoreUnderTest.OpenAsync();
        var claim = await TellEverythingAsync(store);
        var sequence = (await store.Inbox.AcceptAsync(Sample.Message("删掉", conversation: "directline:c2", address: "user-of-" + Sample.Conversation), Now)).Sequence;
        await store.Conversations.CommitAsync(Sample.Turn(await store.Conversations.LoadAsync("directline:c2", Now), sequence, null, new Effect.EraseSubject(claim.SubjectId)), Now);
        Assert.Empty(await store.Transcript.ReadAsync(Sample.Conversation, 0, 10, Now));
    }

    [Fact]
    public async Task Wiping_empties_what_was_said_before_and_keeps_what_is_said_now()
    {
        await using var store = await StoreUnderTest.OpenAsync();
        var first = (await store.Inbox.AcceptAsync(Sample.Message("我男人打我"), Now)).Sequence;
        await store.Conversations.CommitAsync(Sample.Turn(await store.Conversations.LoadAsync(Sample.Conversation, Now), first, [Sample.Says("可以记下来吗?")]), Now);
        var second = (await store.Inbox.AcceptAsync(Sample.Message("不同意"), Now)).Sequence;
        await store.Conversations.CommitAsync(Sample.Turn(await store.Conversations.LoadAsync(Sample.Conversation, Now), second, [Sample.Says("好,都删了")], new Effect.WipeMessages()), Now);
        Assert.Equal(["好,都删了"], (await store.Transcript.ReadAsync(Sample.Conversation, 0, 10, Now)).Select(e => e.Activity.Text));
        await using var db = store.Db();
        Assert.True(await db.Turns.AllAsync(t => t.Body == null, Now));
    }

    private static string[] Secrets(Claim claim) =>
        ["王秀兰", "411523195003078521", "13800138000", "家五口", "五口人", Message[..9], Sample.ShortCode, "记下来了", "report-hardship", "user-of-" + Sample.Conversation, claim.Reference, "本人申报", "household.size", "safety.violence"];

    private static async Task<Claim> TellEverythingAsync(StoreUnderTest store)
    {
        var subject = Sample.Subject();
        var sequence = (await store.Inbox.AcceptAsync(Sample.Message(Message), Now)).Sequence;
        var claim = Sample.Claim(subject.Id);
        var loaded = await store.Conversations.LoadAsync(Sample.Conversation, Now);
        var state = loaded.Record.State with { SubjectId = subject.Id, Quarantine = loaded.Record.State.Quarantine.Add("x", Sample.Fact("household.size", FactValue.Of(5), "家五口")) };
        await store.Conversations.CommitAsync(Sample.Turn(loaded, sequence, state, [Sample.Says("记下来了,王秀兰")],
            new Effect.CreateSubject(subject), new Effect.SaveFacts(subject.Id, [Sample.Fact("household.size", FactValue.Of(5), "家五口"), Sample.Fact("safety.violence", FactValue.Of(true), "打我")]),
            new Effect.RecordConsent(new(subject.Id, "personal-data", true, "a1", StoreUnderTest.Start, "sha256:test")),
            new Effect.SaveEscalation(new(Sample.Id(), "human", Sample.Conversation, subject.Id, null, Message, Sample.Village, new(Level.Village), StoreUnderTest.Start, StoreUnderTest.Start)),
            new Effect.SaveClaim(claim, Sample.Step(claim, "submitted", "本人申报"))), Now);
        var accepted = claim with { Version = 2, Status = ClaimStatus.Accepted };
        await store.Claims.CommitAsync(new(accepted, Sample.Step(accepted, "accepted"), null, ("key-" + claim.Id, Encoding.UTF8.GetBytes(Message)), "cadre-1"), StoreUnderTest.Start, Now);
        return accepted;
    }
}
