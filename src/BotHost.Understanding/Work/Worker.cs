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
    public bool Mine(int index) => scene.Cast.OwnerAt(index) is { } owner ? Passing(owner, index) || Resumed(owner, index) || owner.Kin == Kin.Household || (other is { } kin ? owner.Kin == kin : scene.Cast.AboutSubject(index)) : scene.Cast.AboutSubject(index);

    /// <summary>老的小的都撂给俺,想学做面点; 人家工地不要了,想在县里当保安: a wish in a clause of its own, behind those who look for no work here, is the speaker's.</summary>
    private bool Resumed(Mention owner, int index)
    {
        if (scene.Cast.Subject is not null || other is not null || scene.Has("on_behalf") || owner.Kin is not (Kin.Parents or Kin.Father or Kin.Mother or Kin.Grandparent or Kin.Outside or Kin.Elder or Kin.Child or Kin.Grandchild)) return false;
        // 邻居家老婆子五十六,想找个活; 我儿子二十三,人家厂里不要,想学电焊: whom the message begins with has the wish.
        if (scene.Cast.Mentions[0] is { Start: 0, Kin: Kin.Outside or Kin.Elder or Kin.Son or Kin.Daughter or Kin.Grandchild or Kin.Sibling } || (scene.Cast.Mentions[0] is { Start: 0, Kin: Kin.Spouse } && !scene.Cast.Mentions.Any(m => m.Kin == Kin.Self && m.End <= index))) return false;
        var clause = scene.Words.ClauseAt(index);
        if (clause.Holds(owner.Start) || (owner.Kin is Kin.Child or Kin.Grandchild && scene.Ages.Exists(a => a.Value >= 16 && a.Start >= owner.End && a.Start - owner.End <= 3))) return false;
        return scene.In("wish.job").Concat(scene.In("skill.learn")).Any(c => clause.Holds(c.Start) && c.Start - clause.Start <= 1);
    }

    /// <summary>媳妇没了,三个孩子,会砌墙: the dead and the children counted in a clause of their own do no work.</summary>
    private bool Passing(Mention owner, int index) => scene.Cast.Subject is null && other is null && !scene.Words.ClauseAt(index).Holds(owner.Start)
        && (Dates.Bygone.Dead(scene, owner) || (owner.Kin == Kin.Child && scene.Words.ClauseAt(owner.Start).End == owner.End && scene.Quantities.Exists(q => q.End == owner.Start)));
}
