using BotHost.Core.Facts;
using BotHost.Understanding.Hardship;
using BotHost.Understanding.Words;

namespace BotHost.Understanding.People;

/// <summary>
/// Who holds office: the speaker (俺是村里的会计, 我在乡政府上班) or kin of theirs (村长是我堂叔, 俺男人当着支书). The office and its holder stand
/// on the two sides of 是, 当, 在 within one clause.
/// </summary>
internal static class CadreReader
{
    /// <summary>Deeds between somebody and an office that make them no holder of it (找支书), and the links that do.</summary>
    private static readonly System.Buffers.SearchValues<char> Deeds = System.Buffers.SearchValues.Create("找问跟和让叫求给替被对去"), Links = System.Buffers.SearchValues.Create("是当干任兼在搁管");

    private const string Reporter = "reporter.is_cadre", Relative = "subject.cadre_relative";

    public static void Read(Scene scene)
    {
        foreach (var office in scene.In("office"))
        {
            var clause = scene.Words.ClauseAt(office.Start);
            if (scene.InClause(clause, "question").Count > 0 || scene.InClause(clause, "hypothetical").Exists(c => c.Start < office.Start) || scene.InClause(clause, "negation").Exists(c => c.Start < office.Start) || scene.InClause(clause, "office.not").Count > 0) continue;
            if (Related(scene, office, clause)) scene.Add(Relative, FactValue.Of(true), (office.Start, clause.End));
            else if (Holder(scene, office, clause) is { } holder)
            {
                if (holder.Kin == Kin.Self) scene.Add(Reporter, FactValue.Of(true), (holder.Start, office.End));
                else scene.Add(Relative, FactValue.Of(true), (holder.Start, office.End));
            }
            else if (Presented(scene, office, clause)) scene.Add(Reporter, FactValue.Of(true), (office.Start, office.End));
        }
    }

    /// <summary>书记是俺亲二哥: the office first. 他是会计的丈母娘: kin of whoever holds it.</summary>
    private static bool Related(Scene scene, Cue office, Clause clause)
    {
        if (office.Entry != "post") return false;
        var rest = scene.Text.AsSpan(office.End, clause.End - office.End);
        if (rest is ['是', '我' or '俺' or '咱' or '他' or '她', .. { Length: >= 1 and <= 4 } kin]) return Kinship.Of(kin) is not null;
        return rest is ['的', .. { Length: >= 1 and <= 4 } of] && scene.Text.AsSpan(clause.Start, office.Start - clause.Start).Contains('是') && (Kinship.Of(of) is not null || of is "亲戚" or "亲属" or "近亲属" or "近亲");
    }

    /// <summary>俺是村里的会计, 俺侄儿在镇民政所上班: the last person before the office, with 是, 当 or 在 between and nothing of theirs behind it (支书家的邻居).</summary>
    private static Mention? Holder(Scene scene, Cue office, Clause clause)
    {
        if (office.Entry == "place" ? !Works(scene, office, clause) : office.End < clause.End && scene.Text[office.End] is '家' or '他' or '她' or '说' or '让' or '叫' or '给' or '来' or '不' or '找' or '批' || Of(scene, office, clause)) return null;
        var holder = scene.Cast.Mentions.LastOrDefault(m => m.End <= office.Start && clause.Holds(m.Start) && m.Kin != Kin.Household && !scene.Words.At(m.End, "村") && !scene.Words.At(m.End, "这边") && !scene.Words.At(m.End, "队"));
        if (holder is null || office.Start - holder.End > 8 || holder.Oblique) return null;
        var between = scene.Text.AsSpan(holder.End, office.Start - holder.End);
        if (between.ContainsAny(Deeds)) return null;
        var links = between.ContainsAny(Links) || (office.Entry == "place" && between.IsEmpty);
        // 我驻村第一书记: somebody sent to a village says so without 是.
        if (!links && !(holder.Kin == Kin.Self && between is "" or "驻村" && scene.Text[office.Start] is '驻' or '包' or '第')) return null;
        return holder.Kin == Kin.Self || Kindred(holder) ? holder : null;
    }

    /// <summary>在乡政府上班, 是民政局的: one works there; 在乡政府门口 tells of a place.</summary>
    private static bool Works(Scene scene, Cue office, Clause clause)
    {
        var rest = scene.Text.AsSpan(office.End, clause.End - office.End);
        return rest.StartsWith("上班") || rest.StartsWith("工作") || rest.StartsWith("当") || rest.StartsWith("干") || rest.StartsWith("值班") || rest.StartsWith("里上班") || rest is "的" or "的人" || (rest.IsEmpty && scene.Text[office.Start - 1 < 0 ? 0 : office.Start - 1] == '是');
    }

    /// <summary>是支书的邻居, 是会计的丈母娘: whoever is named behind is no office holder.</summary>
    private static bool Of(Scene scene, Cue office, Clause clause) => office.End + 1 < clause.End && scene.Text[office.End] is '的';

    /// <summary>村妇女主任,替本村一位大姐问; 驻村干部报,…: a clause of nothing but the office and that it reports, in a message that speaks for somebody.</summary>
    private static bool Presented(Scene scene, Cue office, Clause clause) => office.Entry == "post" && Ends(scene.Text.AsSpan(office.End, clause.End - office.End)) && clause.Start == scene.Words.Clauses[0].Start && (scene.Has("on_behalf") || scene.In("behalf").Count > 0)
        && scene.Text.AsSpan(clause.Start, office.Start - clause.Start).Trim("我俺是这里本村里大队组庄乡镇的") is "";

    private static bool Ends(ReadOnlySpan<char> rest) => rest.TrimStart("的这里边来") is "" or ['报' or '代' or '替' or '帮' or '反' or '上' or '登', ..];

    private static bool Kindred(Mention m) => m.Kin is not (Kin.Self or Kin.Household or Kin.Outside or Kin.Pronoun);
}
