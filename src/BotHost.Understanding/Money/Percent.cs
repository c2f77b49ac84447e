using BotHost.Core.Facts;
using BotHost.Understanding.Numbers;

namespace BotHost.Understanding.Money;

/// <summary>花了五万,报了六成: what was paid back, told as a share of what treatment cost.</summary>
internal static class Percent
{
    public static void Read(Scene scene)
    {
        if (scene.Has("expense.medical_reimbursed") || scene.Value("expense.medical_total") is not FactValue.Number { Value: > 0 } total || scene.Quantities.Exists(t => t.Measure == Measure.Times && t.Value > 1) || Share(scene) is not { } share) return;
        var value = Math.Round(total.Value * share.Part);
        scene.Add("expense.medical_reimbursed", new FactValue.Number(value, Math.Round(value * 0.95m), Math.Round(value * 1.05m)), (share.Start, share.End));
    }

    private static (decimal Part, int Start, int End)? Share(Scene scene)
    {
        var text = scene.Text;
        if (text.IndexOf("百分之", StringComparison.Ordinal) is >= 0 and var at && Paid(text, at) && NumeralReader.Read(text, at + 3) is { Low: > 0 and < 100, IsRange: false } numeral) return (numeral.Low / 100, at, numeral.End);
        if (scene.Quantities.Find(q => q is { Measure: Measure.Other, Min: null, Value: > 0 } && text[q.End - 1] is '成' or '%' && Paid(text, q.Start)) is not { } told) return null;
        var part = text[told.End - 1] == '成' ? told.Value / 10 : told.Value / 100;
        return part < 1 ? (part, told.Start, told.End) : null;
    }

    /// <summary>报了, 给报, 报销 right before; what may be paid back (能报) is not.</summary>
    private static bool Paid(string text, int at) => text.AsSpan(Math.Max(0, at - 5), Math.Min(5, at)) is var before && before.LastIndexOf('报') is >= 0 and var said && before[(said + 1)..].TrimStart("了销下来的就") is [] && !before.ContainsAny("能没不可");
}
