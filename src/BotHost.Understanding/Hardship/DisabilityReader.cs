using System.Globalization;
using BotHost.Core.Facts;
using BotHost.Understanding.People;
using BotHost.Understanding.Words;

namespace BotHost.Understanding.Hardship;

/// <summary>Disability grade, kind and certificate — of the subject only; those of others count in the household, not here.</summary>
internal static class DisabilityReader
{
    /// <summary>俺聋,一级: so far behind the words of a disability a bare grade is its grade.</summary>
    private const int Near = 8;

    public static void Read(Scene scene)
    {
        foreach (var grade in Grades(scene).Where(c => scene.Cast.AboutSubject(c.Start) && !Named(scene, c)))
            scene.Add("subject.disability_grade", FactValue.Of(int.Parse(grade.Entry, CultureInfo.InvariantCulture)), (grade.Start, grade.End));
        Type(scene);
        Certificate(scene);
    }

    /// <summary>二级的那个是俺弟: whose the grade is stands behind it.</summary>
    private static bool Named(Scene scene, Cue grade) => scene.Cast.Mentions.Any(m => m.Start > grade.End && m.Start - grade.End <= 6 && m.Kin is not (Kin.Self or Kin.Household) && m.Kin != scene.Cast.Subject?.Kin && scene.Words.ClauseAt(grade.Start).Holds(m.Start) && scene.Text[m.Start - 1] == '是');

    /// <summary>Words that prove a disability: a certificate, or a grade beside the words of one.</summary>
    public static IEnumerable<Cue> Proofs(Scene scene) => scene.In("disability.proof").Concat(BareGrades(scene)).Concat(scene.In("certificate.bare").Where(c => c.Entry == "yes" && scene.In("grade.of").Exists(t => c.Start - t.End is >= 0 and <= Near && scene.Words.OneSentence(t.Start, c.Start))));

    private static IEnumerable<Cue> Grades(Scene scene) => scene.In("disability.grade").Concat(BareGrades(scene));

    private static IEnumerable<Cue> BareGrades(Scene scene) => scene.In("grade.bare").Where(g =>
        scene.In("subject.disability_type").Concat(scene.In("grade.of")).Any(t => (g.Start - t.End is >= 0 and <= Near || t.Start - g.End is >= 0 and <= 3)
            && scene.Words.OneSentence(t.Start, g.Start)));

    /// <summary>The one kind told of; where two are, a certificate names them together and people sort them out.</summary>
    private static void Type(Scene scene)
    {
        if (!Proofs(scene).Any()) return;
        List<Cue> types = [.. scene.In("subject.disability_type").Where(c => scene.Cast.AboutSubject(c.Start) && !Telling.Denied(scene, c) && !scene.In("couple").Exists(p => c.Start - p.End is >= 0 and <= 3))];
        // 肢体二级: what the certificate says goes before what is told besides.
        if (types.FirstOrDefault(c => scene.In("disability.proof").Exists(p => p.Start <= c.Start && p.End >= c.End)) is { } written) types = [written];
        if (types.Count == 0) return;
        if (types.TrueForAll(c => c.Entry == types[0].Entry)) scene.Add("subject.disability_type", new FactValue.Choice(types[0].Entry), (types[0].Start, types[0].End));
        else scene.Wonder("subject.disability_type", "two-readings", types[0].Start, types[^1].End, [.. types.Select(c => c.Entry).Distinct().Select(e => (FactValue)new FactValue.Choice(e))]);
    }

    private static void Certificate(Scene scene)
    {
        var asked = scene.Expecting("subject.disability_certificate");
        foreach (var cue in scene.In("certificate").Where(c => scene.Cast.AboutSubject(c.Start)))
            scene.Add("subject.disability_certificate", FactValue.Of(cue.Entry == "yes"), (cue.Start, cue.End));
        // 有证, 没证 without saying which: only beside a disability, or when it was asked for.
        foreach (var cue in scene.In("certificate.bare").Where(c => scene.Cast.AboutSubject(c.Start) && (asked || scene.In("subject.disability_type").Count > 0 || Proofs(scene).Any())))
            scene.Add("subject.disability_certificate", FactValue.Of(cue.Entry == "yes"), (cue.Start, cue.End));
    }
}
