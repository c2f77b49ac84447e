namespace BotHost.Core.Consents;

/// <summary>One row of the consent ledger: a separate yes or no for one purpose (DESIGN §3b.5). The latest row of a purpose counts.</summary>
/// <param name="Purpose"><c>personal-data</c>, <c>sensitive</c>, <c>hand-over</c>, <c>register</c>, <c>notices</c>, <c>voice</c>, <c>model</c>, <c>matching</c>.</param>
/// <param name="ActivityId">The message in which it was said.</param>
public sealed record Consent(string SubjectId, string Purpose, bool Given, string ActivityId, DateTimeOffset At, string ContentVersion);
