using Microsoft.EntityFrameworkCore;

namespace Benchmarks;

/// <summary>
/// A server with the two floors: <c>/rows</c> updates one row through EF Core in each request, with nothing done about writers waiting for each
/// other; <c>/group</c> inserts one row by raw group commit.
/// </summary>
public static class FloorServer
{
    public static async Task RunAsync(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        var directory = builder.Configuration["Storage:Directory"]!;
        var path = Path.Combine(directory, "floor.db");
        using var group = new GroupCommitFloor(Path.Combine(directory, "group.db"));
        builder.Services.AddPooledDbContextFactory<FloorDb>(o => o.UseSqlite($"Data Source={path};Default Timeout=30"));
        await using var app = builder.Build();
        await using (var db = await app.Services.GetRequiredService<IDbContextFactory<FloorDb>>().CreateDbContextAsync())
        {
            await db.Database.EnsureCreatedAsync();
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL");
            for (var i = 1; i <= 1000; i++) db.Add(new FloorRow { Id = i, Text = "" });
            await db.SaveChangesAsync();
        }

        app.MapGet("/ready", () => "ready");
        app.MapPost("/group/{id:int}", async (int id, HttpContext http) =>
        {
            using var reader = new StreamReader(http.Request.Body);
            await group.StoreAsync(await reader.ReadToEndAsync());
            return Results.Json(new { id });
        });
        app.MapPost("/rows/{id:int}", async (int id, IDbContextFactory<FloorDb> contexts, HttpContext http) =>
        {
            using var reader = new StreamReader(http.Request.Body);
            var text = await reader.ReadToEndAsync();
            await using var db = await contexts.CreateDbContextAsync();
            var row = await db.Rows.SingleAsync(r => r.Id == id);
            row.Text = text;
            row.Turn++;
            await db.SaveChangesAsync();
            return Results.Json(new { id });
        });
        await app.RunAsync();
    }

    public sealed class FloorDb(DbContextOptions<FloorDb> options) : DbContext(options)
    {
        public DbSet<FloorRow> Rows => Set<FloorRow>();
    }

    public sealed class FloorRow
    {
        public int Id { get; set; }

        public int Turn { get; set; }

        public string Text { get; set; } = "";
    }
}
