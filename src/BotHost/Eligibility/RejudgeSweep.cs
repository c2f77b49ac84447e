using BotHost.App.Eligibility;
using BotHost.Conversations;

namespace BotHost.Eligibility;

/// <summary>Works out whose outcome a change of content turns, and tells those who gain and are to be told, beside the talking.</summary>
internal sealed class RejudgeSweep(RejudgeHouseholds rejudge, TellGains tell, TimeProvider clock, IHostApplicationLifetime lifetime, ILogger<RejudgeSweep> log) : Sweep(lifetime, log)
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(30);

    public override async Task SweepAsync(CancellationToken cancellation)
    {
        while (await rejudge.RunAsync(cancellation))
        {
        }

        while (await tell.RunAsync(cancellation) > 0)
        {
        }
    }

    protected override Task NextAsync(CancellationToken cancellation) => Task.Delay(Period, clock, cancellation);
}

/// <summary>The door of this topic.</summary>
internal static class EligibilitySetup
{
    public static IServiceCollection AddEligibility(this IServiceCollection services) =>
        services.AddSingleton<RejudgeHouseholds>().AddSingleton<DecideTurned>().AddSingleton<TellGains>().AddHostedService<RejudgeSweep>();
}
