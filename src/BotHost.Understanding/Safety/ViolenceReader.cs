using BotHost.Core.Facts;

namespace BotHost.Understanding.Safety;

/// <summary>Whether somebody is not safe at home: beaten or locked in by those one lives with (not in a quarrel over a field), or said not to be (没有家暴).</summary>
internal static class ViolenceReader
{
    private const string Fact = "safety.violence";

    public static void Read(Scene scene)
    {
        if (scene.In("violence.none").FirstOrDefault() is { } none)
        {
            scene.Add(Fact, FactValue.Of(false), (none.Start, none.End));
            return;
        }

        if (scene.Value(Hardship.KindReader.Fact) is not FactValue.Set kinds || !kinds.Values.Contains("violence") || scene.In("violence.public").Count > 0) return;
        if (scene.In(Hardship.KindReader.Fact).Find(c => c.Entry == "violence" && Hardship.Telling.Ours(scene, c)) is { } told) scene.Add(Fact, FactValue.Of(true), (told.Start, told.End));
    }
}
