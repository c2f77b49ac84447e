using System.Collections.Immutable;
using BotHost.Core.Claims;
using BotHost.Core.Consents;

namespace BotHost.Core.Facts;

/// <summary>A person whom facts and claims are about, as one account knows them. Facts belong here, never to the account that typed them.</summary>
/// <param name="Id">ULID.</param>
/// <param name="Relation"><c>self</c>, or the resident's word for who it is (父亲).</param>
/// <param name="ShortCode">The digits that show a speaker may see this subject's status. Secret.</param>
public sealed record Subject(string Id, string Relation, string ShortCode)
{
    public ImmutableDictionary<string, Fact> Facts { get; init; } = ImmutableDictionary<string, Fact>.Empty;

    public ImmutableArray<Claim> Claims { get; init; } = [];

    public ImmutableArray<Consent> Consents { get; init; } = [];

    /// <summary>True when the latest word on the purpose was yes.</summary>
    public bool Consented(string purpose) => Consents.LastOrDefault(c => c.Purpose == purpose)?.Given == true;

    /// <summary>True when the purpose was asked and the latest word was no.</summary>
    public bool Refused(string purpose) => Consents.LastOrDefault(c => c.Purpose == purpose)?.Given == false;
}
