using BotHost.Understanding.Numbers;

namespace BotHost.Understanding.People;

/// <summary>The household in numbers: how many live together, and how many of them are minors, pupils, workers, disabled.</summary>
internal static class HouseholdReader
{
    public static void Read(Scene scene, IReadOnlyList<(Mention? Of, Quantity Age)> ages)
    {
        SizeReader.Read(scene);
        MinorsReader.Read(scene, ages);
        ChildrenReader.Read(scene, ages);
        PupilsReader.Read(scene);
        WorkersReader.Read(scene);
        DisabledReader.Read(scene);
    }
}
