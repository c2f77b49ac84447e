using BotHost.Core.Claims;
using BotHost.Core.Facts;

namespace Core.Tests.Claims;

/// <summary>A claim with one of everything, as it looks when the township has accepted it.</summary>
internal static class ClaimDocumentSample
{
    public static DateTimeOffset At { get; } = new(2026, 11, 23, 2, 0, 0, TimeSpan.Zero);

    public static Claim Claim { get; } = new()
    {
        Id = "01JDB3Z8G0Q2V4X6Z8A0C2E4G6", Kind = ClaimKind.HardshipReport, SubjectId = "s1", ConversationId = "directline:c1", Version = 4, Status = ClaimStatus.Accepted,
        Place = "411523201203", Audience = new(Level.Township), Intake = Intake.Lead, CreatedAt = At, ContentVersion = "sha256:abc", Reference = "王-27",
        Subject = new("王秀兰", "411523195003078521", null),
        Facts =
        [
            Said("household.size", FactValue.Of(5), "家五口", FactState.Confirmed),
            Said("income.household_annual", new FactValue.Number(40000.00m, 40000.00m, 50000.00m), "四万多", FactState.Stated),
            Said("hardship.kind", FactValue.Set.Of("illness", "debt"), "住院欠了债", FactState.Confirmed),
            Said("hardship.started_on", new FactValue.Day(new(2025, 12, 1), new(2025, 12, 31)), "去年腊月", FactState.Stated),
            new("assets.deposits", null, FactState.Declined, [], At),
            new("subject.age", FactValue.Of(66), FactState.Corrected, [new("", 0, 0, "", "李干部")], At),
            new("expense.medical_self_paid", new FactValue.Number(12000.5m, 11999.5m, 12000.5m), FactState.Derived, [], At),
        ],
        Determinations = [new("dibao", "likely", [new("D2", "met", ["income.household_annual", "household.size"], "办法第八条")])],
        Reviews =
        [
            new(ReviewDecision.Verify, Level.Village, "u1", "张会计", At.AddHours(1), "去看过了", []),
            new(ReviewDecision.Correct, Level.Township, "u2", "李干部", At.AddHours(2), "身份证为准", [new("subject.age", FactValue.Of(67), FactValue.Of(66))]),
            new(ReviewDecision.Accept, Level.Township, "u2", "李干部", At.AddHours(3), "", []),
        ],
    };

    private static Fact Said(string id, FactValue value, string quote, FactState state) => new(id, value, state, [new("a1", 1, quote.Length, quote)], At);
}
