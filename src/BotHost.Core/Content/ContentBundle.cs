using System.Collections.Immutable;
using BotHost.Core.Claims;
using BotHost.Core.Dialogs;
using BotHost.Core.Eligibility;
using BotHost.Core.Facts;
using BotHost.Core.Matching;
using BotHost.Core.Offers;

namespace BotHost.Core.Content;

/// <summary>One content version: everything under <c>dialogs/</c> and <c>prompts/</c>, validated together. Immutable.</summary>
public sealed class ContentBundle
{
    /// <summary><c>sha256:…</c> over all paths and texts.</summary>
    public required string Hash { get; init; }

    /// <summary>The files it was made from, by path.</summary>
    public required ImmutableDictionary<string, string> Files { get; init; }

    public required FactCatalogue Catalogue { get; init; }

    public required ImmutableDictionary<string, Prompt> Prompts { get; init; }

    public required ImmutableSortedDictionary<string, DialogDefinition> Dialogs { get; init; }

    public required ConsentRules Consent { get; init; }

    public required ImmutableArray<IntakeRule> Intake { get; init; }

    /// <summary>Words that take a claim past the village, whatever the village said.</summary>
    public required ImmutableArray<string> PastVillageWords { get; init; }

    /// <summary>The programs, by id.</summary>
    public required ImmutableSortedDictionary<string, ProgramDefinition> Programs { get; init; }

    /// <summary>The local amounts that programs compare with.</summary>
    public required Standards Standards { get; init; }

    /// <summary>What is asked first about eligibility, and when to stop.</summary>
    public required AskingRules Asking { get; init; }

    /// <summary>Skills, limits, demands and hours of work.</summary>
    public required SkillTaxonomy Skills { get; init; }

    /// <summary>How jobs and courses are weighed and shared out.</summary>
    public required MatchingRules Matching { get; init; }

    /// <summary>When offers may reach people, and how many.</summary>
    public required OfferRules Offers { get; init; }

    /// <summary>The prompt; throws for an id that validation should have caught.</summary>
    public Prompt Prompt(string id) => Prompts[id];

    public Prompt? FindPrompt(string id) => Prompts.GetValueOrDefault(id);

    /// <summary>What a report is worth at a place: the longest matching rule.</summary>
    public IntakeRule IntakeFor(string place) => Intake.Where(r => place.StartsWith(r.Place, StringComparison.Ordinal)).MaxBy(r => r.Place.Length) ?? new("", Claims.Intake.Lead, 5);

    /// <summary>What a program is, for somebody who just asks; null when there is no such program.</summary>
    public string? ProgramText(string program) => Prompts.GetValueOrDefault("program." + program)?.Text.Source;
}
