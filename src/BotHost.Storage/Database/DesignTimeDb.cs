using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace BotHost.Storage.Database;

/// <summary>For <c>dotnet ef migrations add NAME --project src/BotHost.Storage --startup-project src/BotHost</c>.</summary>
internal sealed class DesignTimeDb : IDesignTimeDbContextFactory<BotHostDb>
{
    public BotHostDb CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<BotHostDb>().UseSqlite("Data Source=:memory:").Options);
}
