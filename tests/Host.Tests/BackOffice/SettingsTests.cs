using BotHost.BackOffice;
using Microsoft.Extensions.Options;

namespace Host.Tests.BackOffice;

public class SettingsTests
{
    [Theory]
    [InlineData("BackOffice:BaseAddress", "claims/")]
    [InlineData("BackOffice:BaseAddress", "ftp://county.example/")]
    [InlineData("BackOffice:BaseAddress", "https://county.example/?a=1")]
    [InlineData("BackOffice:SigningKey", "short")]
    [InlineData("BackOffice:EventKey", "short")]
    [InlineData("BackOffice:EventWindow", "00:00:00")]
    [InlineData("BackOffice:EventWindow", "1.00:00:00")]
    [InlineData("BackOffice:AttemptTimeout", "00:00:00")]
    [InlineData("BackOffice:TotalTimeout", "00:00:00.500")]
    [InlineData("BackOffice:CircuitAfter", "0")]
    [InlineData("BackOffice:CircuitOpenFor", "00:00:00.100")]
    public async Task A_host_with_settings_that_cannot_work_does_not_start_and_names_the_setting(string setting, string value)
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => BackOfficeHost.StartAsync(new() { [setting] = value }));
        Assert.Contains(setting, Assert.Single(refused.Failures), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, true, true)]
    [InlineData("http://127.0.0.1:9/", null, false, false)]
    [InlineData("http://127.0.0.1:9/", "true", true, false)]
    [InlineData(null, "false", false, false)]
    public async Task The_sandbox_is_on_unless_there_is_a_back_office_or_it_is_switched_off(string? address, string? enabled, bool on, bool takesClaims)
    {
        await using var host = await BackOfficeHost.StartAsync(new() { ["BackOffice:BaseAddress"] = address, ["Sandbox:Enabled"] = enabled });
        using var caller = host.Caller();
        Assert.Equal(on ? 200 : 404, (int)(await caller.GetAsync("/sandbox/", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal((on, takesClaims), (host.Get<BackOfficeAddress>().SandboxIsOn, host.Get<BackOfficeAddress>().IsSandbox));
        Assert.Equal(on, File.Exists(Path.Combine(host.Directory, "sandbox.db")));
    }
}
