using System.Globalization;
using System.Text;
using BotHost.Core.Claims;
using BotHost.Core.Content;
using BotHost.Core.Dialogs;
using BotHost.Core.Eligibility;
using BotHost.Core.Facts;
using BotHost.Core.Matching;
using BotHost.Core.Offers;
using YamlDotNet.RepresentationModel;

namespace Core.Tests.Dialogs;

/// <summary>
/// A whole conversation as data. What happens is written by hand (<c>say</c>, <c>speak</c>, <c>heard</c>, <c>send</c>, <c>wait</c>, <c>cadre</c>, <c>offer</c>, <c>gain</c>, <c>event</c>); what follows
/// (<c>reply</c>, <c>choices</c>, <c>effects</c>) is recorded with UPDATE_CASES=1 and reviewed as a diff. <c>amounts: given</c> plays it
/// where the local amounts of the eligibility cases hold; without it nobody has set any.
/// </summary>
internal sealed class ConversationCase(string story, string? amounts, IReadOnlyList<YamlMappingNode> turns)
{
    /// <summary>The content it asks to be played on; null for the repository's own.</summary>
    public ContentBundle? Content => amounts is null ? null : Repository.ContentWithAmounts;

    public static ConversationCase Read(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        var root = (YamlMappingNode)stream.Documents[0].RootNode;
        return new(Text(root, "story")!, Text(root, "amounts"), [.. ((YamlSequenceNode)root.Children["turns"]).Children.Cast<YamlMappingNode>()]);
    }

    /// <summary>Plays it and writes down what followed, in the form of the case file.</summary>
    public async Task<string> PlayAsync(Chat chat)
    {
        var record = new StringBuilder().Append("story: ").Append(Quote(story)).Append(amounts is null ? "" : "\namounts: " + amounts).Append("\nturns:\n");
        foreach (var turn in turns)
        {
            var first = true;
            foreach (var key in new[] { "wait", "say", "speak", "heard", "send", "cadre", "offer", "gain", "event", "value" })
            {
                if (Text(turn, key) is not { } text) continue;
                record.Append(first ? "  - " : "    ").Append(key).Append(": ").Append(Quote(text)).Append('\n');
                first = false;
            }

            if (Text(turn, "wait") is { } wait) chat.Now += Wait(wait);
            var before = chat.Record;
            TurnResult result;
            if (Text(turn, "say") is { } said) result = await chat.SayAsync(Fill(said, chat));
            else if (Text(turn, "speak") is { } spoken) result = await chat.SpeakAsync(Fill(spoken, chat));
            else if (Text(turn, "heard") is { } heard) result = await chat.HeardAsync(heard);
            else if (Text(turn, "send") is { } contentType) result = chat.Send(contentType);
            else if (Text(turn, "cadre") is { } decision) result = Decide(chat, decision);
            else if (Text(turn, "offer") is { } offer) result = Offer(chat, offer);
            else if (Text(turn, "gain") is { } gain) result = Gain(chat, gain);
            else if (Text(turn, "event") is { } name) result = chat.Event(name, Text(turn, "value") is { } key ? (object)new { key = Fill(key, chat), byName = "李秀兰", text = key, escalationId = Taken(chat) } : name.StartsWith("human.", StringComparison.Ordinal) ? new { escalationId = Taken(chat) } : null);
            else continue;
            Describe(record, result, before);
        }

        return record.ToString();
    }

    /// <summary>A reviewer's decision, as the claim store would bring it to the conversation: <c>return: question|fact id, …</c>, <c>verify</c>, <c>accept</c>, <c>take</c>.</summary>
    private static TurnResult Decide(Chat chat, string decision)
    {
        if (decision == "take")
        {
            var escalation = chat.Record.Escalations[^1];
            chat.Record = chat.Record with { Escalations = [.. chat.Record.Escalations.Select(e => e.Id == escalation.Id ? e.Taken(new("u1", "李秀兰", Level.County, "41"), chat.Now) : e)] };
            return chat.Event("escalation.taken", new { escalationId = escalation.Id, byName = "李秀兰" });
        }

        var subject = chat.Record.Subjects.Values.First(s => s.Claims.Length > 0);
        var claim = subject.Claims[^1];
        var (name, changed) = decision.Split(": ") switch
        {
            ["verify"] => ("claim.verified", claim with { Status = ClaimStatus.Verified, Version = claim.Version + 1 }),
            ["accept"] => ("claim.accepted", claim with { Status = ClaimStatus.Accepted, Version = claim.Version + 1 }),
            ["return", var questions] => ("claim.returned", claim with
            {
                Status = ClaimStatus.Returned, Version = claim.Version + 1, Returns = claim.Returns + 1,
                Questions = [.. questions.Split(" | ").Select((q, i) => q.Contains('.') ? new ReturnQuestion("q" + i, q, "") : new ReturnQuestion("q" + i, null, q))],
            }),
            _ => throw new InvalidOperationException(decision),
        };
        chat.Record = chat.Record with { Subjects = chat.Record.Subjects.SetItem(subject.Id, subject with { Claims = subject.Claims.Replace(claim, changed) }) };
        return chat.Event(name, new { claimId = claim.Id });
    }

    /// <summary>Offers as matching would send them: <c>id, job or training, title, place, wage, reasons</c>, several of them with a semicolon between.</summary>
    private static TurnResult Offer(Chat chat, string offers)
    {
        var subject = chat.Record.Subjects.Values.OrderByDescending(s => s.Consented(WorkProfile.Purpose)).First().Id;
        return chat.Event(News.OffersMade, new
        {
            offers = offers.Split("; ").Select(o => o.Split(", ")).Select(o => new Offer(o[0], "opportunity-" + o[0], subject, o[1] == "job" ? OpportunityKind.Job : OpportunityKind.Training, o[2], o[3], [.. o[5].Split('、')])
            {
                WageMonthly = o[4] == "-" ? null : int.Parse(o[4], CultureInfo.InvariantCulture),
                Expires = new(2026, 12, 31),
            }),
        });
    }

    /// <summary>What a change of rules would bring the first subject: <c>change: program, program</c>.</summary>
    private static TurnResult Gain(Chat chat, string gains)
    {
        var subject = chat.Record.Subjects.Values.OrderBy(s => s.Id, StringComparer.Ordinal).First().Id;
        var (change, programs) = (gains.Split(": ")[0], gains.Split(": ")[1].Split(", "));
        return chat.Event(News.OutcomesTurned, new { gains = programs.Select(p => new Gain(change, subject, p)) });
    }

    private static void Describe(StringBuilder record, TurnResult result, ConversationRecord before)
    {
        foreach (var reply in result.Replies)
        {
            record.Append("    reply: |-\n");
            foreach (var line in reply.Text.Split('\n')) record.Append("      ").Append(line).Append('\n');
            if (reply.Choices.Length > 0) record.Append("    choices: [").AppendJoin(", ", reply.Choices.Select(c => Quote(c.Label))).Append("]\n");
        }

        if (result.Replies.IsEmpty) record.Append("    reply: none\n");
        var effects = result.Effects.Where(e => e is not Effect.Audit).SelectMany(e => Describe(e, before)).ToList();
        var quarantined = result.Record.State.Quarantine.Values.Where(f => !before.State.Quarantine.TryGetValue(f.Id, out var old) || !old.Equals(f))
            .OrderBy(f => f.Id, StringComparer.Ordinal).Select(f => "quarantined " + Describe(f));
        foreach (var (effect, index) in quarantined.Concat(effects).Select((e, i) => (e, i)))
            record.Append(index == 0 ? "    effects:\n" : "").Append("      - ").Append(Quote(effect)).Append('\n');
    }

    private static IEnumerable<string> Describe(Effect effect, ConversationRecord before) => effect switch
    {
        Effect.SaveFacts s => s.Facts.Where(f => !(before.Subjects.GetValueOrDefault(s.SubjectId)?.Facts.GetValueOrDefault(f.Id) is { } old && old.Equals(f))).Select(f => "fact " + Describe(f)),
        Effect.CreateSubject c => [$"subject created ({c.Subject.Relation})"],
        Effect.RecordConsent c => [$"consent {c.Consent.Purpose}: {(c.Consent.Given ? "yes" : "no")}"],
        Effect.SaveClaim c => [string.Create(CultureInfo.InvariantCulture,
            $"claim {c.Event.Kind}: {ClaimWords.Name(c.Claim.Kind)} v{c.Claim.Version}, {c.Claim.Status} at {c.Claim.Place}, audience {c.Claim.Audience.From}, {c.Claim.Facts.Length} facts{(c.Claim.Attachments.Length > 0 ? $", {c.Claim.Attachments.Length} attachments" : "")}"),
            .. c.Claim.Amendments.Where(a => a.FromVersion == c.Claim.Version - 1).SelectMany(a => a.Changes).Select(x => $"changed {x.FactId}: {x.Before?.ToString() ?? "-"} → {x.After?.ToString() ?? "-"}"),
            .. c.Event.Kind == "submitted" && !c.Claim.Determinations.IsEmpty ? [$"determinations: {string.Join(", ", c.Claim.Determinations.Select(d => d.Program + " " + d.Outcome))}"] : Array.Empty<string>(),
            .. c.Claim.Questions.Where(q => q.Answer is not null).Select(q => $"answered {q.FactId ?? q.Words}: {q.Answer}")],
        Effect.SaveEscalation e => [$"escalation {e.Escalation.Kind}{(e.Escalation.Urgency is { } u ? " " + u : "")} from {e.Escalation.Audience.From} at {e.Escalation.Place}{(e.Escalation.Contact is { } c ? ", contact: " + c : "")}"],
        Effect.Schedule s => [$"schedule {s.Name} at {s.DueAt.ToString("MM-dd HH:mm", CultureInfo.InvariantCulture)}"],
        Effect.CancelSchedule s => [$"cancel {s.Name}"],
        Effect.TellCadres t => [$"tell cadres {t.Name} at {t.Place}{(t.Audience is { } to ? $" from {to.From}" : "")}{(t.Values.TryGetValue("text", out var said) ? ": " + said : "")}"],
        Effect.KeepMedium k => [$"keep {k.Medium.ContentType} from {k.Reference}"],
        Effect.OfferLink => ["offer a code for another phone"],
        Effect.ForgetOtherPhones => ["forget other phones"],
        Effect.KnockBySms => ["knock by SMS"],
        Effect.SaveWorkProfile w => [w.Profile is { } p ? $"matched from now on: at {p.Place}, skills {string.Join(' ', p.Skills)}, wishes {string.Join(' ', p.Wishes)}, from {p.WageMinMonthly?.ToString(CultureInfo.InvariantCulture) ?? "-"} yuan, as far as {p.Scope?.ToString() ?? "-"}{(p.CareDuties ? ", needed at home" : "")}" : "matched no more"],
        Effect.AnswerGain g => [$"gain {g.Gain.ChangeId} {g.Gain.Program}: {g.Answer}"],
        Effect.AnswerOffer a => [$"offer {a.OfferId}: {a.Answer}{(a.Reason is { } r ? ", " + r : "")}"],
        Effect.RecordFollowUp f => [$"after {f.Day} days {f.OfferId}: {f.Outcome}"],
        Effect.WipeMessages => ["wipe messages"],
        Effect.EraseSubject => ["subject erased"],
        _ => [],
    };

    private static string Describe(Fact fact)
    {
        var value = fact.Value switch
        {
            FactValue.Number { Approximate: true } n => $"{n} ({n.Min}–{n.Max})",
            FactValue.Place { Code: { } code } p => $"{p.Name} {code}",
            { } v => v.ToString()!,
            null => "-",
        };
        return $"{fact.Id} = {value} [{fact.State}] “{string.Join("”“", fact.Evidence.Select(e => e.Quote))}”{(fact.Evidence.FirstOrDefault(e => e.Speech is not null)?.Speech is { } speech ? $" heard{(speech.Seconds is { } s ? string.Create(CultureInfo.InvariantCulture, $" in {s} s") : "")}" : "")}{(fact.Earlier.Length > 0 ? $", earlier {string.Join(", ", fact.Earlier)}" : "")}";
    }

    /// <summary>The task that a person has taken: what they say and do is about it.</summary>
    private static string Taken(Chat chat) => chat.Record.Escalations.LastOrDefault(e => e.TakenBy is not null)?.Id ?? "";

    private static string Fill(string text, Chat chat) => text
        .Replace("{code}", chat.Record.Subjects.Values.FirstOrDefault()?.ShortCode, StringComparison.Ordinal)
        .Replace("{escalation}", chat.Record.Escalations.LastOrDefault()?.Id, StringComparison.Ordinal);

    private static TimeSpan Wait(string text) => text[^1] switch
    {
        'd' => TimeSpan.FromDays(int.Parse(text[..^1], CultureInfo.InvariantCulture)),
        'h' => TimeSpan.FromHours(int.Parse(text[..^1], CultureInfo.InvariantCulture)),
        _ => TimeSpan.FromMinutes(int.Parse(text[..^1], CultureInfo.InvariantCulture)),
    };

    private static string Quote(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";

    private static string? Text(YamlMappingNode node, string key) => node.Children.TryGetValue(new YamlScalarNode(key), out var child) ? ((YamlScalarNode)child).Value : null;
}
