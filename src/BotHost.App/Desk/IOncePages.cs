namespace BotHost.App.Desk;

/// <summary>
/// Pages behind a link that a cadre's chat shows: what must not stand in a chat message can be read there once, by whom it was made for.
/// </summary>
public interface IOncePages
{
    /// <summary>The claim or escalation and the cadre the link was made for, and uses it up; null for a wrong, used or old one.</summary>
    Task<(string CaseId, string UserId)?> UseAsync(string token, DateTimeOffset at, CancellationToken cancellation);
}

/// <summary>Settings of what cadres see in a chat; section <c>Desk</c>.</summary>
public sealed class DeskOptions
{
    public const string Section = "Desk";

    /// <summary>Scheme and host that a cadre's phone reaches (<c>https://help.example.gov.cn</c>). Empty: no links are shown.</summary>
    public string PublicUrl { get; set; } = "";
}
