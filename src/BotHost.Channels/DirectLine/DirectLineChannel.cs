using BotHost.App.Conversations;
using BotHost.Core.Activities;
using Microsoft.Extensions.Caching.Memory;

namespace BotHost.Channels.DirectLine;

/// <summary>Direct Line's side of the two ports: what goes into the inbox, and which conversations exist.</summary>
internal sealed class DirectLineChannel(IInbox inbox, ITranscript transcript, TimeProvider clock) : IDisposable
{
    public const string Name = "directline";
    public static readonly ChannelAccount Bot = new("bot", null, "bot");

    private readonly MemoryCache known = new(new MemoryCacheOptions { SizeLimit = 50_000 });

    /// <summary>The conversation's id inside the host.</summary>
    public static string IdInHost(string conversation) => $"{Name}:{conversation}";

    /// <summary>Begins the conversation: the bot hears that somebody came. Doing it twice does nothing the second time.</summary>
    /// <returns>True when it is new.</returns>
    public async Task<bool> StartAsync(Pass pass, string? locale, CancellationToken cancellation)
    {
        var user = new ChannelAccount(pass.User, pass.Name, "user");
        var arrival = Stamp(new() { Type = "conversationUpdate", MembersAdded = [user], Locale = locale }, pass.Conversation, $"{pass.Conversation}|start", user);
        var accepted = await inbox.AcceptAsync(new(Name, IdInHost(pass.Conversation), pass.User, arrival), cancellation);
        Remember(pass.Conversation);
        return !accepted.Duplicate;
    }

    /// <summary>Puts a message into the inbox; the id is the client's to wait for.</summary>
    public async Task<string> AcceptAsync(string conversation, ChannelAccount user, PostedActivity posted, CancellationToken cancellation)
    {
        var id = posted.IdIn(conversation);
        if (posted.IsForTheInbox) await inbox.AcceptAsync(new(Name, IdInHost(conversation), user.Id, Stamp(posted.Activity, conversation, id, user)), cancellation);
        return id;
    }

    public async Task<bool> ExistsAsync(string conversation, CancellationToken cancellation)
    {
        if (known.TryGetValue(conversation, out _)) return true;
        if ((await transcript.ReadAsync(IdInHost(conversation), 0, 1, cancellation)).Count == 0) return false;
        Remember(conversation);
        return true;
    }

    /// <summary>Who began the conversation; null when nobody did.</summary>
    public async Task<ChannelAccount?> UserOfAsync(string conversation, CancellationToken cancellation)
    {
        var first = await transcript.ReadAsync(IdInHost(conversation), 0, 20, cancellation);
        return first.Select(e => e.Activity.From).FirstOrDefault(f => f?.Role == "user") ?? first.Select(e => e.Activity.Recipient).FirstOrDefault(r => r is not null && r.Id != Bot.Id);
    }

    public void Dispose() => known.Dispose();

    private void Remember(string conversation) => known.Set(conversation, true, new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = TimeSpan.FromHours(1) });

    private Activity Stamp(Activity activity, string conversation, string id, ChannelAccount user) => activity with
    {
        Id = id,
        Timestamp = clock.GetUtcNow(),
        ChannelId = Name,
        Conversation = new(conversation),
        From = user,
        Recipient = Bot,
    };
}
