using System.Net;
using System.Net.Sockets;

namespace BotHost.Channels.Webhooks;

/// <summary>For addresses that a call names: a public name that leads into the operator's own network is not followed.</summary>
internal static class PublicConnections
{
    /// <param name="mayBePrivate">Hosts that the operator wrote into the settings.</param>
    public static SocketsHttpHandler Handler(Func<string, bool> mayBePrivate) => new()
    {
        AllowAutoRedirect = false, UseCookies = false,
        ConnectCallback = async (context, cancellation) =>
        {
            var end = context.DnsEndPoint;
            var addresses = await Dns.GetHostAddressesAsync(end.Host, cancellation);
            // Another name than the request's is the operator's proxy.
            var own = mayBePrivate(end.Host) || context.InitialRequestMessage.RequestUri?.Host != end.Host;
            if (!own) addresses = [.. addresses.Where(IsPublic)];
            if (addresses.Length == 0) throw new HttpRequestException("no public address");
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(addresses, end.Port, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    };

    /// <summary>False for this machine, private and link-local networks, shared carrier space (RFC 6890) and multicast.</summary>
    public static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (address.AddressFamily == AddressFamily.InterNetworkV6) return !(IPAddress.IsLoopback(address) || address.IsIPv6LinkLocal || address.IsIPv6UniqueLocal || address.IsIPv6SiteLocal || address.IsIPv6Multicast || address.Equals(IPAddress.IPv6Any));
        return address.GetAddressBytes() switch
        {
            [0 or 10 or 127 or >= 224, ..] or [169, 254, ..] or [172, >= 16 and <= 31, ..] or [192, 168, ..] or [100, >= 64 and <= 127, ..] or [192, 0, 0 or 2, _] or [198, 18 or 19, ..] => false,
            _ => true,
        };
    }
}
