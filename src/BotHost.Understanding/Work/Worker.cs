using BotHost.Understanding.People;

namespace BotHost.Understanding.Work;

/// <summary>The one for whom work or a course is sought: the subject, or whoever of the household is said to want it (大孙子想学电焊).</summary>
internal sealed class Worker
{
    /// <summary>So close before the wish stands whose it is.</summary>
    private const int Near = 1;

    private readonly Scene scene;
    private readonly Kin? other;

    public Worker(Scene scene)
    {
        this.scene = scene;
        var wish = scene.In("wish.job").Concat(scene.In("skill.learn")).Where(c => scene.Text[c.Start] is '想' or '要' or '愿' or '打' or '找' or '寻').OrderBy(c => c.Start).FirstOrDefault();
        var wisher = wish is null ? null : scene.Cast.OwnerAt(wish.Start);
        if (wisher is not { Kin: Kin.Son or Kin.Daughter or Kin.Child or Kin.Grandchild or Kin.Spouse }) return;
        // 媳妇要生了想回县里找个厂: where the speaker tells of themself, only whoever stands right before the wish has it.
        if (wish!.Start - wisher.End <= Near || !scene.Cast.Mentions.Any(m => m.Kin == Kin.Self)) other = wisher.Kin;
    }

    /// <summary>True when the words at this place are about the one who looks for work, or about the household as a whole.</summary>
    public bool Mine(int index) => scene.Cast.OwnerAt(index) is { } owner ? Passing(owner, index) || owner.Kin == Kin.Household || (other is { } kin ? owner.Kin == kin : scene.Cast.AboutSubject(index)) : scene.Cast.AboutSubject(index);

    /// <summary>媳妇没了,三个孩子,会砌墙: the dead and the children counted in a clause of their own do no work.</summary>
    private bool Passing(Mention owner, int index) => scene.Cast.Subject is null && other is null && !scene.Words.ClauseAt(index).Holds(owner.Start)
        && (Dates.Bygone.Dead(scene, owner) || (owner.Kin == Kin.Child && scene.Words.ClauseAt(owner.Start).End == owner.End && scene.Quantities.Exists(q => q.End == owner.Start)));
}
