using System.Net;
using BotHost.App.BackOffice;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using Polly;

namespace BotHost.BackOffice;

/// <summary>The client of the back-office and the receiver of its events, put together.</summary>
internal static class BackOfficeSetup
{
    private const long LongestAnswer = 1024 * 1024;

    /// <summary>Needs a server, <c>IClaimStore</c> and a clock.</summary>
    public static IServiceCollection AddBackOffice(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<BackOfficeOptions>().Bind(configuration.GetSection(BackOfficeOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<BackOfficeOptions>, BackOfficeOptionsCheck>();
        services.Configure<SandboxOptions>(configuration.GetSection(SandboxOptions.Section));
        services.AddSingleton<BackOfficeAddress>().AddSingleton<BackOfficeCredentials>().AddSingleton<RecentEvents>();
        services.AddSingleton<IBackOffice, HttpBackOffice>().AddSingleton<HandleBackOfficeEvent>();
        services.AddHttpClient(HttpBackOffice.Client)
            .ConfigureHttpClient((provider, http) =>
            {
                // The pipeline's timeouts end with the answer's headers; a body that trickles must end as well.
                http.Timeout = provider.GetRequiredService<IOptions<BackOfficeOptions>>().Value.TotalTimeout + TimeSpan.FromSeconds(1);
                http.MaxResponseContentBufferSize = LongestAnswer;
            })
            // A followed redirect could turn the claim into a GET, or hand it to somebody else.
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
            .AddStandardResilienceHandler().Configure(Tune);
        return services;
    }

    private static void Tune(HttpStandardResilienceOptions pipeline, IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<BackOfficeOptions>>().Value;
        pipeline.AttemptTimeout.Timeout = options.AttemptTimeout;
        pipeline.TotalRequestTimeout.Timeout = options.TotalTimeout;
        // One more try at once heals a broken connection; the idempotency key makes it safe. Whoever says when to come back, or that it
        // is too much, is left alone: the outbox waits without holding up the other claims.
        pipeline.Retry.MaxRetryAttempts = 1;
        pipeline.Retry.Delay = TimeSpan.FromMilliseconds(200);
        pipeline.Retry.ShouldRetryAfterHeader = false;
        pipeline.Retry.ShouldHandle = attempt => ValueTask.FromResult(HttpClientResiliencePredicates.IsTransient(attempt.Outcome)
            && attempt.Outcome.Result is not { StatusCode: HttpStatusCode.TooManyRequests } && attempt.Outcome.Result?.Headers.RetryAfter is null);
        pipeline.CircuitBreaker.FailureRatio = 0.5;
        pipeline.CircuitBreaker.MinimumThroughput = options.CircuitAfter;
        pipeline.CircuitBreaker.SamplingDuration = TimeSpan.FromTicks(Math.Max(options.AttemptTimeout.Ticks * 3, TimeSpan.TicksPerSecond));
        pipeline.CircuitBreaker.BreakDuration = options.CircuitOpenFor;
    }
}
