using BotHost.Core.Facts;

namespace BotHost.Understanding.Hardship;

/// <summary>Disability grade, kind and certificate — of the subject only; those of others count in the household, not here.</summary>
internal static class DisabilityReader
{
    public static void Read(Scene scene)
    {
        foreach (var cue in scene.In("disability.grade").Where(c => scene.Cast.AboutSubject(c.Start)))
            scene.Add("subject.disability_grade", FactValue.Of(int.Parse(cue.Entry, System.Globalization.CultureInfo.InvariantCulture)), (cue.Start, cue.End));
        var proven = scene.In("disability.proof").Count > 0;
        foreach (var cue in scene.In("subject.disability_type").Where(c => proven && scene.Cast.AboutSubject(c.Start)))
            scene.Add("subject.disability_type", new FactValue.Choice(cue.Entry), (cue.Start, cue.End));
        foreach (var cue in scene.In("certificate").Where(c => scene.Cast.AboutSubject(c.Start)))
            scene.Add("subject.disability_certificate", FactValue.Of(cue.Entry == "yes"), (cue.Start, cue.End));
        foreach (var cue in scene.In("yes_no").Where(c => !scene.Cast.Outside(c.Start)))
        {
            // Facts that a set phrase settles: entry is fact.id=yes or fact.id=no.
            var parts = cue.Entry.Split('=');
            scene.Add(parts[0], FactValue.Of(parts[1] == "yes"), (cue.Start, cue.End));
        }
    }
}
