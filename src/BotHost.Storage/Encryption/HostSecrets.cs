using System.Security.Cryptography;
using BotHost.Storage.Database;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace BotHost.Storage.Encryption;

/// <summary>Keys of the whole host, made at the first start and stored wrapped.</summary>
internal sealed class HostSecrets(IDataProtectionProvider protection, IDbContextFactory<BotHostDb> contexts)
{
    private const string BlindIndexName = "blind-index";

    private BlindIndex? blindIndex;

    /// <exception cref="InvalidOperationException">The storage was not opened.</exception>
    public BlindIndex Blind => blindIndex ?? throw new InvalidOperationException("the storage is not open: call OpenStorageAsync first");

    /// <summary>Loads the keys, and makes those that are missing.</summary>
    public async Task OpenAsync(CancellationToken cancellation)
    {
        var protector = protection.CreateProtector("BotHost.Storage.HostSecrets.v1");
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var row = await db.Secrets.SingleOrDefaultAsync(s => s.Name == BlindIndexName, cancellation);
        if (row is null)
        {
            row = new() { Name = BlindIndexName, Wrapped = protector.Protect(RandomNumberGenerator.GetBytes(32)) };
            db.Secrets.Add(row);
            await db.SaveChangesAsync(cancellation);
        }

        blindIndex = new(protector.Unprotect(row.Wrapped));
    }
}
