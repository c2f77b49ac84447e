namespace BotHost.Core.Expressions;

/// <summary>A fact as a compiled expression names it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Slot">Its place in the catalogue that the expression was compiled with: an array read instead of a look-up by name.</param>
public sealed record FactName(string Id, int Slot);
