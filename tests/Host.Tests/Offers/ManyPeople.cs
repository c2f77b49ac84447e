using System.Globalization;
using BotHost.App.Conversations;
using BotHost.Core.Consents;
using BotHost.Core.Dialogs;
using BotHost.Core.Offers;
using Host.Tests.Storage;

namespace Host.Tests.Offers;

/// <summary>People <c>s0, s1 …</c> of one village who agreed to be matched, each with a phone of their own.</summary>
internal static class ManyPeople
{
    public static async Task JoinAsync(StoreUnderTest store, int people)
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, people), new ParallelOptions { MaxDegreeOfParallelism = 64, CancellationToken = TestContext.Current.CancellationToken }, async (i, token) =>
        {
            var conversation = "storm:" + i.ToString(CultureInfo.InvariantCulture);
            var message = await store.Inbox.AcceptAsync(Sample.Message("找活", "m" + i.ToString(CultureInfo.InvariantCulture), conversation), token);
            var subject = Sample.Subject("s" + i.ToString(CultureInfo.InvariantCulture));
            var loaded = new LoadedConversation(ConversationRecord.New(conversation, "storm"), 0);
            await store.Conversations.CommitAsync(Sample.Turn(loaded, message.Sequence, loaded.Record.State with { SubjectId = subject.Id }, null, new Effect.CreateSubject(subject),
                new Effect.RecordConsent(new Consent(subject.Id, WorkProfile.Purpose, true, "m", StoreUnderTest.Start, "c")), new Effect.SaveWorkProfile(subject.Id, new(subject.Id, Sample.Village))), token);
        });
        store.Woken.Forget();
    }
}
