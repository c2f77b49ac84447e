using BotHost.Core.Facts;
using BotHost.Understanding.Numbers;

namespace BotHost.Understanding.People;

/// <summary>The sex of the subject: said outright (女的, 性别男), or plain from who they are to others: 替俺二叔问 is for a man, 俺男人走了 is told by a woman.</summary>
internal static class SexReader
{
    private const string Fact = "subject.sex";

    /// <summary>Nobody needs to hear more often than this of whom the speaker is married to.</summary>
    private const int Enough = 6;

    public static void Read(Scene scene)
    {
        var cast = scene.Cast;
        foreach (var cue in scene.In(Fact))
        {
            // 替一个孤老婆婆问: the word for the subject may tell the sex. 俺男人 of the speaker tells nothing of the man himself.
            var named = cast.Subject is { } told && cue.Start >= told.Start && cue.End <= told.End;
            if (named && Kinship.Of(scene, cast.Subject!) is { } other && other != cue.Entry) continue;
            if ((cast.AboutSubject(cue.Start) || named) && Standalone(scene, cue.Start, cue.End)) scene.Add(Fact, new FactValue.Choice(cue.Entry), (cue.Start, cue.End));
        }

        // 我是62岁老太太.
        if (!scene.Has(Fact) && cast.Subject is null && cast.Mentions.FirstOrDefault(m => m.Kin == Kin.Self && m.End - m.Start > 1 && scene.Text[m.Start] == '老' && Kinship.Of(scene.Text.AsSpan(m.Start, m.End - m.Start)) is not null) is { } old) scene.Add(Fact, new FactValue.Choice(Kinship.Of(scene.Text.AsSpan(old.Start, old.End - old.Start))!), (old.Start, old.End));
        if (scene.Has(Fact)) return;
        if (cast.Subject is { } subject)
        {
            // 帮隔壁张大娘问: who is named right behind the neighbour.
            if ((Kinship.Of(scene, subject) ?? (cast.Mentions.FirstOrDefault(m => m.Start == subject.End && m.Kin == Kin.Outside) is { } named ? Kinship.Of(scene, named) : null)) is { } sex) scene.Add(Fact, new FactValue.Choice(sex), (subject.Start, subject.End));
            else if (Pronoun(scene, subject) is { } called) scene.Add(Fact, new FactValue.Choice(scene.Text[called.Start] == '她' ? "female" : "male"), (called.Start, called.End));
        }
        else if (!scene.Has("on_behalf") && Speaker(scene) is { } told) scene.Add(Fact, new FactValue.Choice(told.Sex), (told.Start, told.End));
    }

    /// <summary>帮邻居问,她今年八十六: 她 is written only of a woman; 他 is written of anybody.</summary>
    private static Mention? Pronoun(Scene scene, Mention subject) => subject.Kin == Kin.Pronoun ? scene.Text[subject.Start] == '她' ? subject : null
        : scene.Cast.Mentions.FirstOrDefault(m => m.Kin == Kin.Pronoun && m.Start >= subject.End && scene.Text[m.Start] == '她' && m.End - m.Start == 1 && !scene.Cast.Mentions.Any(o => o != subject && o.Start < m.Start && o.Kin is not (Kin.Self or Kin.Household or Kin.Pronoun)));

    /// <summary>俺男人走了, 俺婆婆瘫床上: by a woman; 俺媳妇跑了, 俺丈母娘: by a man. 媳妇 beside a son may be his wife, 孩他爹 beside a grandchild its father.</summary>
    private static (string Sex, int Start, int End)? Speaker(Scene scene)
    {
        (string Sex, int Start, int End)? said = null;
        var seen = 0;
        foreach (var mention in scene.Cast.Mentions)
        {
            if (mention.Kin is not (Kin.Spouse or Kin.Father or Kin.Mother or Kin.Parents)) continue;
            var word = scene.Text.AsSpan(mention.Start, mention.End - mention.Start);
            var own = word[0] is '我' or '俺' or '咱';
            // 孙媳妇, 是俺家掌柜; 老汉七十六 may be the speaker.
            if (mention.Start > 0 && scene.Text[mention.Start - 1] is '孙' or '儿' or '侄' or '弟' or '甥' or '是') continue;
            if (!own && (word.StartsWith("老汉") || word.StartsWith("老头") || word.StartsWith("老婆子") || word.StartsWith("老婆儿"))) continue;
            var sex = mention.Kin == Kin.Spouse ? Opposite(Kinship.Of(scene, mention)) : Kinship.ByInLaw(word);
            if (sex is null) continue;
            if (++seen > Enough) break;
            if (scene.Cast.Mentions.Any(m => m.End == mention.Start || (m.End == mention.Start - 1 && scene.Text[m.End] is '的' or '她' or '他' or '家'))) continue;
            if (!own && scene.Cast.Mentions.Any(m => m.Kin is Kin.Son or Kin.Daughter or Kin.Grandchild or Kin.Sibling or Kin.Elder or Kin.Outside or Kin.Pronoun && m.Start < mention.Start)) continue;
            // 爹老实,娘有病: what is asked of others, or supposed, is no marriage of the speaker's.
            if (scene.InClause(scene.Words.ClauseAt(mention.Start), "question.general").Count > 0) continue;
            if (said is { } before && before.Sex != sex) return null;
            said ??= (sex, mention.Start, mention.End);
        }

        return said;
    }

    private static string? Opposite(string? sex) => sex switch { "male" => "female", "female" => "male", _ => null };

    /// <summary>女 alone is a sex only where it stands by itself: 女,  45岁女的, 性别女; never inside 女儿 or 妇女.</summary>
    private static bool Standalone(Scene scene, int start, int end)
    {
        // 你是男的女的, 窗口那女嘞: asked, or of somebody there.
        // 没人要我这个女的.
        if (end - start > 1 && (scene.Words.At(start - 3, "我这个") || scene.Words.At(start - 3, "俺这个") || scene.Words.At(start - 2, "我个") || scene.Words.At(start - 2, "俺个"))) return true;
        if (start > 0 && scene.Text[start - 1] is '那' or '这' or '你' or '恁' || (start > 1 && scene.Text[start - 1] == '是' && scene.Text[start - 2] is '你' or '恁' or '他' or '她') || (start > 1 && scene.Words.At(start - 2, "男的")) || scene.Words.At(end, "女的") || scene.Words.At(end, "还是女")) return false;
        // 有没有女同志能听我说说.
        if (start > 0 && scene.Text[start - 1] is '有' or '找' or '来' or '派' or '换' or '叫') return false;
        // 找个女的跟我说: who is wanted, not who speaks.
        if (start > 1 && scene.Text[start - 1] is '个' or '位' && scene.Text[start - 2] is not ('一' or '是')) return false;
        if (end - start > 1) return !scene.Words.At(end, "里") && !scene.Words.At(end, "都");
        var clause = scene.Words.ClauseAt(start);
        var age = scene.Quantities.Exists(q => q.Start == end && q.Measure == Measure.YearsOld);
        // 叫李大山男五十八, 女今年六十二: between a name and an age.
        var told = age || scene.Words.At(end, "今年") || scene.Quantities.Exists(q => q.Start == end && q is { Measure: Measure.None, Value: >= 16 and <= 105 });
        var named = scene.Cast.Mentions.Any(m => m.Kin == Kin.Self && m.End == start) || scene.InClause(clause, "name_is").Exists(c => start - c.End is >= 2 and <= 4);
        return (end == clause.End || scene.Text[end] is '的' or '性' || told || scene.Words.At(end, "户主")) && (age || named || start == clause.Start || scene.Quantities.Exists(q => q.End == start) || scene.Text[start - 1] is '岁' or '是' or '别');
    }
}
