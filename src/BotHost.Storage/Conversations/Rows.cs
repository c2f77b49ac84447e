using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotHost.Storage.Conversations;

/// <summary>One sender on one channel. Its id is the blind index of channel and address, so the address itself stands nowhere in clear.</summary>
internal sealed class AccountRow : IEntityTypeConfiguration<AccountRow>
{
    public string Id { get; set; } = "";

    public string Channel { get; set; } = "";

    /// <summary>Sealed with the account's own key.</summary>
    public byte[] Address { get; set; } = [];

    /// <summary>The key of what was typed here, wrapped.</summary>
    public byte[] DataKey { get; set; } = [];

    /// <summary>Grows with every change to what this account's conversations are loaded with.</summary>
    public long Revision { get; set; }

    public DateTimeOffset FirstSeenAt { get; set; }

    public void Configure(EntityTypeBuilder<AccountRow> builder) => builder.ToTable("accounts").HasKey(a => a.Id);
}

internal sealed class ConversationRow : IEntityTypeConfiguration<ConversationRow>
{
    public string Id { get; set; } = "";

    public string Channel { get; set; } = "";

    public string AccountId { get; set; } = "";

    public int Turn { get; set; }

    /// <summary>The conversation's state, sealed with the account's key; null before the first turn.</summary>
    public byte[]? State { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    public void Configure(EntityTypeBuilder<ConversationRow> builder)
    {
        builder.ToTable("conversations").HasKey(c => c.Id);
        builder.HasIndex(c => c.AccountId);
    }
}

internal enum Direction
{
    In = 0,
    Out = 1,
    /// <summary>An event the host put into the inbox itself; never shown to the resident.</summary>
    Internal = 2,
}

internal enum MessageStatus
{
    /// <summary>In: no turn yet. Out: not sent yet.</summary>
    Pending = 0,
    /// <summary>In: answered. Out: sent, or left for the client to fetch.</summary>
    Done = 1,
    /// <summary>Set aside for a person.</summary>
    SetAside = 2,
    /// <summary>Out: the channel reported that it arrived.</summary>
    Delivered = 3,
}

/// <summary>Inbox, transcript and outbox in one: each activity once, in the order of its commit.</summary>
internal sealed class MessageRow : IEntityTypeConfiguration<MessageRow>
{
    public long Sequence { get; set; }

    public string ConversationId { get; set; } = "";

    public string AccountId { get; set; } = "";

    public Direction Direction { get; set; }

    public string Channel { get; set; } = "";

    public string ActivityId { get; set; } = "";

    /// <summary>For an outgoing activity, the inbound one whose turn said it.</summary>
    public long? Answers { get; set; }

    /// <summary>The activity, sealed with the account's key; null once wiped.</summary>
    public byte[]? Body { get; set; }

    public DateTimeOffset At { get; set; }

    public MessageStatus Status { get; set; }

    public int Attempts { get; set; }

    public DateTimeOffset NextAt { get; set; }

    public string? Error { get; set; }

    /// <summary>Out: held because the channel's window is closed; the recipient's next message opens it.</summary>
    public bool UntilTheyWrite { get; set; }

    /// <summary>Out: parts of the message that begins here which are out already.</summary>
    public int PartsSent { get; set; }

    /// <summary>Out: the channel's own id of the message, for its delivery report.</summary>
    public string? ChannelMessageId { get; set; }

    public void Configure(EntityTypeBuilder<MessageRow> builder)
    {
        builder.ToTable("messages").HasKey(m => m.Sequence);
        builder.Property(m => m.Sequence).ValueGeneratedOnAdd();
        builder.HasIndex(m => new { m.ConversationId, m.Sequence });
        builder.HasIndex(m => new { m.Channel, m.ActivityId, m.Direction }).IsUnique().HasFilter("direction <> 1");
        builder.HasIndex(m => new { m.Channel, m.ChannelMessageId }).HasFilter("channel_message_id is not null");
        // What waits in a conversation, both ways.
        builder.HasIndex(m => new { m.Direction, m.ConversationId, m.Sequence }).HasFilter("status = 0");
        // What may be sent now, first things first, however much waits behind it.
        builder.HasIndex(m => new { m.Channel, m.NextAt, m.Sequence }).HasFilter("direction = 1 AND status = 0");
    }
}

/// <summary>What a turn was made from, so that it can be replayed. The key is the sequence of the message it answered.</summary>
internal sealed class TurnRow : IEntityTypeConfiguration<TurnRow>
{
    public long Sequence { get; set; }

    public string ConversationId { get; set; } = "";

    public int Turn { get; set; }

    /// <summary>Whom it was about afterwards; decides what is wiped when that person is forgotten.</summary>
    public string? SubjectId { get; set; }

    public string ContentVersion { get; set; } = "";

    /// <summary>Reading and seed, sealed with the account's key; null once wiped.</summary>
    public byte[]? Body { get; set; }

    public DateTimeOffset At { get; set; }

    public void Configure(EntityTypeBuilder<TurnRow> builder)
    {
        builder.ToTable("turns").HasKey(t => t.Sequence);
        builder.Property(t => t.Sequence).ValueGeneratedNever();
        builder.HasIndex(t => t.SubjectId).HasFilter("subject_id is not null");
    }
}

/// <summary>An event at a later time. Released by turning it into a message and deleting the row, in one transaction.</summary>
internal sealed class ScheduleRow : IEntityTypeConfiguration<ScheduleRow>
{
    public string ConversationId { get; set; } = "";

    public string Name { get; set; } = "";

    public string Key { get; set; } = "";

    public DateTimeOffset DueAt { get; set; }

    public void Configure(EntityTypeBuilder<ScheduleRow> builder)
    {
        builder.ToTable("schedules").HasKey(s => new { s.ConversationId, s.Name, s.Key });
        builder.HasIndex(s => s.DueAt);
    }
}
