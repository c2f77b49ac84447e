using System.Security.Cryptography;

namespace BotHost.BackOffice;

/// <summary>The secret that this host and its own sandbox share: new at every start, known to nobody else.</summary>
internal sealed class SandboxKey
{
    public string Value { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
}
