using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace BotHost.Channels.DirectLine;

/// <summary>How fast one conversation may talk, and one address may fetch tokens without a secret.</summary>
internal sealed class RateLimits(IOptions<DirectLineOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<string> messages = Buckets(options.Value.MessageBurst, options.Value.MessagesPerMinute);
    private readonly PartitionedRateLimiter<string> tokens = Buckets(options.Value.PageTokensPerMinute, options.Value.PageTokensPerMinute);

    public bool AllowsMessage(string conversation) => Take(messages, conversation);

    public bool AllowsToken(IPAddress? address) => Take(tokens, Network(address));

    public void Dispose()
    {
        messages.Dispose();
        tokens.Dispose();
    }

    // A household gets a whole /64 of IPv6: counting single addresses would count nothing.
    private static string Network(IPAddress? address)
    {
        if (address is null) return "";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(address.GetAddressBytes(), 0, 8) : address.ToString();
    }

    private static bool Take(PartitionedRateLimiter<string> limiter, string who)
    {
        using var lease = limiter.AttemptAcquire(who);
        return lease.IsAcquired;
    }

    private static PartitionedRateLimiter<string> Buckets(int burst, int perMinute) => PartitionedRateLimiter.Create<string, string>(who =>
        RateLimitPartition.GetTokenBucketLimiter(who, _ => new()
        {
            TokenLimit = Math.Max(1, burst),
            TokensPerPeriod = Math.Max(1, perMinute / 12),
            ReplenishmentPeriod = TimeSpan.FromSeconds(5),
            QueueLimit = 0,
        }));
}
