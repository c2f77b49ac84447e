using BotHost.App.Content;
using BotHost.App.Conversations;
using BotHost.App.Eligibility;
using BotHost.Content;
using BotHost.Core.Content;
using BotHost.Storage;
using BotHost.Storage.Database;
using Microsoft.Extensions.Options;

namespace BotHost;

/// <summary>The default verb: opens the data directory and serves until stopped.</summary>
internal static class ServeCommand
{
    /// <returns>0 after a normal stop; 1 when the content or a setting is broken; 2 when the data directory belongs to another host.</returns>
    public static async Task<int> RunAsync(string[] args, CancellationToken cancellation)
    {
        try
        {
            await using var app = HostSetup.Build(args);
            await app.Services.OpenStorageAsync(cancellation);
            var content = app.Services.GetRequiredService<ContentBundle>();
            await app.Services.GetRequiredService<IContentArchive>().KeepAsync(content.Hash, content.Files, app.Services.GetRequiredService<TimeProvider>().GetUtcNow(), cancellation);
            await app.Services.GetRequiredService<IOutcomeChanges>().BeginAsync(content.Hash, app.Services.GetRequiredService<FreshIds>().Next(), app.Services.GetRequiredService<TimeProvider>().GetUtcNow(), cancellation);
            // Loading the content and 55,000 places leaves much garbage behind, once: given back before the first resident comes.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            await app.RunAsync(cancellation);
            return 0;
        }
        catch (BrokenContentException broken)
        {
            foreach (var problem in broken.Problems) Console.Error.WriteLine(problem);
            Console.Error.WriteLine($"The host does not start on broken content: {broken.Problems.Length} problem(s).");
            return 1;
        }
        catch (OptionsValidationException wrong)
        {
            foreach (var failure in wrong.Failures) Console.Error.WriteLine(failure);
            Console.Error.WriteLine("The host does not start with these settings; appsettings.sample.json shows each with its default.");
            return 1;
        }
        catch (DataDirectoryInUseException inUse)
        {
            Console.Error.WriteLine(inUse.Message);
            return 2;
        }
    }
}
