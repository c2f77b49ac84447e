using BotHost.Core.Facts;

namespace BotHost.Understanding.Safety;

/// <summary>What cannot wait and is still no alarm: no roof over one's head in the cold, nothing left to eat, treatment about to stop.</summary>
internal static class UrgencyReader
{
    public static void Read(Scene scene)
    {
        foreach (var cue in scene.In("urgent").Where(c => Hardship.Telling.Ours(scene, c)))
            scene.Add("hardship.urgent", FactValue.Of(true), (cue.Start, cue.End));
    }
}
