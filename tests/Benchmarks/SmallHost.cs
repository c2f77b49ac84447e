using System.Collections.Immutable;
using BotHost.App.BackOffice;
using BotHost.App.Claims;
using BotHost.App.Content;
using BotHost.App.Conversations;
using BotHost.App.Understanding;
using BotHost.Channels.DirectLine;
using BotHost.Conversations;
using BotHost.Core.Claims;
using BotHost.Core.Dialogs;
using BotHost.Core.Facts;
using BotHost.Core.Readings;
using BotHost.Storage;
using BotHost.Storage.Database;

namespace Benchmarks;

/// <summary>The durable turn with nothing around it: storage, silo, Direct Line, and an engine that repeats what it hears.
/// Shows what the path itself costs, and is what the crash test kills.</summary>
public static class SmallHost
{
    public static async Task RunAsync(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder([.. args, "--hostBuilder:reloadConfigOnChange=false"]);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddStorage(builder.Configuration);
        builder.AddConversations();
        builder.Services.AddDirectLine();
        var engine = new Repeat();
        builder.Services.AddSingleton<ILiveContent>(engine).AddSingleton<IReader>(engine).AddHttpClient();
        builder.Services.AddSingleton<IBackOffice, RemoteBackOffice>();
        var nothing = new NoContent();
        builder.Services.AddSingleton<IPlaceNames>(nothing).AddSingleton<ICatalogue>(nothing);
        await using var app = builder.Build();
        try
        {
            await app.Services.OpenStorageAsync();
        }
        catch (DataDirectoryInUseException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            Environment.Exit(DataDirectoryInUseException.ExitCode);
        }

        app.MapDirectLine();
        app.MapGet("/ready", () => "ready");
        app.MapPost("/claims/{conversation}/{key}", FileClaimAsync);
        await app.RunAsync();
    }

    /// <summary>Files a claim that is accepted at once, under an id that the caller chose; asking twice files once.</summary>
    private static async Task<IResult> FileClaimAsync(string conversation, string key, IClaimStore claims, TimeProvider clock, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var claim = new Claim
        {
            Id = key, Kind = ClaimKind.HardshipReport, SubjectId = "subject-" + key, ConversationId = "directline:" + conversation, Status = ClaimStatus.Accepted,
            Place = "411523201203", Audience = new(Level.Township), Intake = Intake.Lead, CreatedAt = now, ContentVersion = "none", Reference = "王-100", Subject = new("王秀兰", null, null),
        };
        var body = System.Text.Encoding.UTF8.GetBytes($"{{\"id\":\"{key}\"}}");
        try
        {
            await claims.CommitAsync(new(claim, new(key, 1, "accepted", "somebody", now, ""), null, (key, body), "somebody") { NewSubject = new("subject-" + key, "self", "1234") }, now, cancellation);
        }
        catch (Exception e) when (e is StaleRecordException or Microsoft.Data.Sqlite.SqliteException { SqliteErrorCode: 19 })
        {
            // Filed before a crash that kept the answer from reaching the caller.
        }

        return Results.Ok();
    }

    private sealed class Repeat : IAdvance, ILiveContent, IReader
    {
        public IAdvance Current => this;

        public string ContentVersion => "none";

        public ReadingContext ContextFor(ConversationRecord record, DateTimeOffset now) => new(DateOnly.FromDateTime(now.UtcDateTime));

        public ValueTask<Reading> ReadAsync(string text, ReadingContext context, CancellationToken cancellation) =>
            new(new Reading { Intent = "report-hardship", Confidence = 0.9, Facts = [new("household.size", FactValue.Of(5), [new(0, 1)])] });

        public TurnResult Advance(TurnInput input)
        {
            var state = input.Record.State with
            {
                Turn = input.Record.State.Turn + 1, LastHeardAt = input.Now,
                Frames = [new DialogFrame("hardship-report", "none", "asking") { Asked = ["hardship.kind", "household.size", "income.household_annual"] }],
                Question = new("household.size", [], 1, input.Now),
            };
            ImmutableArray<Reply> replies = input.Inbound.Type == "conversationUpdate" ? [] : [new($"听到了:{input.Inbound.Text ?? input.Inbound.Name}", [], ["repeat"])];
            return new(input.Record with { State = state }, replies, []);
        }
    }

    /// <summary>Hands claims to the address in <c>BackOffice:Url</c>.</summary>
    private sealed class RemoteBackOffice(IHttpClientFactory clients, IConfiguration configuration) : IBackOffice
    {
        public async Task<DeliveryResult> DeliverAsync(string idempotencyKey, ReadOnlyMemory<byte> claimJson, CancellationToken cancellation)
        {
            try
            {
                using var client = clients.CreateClient();
                using var request = new HttpRequestMessage(HttpMethod.Post, configuration["BackOffice:Url"]) { Content = new ReadOnlyMemoryContent(claimJson) };
                request.Headers.Add("Idempotency-Key", idempotencyKey);
                using var response = await client.SendAsync(request, cancellation);
                return new(response.IsSuccessStatusCode ? DeliveryOutcome.Delivered : DeliveryOutcome.Retry);
            }
            catch (HttpRequestException)
            {
                return new(DeliveryOutcome.Retry, null, "not reachable");
            }
        }

        public Task<string?> FindRegisterFactsAsync(string idNumberHash, CancellationToken cancellation) => Task.FromResult<string?>(null);
    }
}

/// <summary>No cadre is linked here, so nobody asks for a place's name or for the catalogue.</summary>
internal sealed class NoContent : IPlaceNames, ICatalogue
{
    public FactCatalogue Current => throw new NotSupportedException();

    public IReadOnlyCollection<string> CodesMatching(string namePart, int limit) => [];

    public string Full(string code) => code;

    public string Short(string code) => code;
}
