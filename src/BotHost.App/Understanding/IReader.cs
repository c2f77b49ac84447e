using BotHost.Core.Readings;

namespace BotHost.App.Understanding;

/// <summary>Turns a message into a <see cref="Reading"/>. Guarantees that every fact's spans lie inside the text; never throws for any text.</summary>
public interface IReader
{
    ValueTask<Reading> ReadAsync(string text, ReadingContext context, CancellationToken cancellation);
}
