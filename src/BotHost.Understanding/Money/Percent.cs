using BotHost.Core.Facts;
using BotHost.Understanding.Numbers;

namespace BotHost.Understanding.Money;

/// <summary>花了五万,报了六成: what was paid back, told as a share of what treatment cost.</summary>
internal static class Percent
{
    public static void Read(Scene scene, List<Amount> amounts)
    {
        Rest(scene, amounts);
        if (scene.Has("expense.medical_reimbursed") || scene.Value("expense.medical_total") is not FactValue.Number { Value: > 0 } total || scene.Quantities.Exists(t => t.Measure == Measure.Times && t.Value > 1) || Share(scene) is not { } share) return;
        var value = Math.Round(total.Value * share.Part);
        scene.Add("expense.medical_reimbursed", new FactValue.Number(value, Math.Round(value * 0.95m), Math.Round(value * 1.05m)), (share.Start, share.End));
    }

    /// <summary>花了三万六,报了两万一,剩下都是自己出的: what was paid oneself is what is left.</summary>
    private static void Rest(Scene scene, List<Amount> amounts)
    {
        if (scene.Has("expense.medical_self_paid") || scene.In("rest_self_paid").FirstOrDefault() is not { } rest || scene.Value("expense.medical_total") is not FactValue.Number total || scene.Value("expense.medical_reimbursed") is not FactValue.Number back || back.Value > total.Value) return;
        var value = new FactValue.Number(total.Value - back.Value, total.Min is null && back.Min is null ? null : Math.Max(0, (total.Min ?? total.Value) - (back.Max ?? back.Value)), total.Max is null && back.Max is null ? null : (total.Max ?? total.Value) - (back.Min ?? back.Value));
        scene.Add("expense.medical_self_paid", value, [.. amounts.Where(a => a.Role?.Name is "medical" or "reimbursed").Select(a => (a.Quantity.Start, a.Quantity.End)), (rest.Start, rest.End)]);
    }

    private static (decimal Part, int Start, int End)? Share(Scene scene)
    {
        var text = scene.Text;
        if (text.IndexOf("报了一半", StringComparison.Ordinal) is >= 0 and var half) return (0.5m, half, half + 4);
        if (text.IndexOf("百分之", StringComparison.Ordinal) is >= 0 and var at && Paid(text, at) && NumeralReader.Read(text, at + 3) is { Low: > 0 and < 100, IsRange: false } numeral) return (numeral.Low / 100, at, numeral.End);
        if (scene.Quantities.Find(q => q is { Measure: Measure.Other, Min: null, Value: > 0 } && text[q.End - 1] is '成' or '%' && Paid(text, q.Start)) is not { } told) return null;
        var part = text[told.End - 1] == '成' ? told.Value / 10 : told.Value / 100;
        return part < 1 ? (part, told.Start, told.End) : null;
    }

    /// <summary>报了, 给报, 报销 right before; what may be paid back (能报) is not.</summary>
    private static bool Paid(string text, int at) => text.AsSpan(Math.Max(0, at - 5), Math.Min(5, at)) is var before && before.LastIndexOf('报') is >= 0 and var said && before[(said + 1)..].TrimStart("了销下来的就") is [] && !before.ContainsAny("能没不可");
}
