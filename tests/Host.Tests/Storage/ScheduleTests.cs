using BotHost.Core.Dialogs;

namespace Host.Tests.Storage;

public class ScheduleTests
{
    private static readonly DateTimeOffset Due = StoreUnderTest.Start.AddMinutes(15);

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_schedule_becomes_one_event_when_it_is_due_and_never_again()
    {
        await using var store = await StoreUnderTest.OpenAsync();
        await TakeAsync(store, new Effect.Schedule("urgent.truth", "e1", Due));

        Assert.Empty(await store.Conversations.ReleaseDueSchedulesAsync(Due.AddSeconds(-1), 10, Now));
        // Two sweeps at the same moment, as on two machines.
        var released = await Task.WhenAll(store.Conversations.ReleaseDueSchedulesAsync(Due, 10, Now), store.Conversations.ReleaseDueSchedulesAsync(Due, 10, Now));
        Assert.Single(released.SelectMany(r => r));
        Assert.Empty(await store.Conversations.ReleaseDueSchedulesAsync(Due.AddDays(1), 10, Now));

        var activity = Assert.Single(await store.Conversations.PendingAsync(Sample.Conversation, Now)).Inbound.Activity;
        Assert.Equal(("event", "urgent.truth", "e1"), (activity.Type, activity.Name, activity.Value!.Value.GetProperty("key").GetString()));
        Assert.Equal("urgent.truth", store.Woken.Calls.Last().Committed!.Inbound.Activity.Name);
        Assert.DoesNotContain(await store.Transcript.ReadAsync(Sample.Conversation, 0, 10, Now), e => e.Activity.Type == "event");
    }

    [Fact]
    public async Task A_second_schedule_of_the_same_name_and_key_replaces_the_first()
    {
        await using var store = await StoreUnderTest.OpenAsync();
        await TakeAsync(store, new Effect.Schedule("remind", "k", Due));
        await TakeAsync(store, new Effect.Schedule("remind", "k", Due.AddHours(1)), new Effect.Schedule("remind", "other", Due.AddHours(2)));

        Assert.Empty(await store.Conversations.ReleaseDueSchedulesAsync(Due, 10, Now));
        Assert.Single(await store.Conversations.ReleaseDueSchedulesAsync(Due.AddHours(1), 10, Now));
    }

    [Fact]
    public async Task A_cancelled_schedule_is_gone_and_may_be_made_again()
    {
        await using var store = await StoreUnderTest.OpenAsync();
        await TakeAsync(store, new Effect.Schedule("remind", "k", Due));
        await TakeAsync(store, new Effect.CancelSchedule("remind", "k"));
        Assert.Empty(await store.Conversations.ReleaseDueSchedulesAsync(Due, 10, Now));

        await TakeAsync(store, new Effect.Schedule("remind", "k", Due));
        Assert.Single(await store.Conversations.ReleaseDueSchedulesAsync(Due, 10, Now));
    }

    private static async Task TakeAsync(StoreUnderTest store, params Effect[] effects)
    {
        var sequence = (await store.Inbox.AcceptAsync(Sample.Message("提醒我"), Now)).Sequence;
        await store.Conversations.CommitAsync(Sample.Turn(await store.Conversations.LoadAsync(Sample.Conversation, Now), sequence, null, effects), Now);
    }
}
