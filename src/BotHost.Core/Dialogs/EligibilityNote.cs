using System.Collections.Immutable;
using BotHost.Core.Claims;

namespace BotHost.Core.Dialogs;

/// <summary>The link between a conversation and the programs: what travels with a claim, and what is said after one.</summary>
internal static class EligibilityNote
{
    public static ImmutableArray<ClaimDetermination> Determinations(TurnBuilder turn) => [];

    public static void Say(TurnBuilder turn) { }
}
