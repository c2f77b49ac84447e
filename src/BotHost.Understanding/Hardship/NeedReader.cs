namespace BotHost.Understanding.Hardship;

/// <summary>What is needed: asked for outright (想贷款, 给点吃的), or plain from what is lacking (断粮, 没地方住, fees that cannot be paid).</summary>
internal static class NeedReader
{
    private const string Fact = "hardship.need";

    public static void Read(Scene scene)
    {
        if (PairedWords.UnpaidFees(scene) is { } fees) scene.AddTo(Fact, "schooling", fees.Start, fees.End);
        foreach (var cue in scene.In(Fact).Where(c => !scene.Cast.Outside(c.Start) && !Telling.Denied(scene, c) && !Dates.Bygone.Told(scene, c.Start))) scene.AddTo(Fact, cue.Entry, cue.Start, cue.End);
    }
}
