using BotHost.App.BackOffice;
using BotHost.App.Claims;
using BotHost.App.Outbox;
using BotHost.Core.Activities;
using BotHost.Core.Claims;
using BotHost.Core.Dialogs;
using Host.Tests.Storage;

namespace Host.Tests.Conversations;

public class SweepTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_schedule_that_is_due_becomes_a_turn()
    {
        await using var host = await HostUnderTest.StartAsync();
        await host.SayAsync("提醒");
        await host.AnswersAsync(1);
        // A quarter of an hour later, as the sweep would see it.
        await host.Conversations.ReleaseDueSchedulesAsync(DateTimeOffset.MaxValue, 10, Now);
        var told = (await host.AnswersAsync(2))[1];
        Assert.StartsWith("2:[remind ", told.Text, StringComparison.Ordinal);
        Assert.Null(told.ReplyToId);
    }

    [Fact]
    public async Task Answers_are_sent_in_order_through_a_channel_that_fails_now_and_then()
    {
        await using var host = await HostUnderTest.StartAsync();
        host.Sender.Next.Enqueue(new(SendOutcome.Retry, "503", TimeSpan.FromMilliseconds(1)));
        await host.SayAsync("两句", "sms:p1");
        await host.SayAsync("好", "sms:p1");
        await host.AnswersAsync(3, "sms:p1");
        await UntilAsync(() => host.Sender.Sent.Count == 3);
        Assert.Equal(["第一句", "选一个", "2:好:greet"], host.Sender.Sent.Select(s => Assert.Single(s.Activities).Text));
        Assert.All(host.Sender.Sent, s => Assert.Equal("user-of-sms:p1", s.AccountAddress));
    }

    [Fact]
    public async Task A_recipient_that_cannot_be_reached_is_set_aside_and_the_others_are_served()
    {
        await using var host = await HostUnderTest.StartAsync();
        host.Sender.Next.Enqueue(new(SendOutcome.Unreachable, "blocked"));
        await host.SayAsync("一", "sms:p1");
        await UntilAsync(() => host.Get<IOutbox>().SetAsideAsync(10, Now).Result.Count == 1);
        await host.SayAsync("二", "sms:p2");
        await UntilAsync(() => host.Sender.Sent.Any(s => s.ConversationId == "sms:p2"));
        // The conversation learns of it, so that its dialog can ask somebody to call.
        await UntilAsync(() => host.Sender.Sent.Any(s => s.ConversationId == "sms:p1" && s.Activities[0].Text!.Contains("message.undelivered", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_accepted_claim_is_delivered_once_and_its_conversation_is_told()
    {
        await using var host = await HostUnderTest.StartAsync();
        var claim = await SubmitAsync(host);
        await AcceptAsync(host, claim, "key-1");
        await UntilAsync(() => host.Claims.UndeliveredAsync(Now).Result.Count == 0);

        var stored = await host.Claims.FindAsync(claim.Id, Now);
        Assert.Equal((ClaimStatus.Delivered, "BO-1", 3), (stored!.Status, stored.BackOfficeReference, stored.Version));
        Assert.Equal(["submitted", "accepted", "delivered"], (await host.Claims.HistoryAsync(claim.Id, Now)).Select(e => e.Kind));
        Assert.Equal(("key-1", "{\"claim\":1}"), Assert.Single(host.BackOffice.Taken));
        Assert.Contains(await host.AnswersAsync(2), a => a.Text!.Contains("claim.delivered", StringComparison.Ordinal) && a.Text.Contains(claim.Id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_outage_of_the_back_office_puts_off_and_a_refusal_sets_aside()
    {
        await using var host = await HostUnderTest.StartAsync();
        host.BackOffice.Next.Enqueue(new(DeliveryOutcome.Retry, null, "503"));
        var claim = await SubmitAsync(host);
        await AcceptAsync(host, claim, "key-1");
        await UntilAsync(() => host.BackOffice.Taken.Count == 1, seconds: 30);
        Assert.Equal(["key-1", "key-1"], host.BackOffice.Tried);

        host.BackOffice.Next.Enqueue(new(DeliveryOutcome.Refused, null, "422 place"));
        var second = await SubmitAsync(host, "directline:c9");
        await AcceptAsync(host, second, "key-2");
        await UntilAsync(() => host.Claims.UndeliveredAsync(Now).Result is [{ SetAside: true, LastError: "422 place" }]);
        Assert.Equal(ClaimStatus.Accepted, (await host.Claims.FindAsync(second.Id, Now))!.Status);
    }

    private static async Task<Claim> SubmitAsync(HostUnderTest host, string conversation = Sample.Conversation)
    {
        await host.SayAsync("报困难", conversation);
        await host.AnswersAsync(1, conversation);
        var subject = Sample.Subject();
        var claim = Sample.Claim(subject.Id, conversation: conversation);
        await host.Claims.CommitAsync(new(claim, Sample.Step(claim, "submitted"), null, null, "test") { NewSubject = subject }, StoreUnderTest.Start, Now);
        return claim;
    }

    private static Task AcceptAsync(HostUnderTest host, Claim claim, string key)
    {
        var accepted = claim with { Status = ClaimStatus.Accepted, Version = 2 };
        return host.Claims.CommitAsync(new(accepted, Sample.Step(accepted, "accepted"), null, (key, "{\"claim\":1}"u8.ToArray()), "cadre-1"), StoreUnderTest.Start, Now);
    }

    private static async Task UntilAsync(Func<bool> holds, int seconds = 15)
    {
        for (var i = 0; i < seconds * 50; i++)
        {
            if (holds()) return;
            await Task.Delay(20, Now);
        }

        Assert.Fail("it did not happen in time");
    }
}
