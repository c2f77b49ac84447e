using BotHost.Core.Content;
using BotHost.Core.Dialogs.Runners;
using BotHost.Core.Facts;
using BotHost.Core.Readings;

namespace BotHost.Core.Dialogs;

/// <summary>What the reader may lean on for the next message of a conversation: what was asked, what was offered, where the person lives.</summary>
internal static class NextReading
{
    public static ReadingContext Of(ConversationRecord record, ContentBundle content, DateTimeOffset now)
    {
        var state = record.State;
        var key = state.Question?.Key;
        var expecting = key is null ? null
            : content.Catalogue.Contains(key) ? key
            : key.StartsWith(FormRunner.Conflict, StringComparison.Ordinal) ? key[FormRunner.Conflict.Length..]
            : key == FormRunner.Stuck && state.Frames.Count > 0 ? state.Frames[^1].Notes.GetValueOrDefault("stuck-on")
            : MemberQuestions.Expecting(key, content.Catalogue) is { } field ? field
            : key == "urgent.phone" ? "subject.phone" : key == "urgent.where" ? "subject.village" : null;
        var village = (state.SubjectId is { } id ? record.Subjects.GetValueOrDefault(id)?.Facts.GetValueOrDefault("subject.village") : null)
            ?? state.Quarantine.GetValueOrDefault("subject.village");
        return new(ChinaTime.DayOf(now))
        {
            Expecting = expecting,
            Options = state.Question is null ? [] : [.. state.Question.Choices.Select(c => c.Label)],
            OpenFacts = state.Frames.Count > 0 && content.Dialogs.GetValueOrDefault(state.Frames[^1].Dialog) is { } dialog ? [.. dialog.Asks.Select(a => a.FactId)] : [],
            PlaceCode = (village?.Value as FactValue.Place)?.Code,
            ModelAllowed = state.SubjectId is { } subject && record.Subjects.GetValueOrDefault(subject)?.Consented("model") == true,
        };
    }
}
