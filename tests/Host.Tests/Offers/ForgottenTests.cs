using BotHost.App.Offers;
using BotHost.Core.Consents;
using BotHost.Core.Dialogs;
using BotHost.Core.Matching;
using BotHost.Core.Offers;
using Host.Tests.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Host.Tests.Offers;

/// <summary>Who is forgotten leaves nothing behind in matching.</summary>
public class ForgottenTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Profile_offers_and_what_became_of_them_go_with_the_subject()
    {
        await using var store = await StoreUnderTest.OpenAsync();
        var subject = Sample.Subject();
        await TurnAsync(store, new Effect.CreateSubject(subject), new Effect.RecordConsent(new Consent(subject.Id, WorkProfile.Purpose, true, "m", StoreUnderTest.Start, "c")), new Effect.SaveWorkProfile(subject.Id, new(subject.Id, Sample.Village)));
        var offers = store.Services.GetRequiredService<IOfferStore>();
        await offers.CreateAsync(new("c1", "x", "41", CampaignStatus.Draft, "u", StoreUnderTest.Start, "c", new(1, 0, 1, 1, 1, 0, [])), [(new("o1", "job", subject.Id, OpportunityKind.Job, "缝纫工", "周河乡", ["会缝纫"]), 5_000)], Now);
        Assert.True(await offers.StartAsync("c1", "u", StoreUnderTest.Start, Now));
        await TurnAsync(store, new Effect.RecordFollowUp("o1", 7, FollowUpOutcome.Well));
        Assert.Equal((1, 1, 1), await CountAsync(store));
        await TurnAsync(store, new Effect.EraseSubject(subject.Id));
        Assert.Equal((0, 0, 0), await CountAsync(store));
        Assert.Equal(0, await offers.CountPeopleAsync("41", Now));
        await foreach (var page in offers.PeopleAsync("41", StoreUnderTest.Start, Now)) Assert.Empty(page);
    }

    private static async Task<(int, int, int)> CountAsync(StoreUnderTest store)
    {
        await using var db = store.Db();
        return (await db.WorkProfiles.CountAsync(Now), await db.Offers.CountAsync(Now), await db.FollowUps.CountAsync(Now));
    }

    private static async Task TurnAsync(StoreUnderTest store, params Effect[] effects)
    {
        var message = await store.Inbox.AcceptAsync(Sample.Message("找活"), Now);
        var loaded = await store.Conversations.LoadAsync(Sample.Conversation, Now);
        await store.Conversations.CommitAsync(Sample.Turn(loaded, message.Sequence, null, effects), Now);
    }
}
