using BotHost.App.Understanding;
using BotHost.Core.Readings;
using Microsoft.Extensions.DependencyInjection;
namespace BotHost.Understanding;
public static class UnderstandingSetup
{
    public static IServiceCollection AddUnderstanding(this IServiceCollection services, IReadOnlyDictionary<string, string> files, string divisions) => services.AddSingleton<IReader, NullReader>();
}
internal sealed class NullReader : IReader { public ValueTask<Reading> ReadAsync(string text, ReadingContext context, CancellationToken cancellation) => ValueTask.FromResult(Reading.Nothing); }
