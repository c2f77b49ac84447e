using System.Collections.Immutable;
using BotHost.Core.Facts;
using BotHost.Understanding.Words;

namespace BotHost.Understanding.People;

/// <summary>Which parents and children a message tells of that are not the speaker's household: the subject's own, or those of a grandchild or nephew.</summary>
internal static class Relatives
{
    /// <summary>The question that is answered with the people there are (就他爹一个).</summary>
    public const string Question = "subject.no_supporters";

    /// <summary>So far behind a person, in the same sentence, words still tell of them.</summary>
    public const int Reach = 16;

    /// <summary>侄儿爹娘都不在了, 孙儿八岁,他爹前年没了: the child whose parents are told to be dead.</summary>
    public static Mention? Orphan(Scene scene) => !scene.Any("obligor", "dead") ? null : Told(scene).FirstOrDefault(r => r.Ward is not null && scene.In("obligor").Exists(c => c.Entry == "dead" && !MembersReader.Doubtful(scene, c) && c.Start - r.Of.End is >= 0 and <= Reach && scene.Words.OneSentence(r.Of.End, c.Start)))?.Ward;

    public static IEnumerable<Relative> Told(Scene scene)
    {
        var mentions = scene.Cast.Mentions;
        Mention? ward = null;
        var parents = false;
        if (Speaker(scene) is { } speaker) yield return speaker;
        var answers = scene.Expecting(Question);
        // Whoever asks for the help for people without anybody asks for themself: whose parents are meant is open then.
        var wards = scene.Cast.Subject is null && !answers && !scene.Any(Lexicon.Program, "tekun");
        for (var i = 0; i < mentions.Count; i++)
        {
            var mention = mentions[i];
            var said = scene.Text.AsSpan(mention.Start, mention.End - mention.Start);
            var relations = Relations(scene, mention);
            var theirs = Theirs(scene, mentions, i);
            if (relations.Length == 0 && ward is { Kin: Kin.Grandchild } && ByGrandchild(scene, ward, mention) is { } inLaw)
            {
                yield return new() { Of = mention, Relations = [inLaw], Known = true, Ward = ward };
                continue;
            }

            if (relations.Length == 0)
            {
                if (wards && IsWard(mention, said)) ward = mention;
                // 俺孙儿跟俺娃: another child, and 他 may be of that one.
                else if (mention.Kin is Kin.Child or Kin.Elder or Kin.Outside or Kin.Sibling) ward = null;
                continue;
            }

            if (Absent(scene, mention)) continue;
            if (answers) yield return new() { Of = mention, Relations = relations, Known = true, Counted = true };
            else if (scene.Cast.Subject is { } subject)
            {
                // 他爹跟大儿过: a brother, where a parent was told of before.
                parents |= relations is not ["son"] and not ["daughter"];
                if (parents && !theirs && relations is ["son"] or ["daughter"]) continue;
                // 俺替俺兄弟问,俺爹七十: the speaker's parents are a brother's too.
                var shared = subject.Kin == Kin.Sibling && mention.Kin is Kin.Father or Kin.Mother or Kin.Parents;
                if (mention.Start == subject.Start || (said[0] is '我' or '俺' or '咱' && !shared) || (!theirs && Alike(mention.Kin, subject.Kin))) continue;
                if (theirs || shared || Attached(scene, subject, mention) || !mentions.Any(m => m is { Kin: Kin.Self, Oblique: false } && m.End <= mention.Start && scene.Words.ClauseAt(mention.Start).Holds(m.Start)))
                    yield return new() { Of = mention, Relations = relations, Known = true, Counted = true };
            }
            else if (ward is { Kin: Kin.Grandchild } && !theirs && ByGrandchild(scene, ward, mention) is { } parent) yield return new() { Of = mention, Relations = [parent], Known = true, Ward = ward };
            else if (ward is not null && (theirs || Attached(scene, ward, mention))) yield return new() { Of = mention, Relations = relations, Known = true, Ward = ward };
            else if (!theirs && mention.Kin is Kin.Father or Kin.Mother or Kin.Parents or Kin.Son or Kin.Daughter && !said.ContainsAny("公婆岳丈")) yield return new() { Of = mention, Relations = relations };
            if (!theirs && mention.Kin is Kin.Son or Kin.Daughter && ward is not { Kin: Kin.Grandchild }) ward = null;
        }
    }

    /// <summary>俺娘九十二,就俺这一个闺女,俺七十了: the speaker, where they are the only child of whom is asked about.</summary>
    private static Relative? Speaker(Scene scene) => scene.Cast.Subject is { Kin: Kin.Father or Kin.Mother or Kin.Parents } && scene.In("obligor.speaker").FirstOrDefault() is { } told
        && scene.Cast.Mentions.FirstOrDefault(m => m.Kin == Kin.Self && !m.Oblique && m.Start >= told.Start) is { } self ? new() { Of = self, Relations = [told.Entry], Known = true, Counted = true } : null;

    /// <summary>True where words are of the speaker's own household, who is the only child of whom is reported about.</summary>
    public static bool OfSpeaker(Scene scene, int index) => scene.Cast.Subject is not null && scene.In("obligor.speaker").Count > 0 && scene.Cast.OwnerAt(index) is { Kin: Kin.Self };

    /// <summary>孙儿, 侄儿, 外甥女: children who may live without their parents.</summary>
    private static bool IsWard(Mention mention, ReadOnlySpan<char> said) => mention.Kin == Kin.Grandchild || (mention.Kin == Kin.Elder && said.TrimStart("我俺咱家的大小二三亲") is ['侄' or '外', ..] && !said.ContainsAny('媳', '婿', '孙'));

    /// <summary>俺孙女六岁,俺儿没了,儿媳妇改嫁了: the grandchild's parents, named as the speaker's own; null for others. 大儿 and 二儿 may be uncles.</summary>
    private static string? ByGrandchild(Scene scene, Mention ward, Mention mention)
    {
        var child = scene.Text.AsSpan(ward.Start, ward.End - ward.Start);
        var said = scene.Text.AsSpan(mention.Start, mention.End - mention.Start);
        if (said.ContainsAny("大二三小老")) return null;
        var mothers = child.Contains('外');
        if (said.Contains("儿媳", StringComparison.Ordinal)) return mothers ? null : "mother";
        if (said.Contains("女婿", StringComparison.Ordinal)) return mothers ? "father" : null;
        return mention.Kin switch { Kin.Son when !mothers => "father", Kin.Daughter when mothers => "mother", _ => null };
    }

    /// <summary>他爹, 她就一个儿: of whoever was spoken of, not of the speaker.</summary>
    private static bool Theirs(Scene scene, IReadOnlyList<Mention> mentions, int index)
    {
        var mention = mentions[index];
        if (scene.Text[mention.Start] is '他' or '她') return true;
        return index > 0 && mentions[index - 1] is { Kin: Kin.Pronoun } before && scene.Text[before.End..mention.Start] is "" or "的" or "家" or "有" or "有个" or "有一个" or "就" or "就有" or "就一个" or "就有一个" or "只有一个" or "俩" or "仨";
    }

    /// <summary>侄儿爹娘, 孙女的妈.</summary>
    private static bool Attached(Scene scene, Mention whose, Mention mention) => whose.End == mention.Start || (whose.End + 1 == mention.Start && scene.Text[whose.End] is '的' or '他' or '她');

    private static bool Alike(Kin a, Kin b) => a == b || (a is Kin.Father or Kin.Mother or Kin.Parents && b is Kin.Father or Kin.Mother or Kin.Parents or Kin.Grandparent);

    /// <summary>By the word itself: 邻居老太太她就一个儿 stands outside as a whole, the son is a son all the same.</summary>
    private static string[] Relations(Scene scene, Mention mention)
    {
        var said = scene.Text.AsSpan(mention.Start, mention.End - mention.Start);
        if (said.Contains("儿媳", StringComparison.Ordinal) || said.ContainsAny('老', '前', '干')) return [];
        return scene.In("person").Find(c => c.Start == mention.Start && c.End == mention.End && c.Entry is "father" or "mother" or "parents" or "son" or "daughter")?.Entry switch
        {
            "father" when !said.ContainsAny("公岳丈") => ["father"],
            "mother" when !said.ContainsAny("婆岳丈") => ["mother"],
            "parents" when !said.ContainsAny("公婆岳") => ["father", "mother"],
            "son" => ["son"],
            "daughter" => ["daughter"],
            _ => [],
        };
    }

    /// <summary>没儿: nobody is there to be told of.</summary>
    private static bool Absent(Scene scene, Mention mention) => mention.Start > 0 && scene.Text[mention.Start - 1] is '没' or '无' || scene.In("negation").Exists(c => c.End <= mention.Start && mention.Start - c.End <= 1 && scene.Words.ClauseAt(mention.Start).Holds(c.Start));

    /// <summary>Whose the words at a place are, passing over who is not there and over a dead wife or husband of theirs told of in passing.</summary>
    public static Relative? Whose(Scene scene, List<Relative> told, int index)
    {
        for (var i = scene.Cast.Mentions.Count - 1; i >= 0; i--)
        {
            var mention = scene.Cast.Mentions[i];
            if (mention.Start >= index) continue;
            if (!scene.Words.OneSentence(mention.Start, index)) return null;
            // 跟大儿过, 撇下孩儿跑了: who is only beside the deed.
            if (mention.Oblique || mention.Kin == Kin.Pronoun || Absent(scene, mention) || scene.In("left").Exists(c => c.End == mention.Start)) continue;
            if (told.Find(r => r.Of == mention || (mention.Kin == Kin.Self && r.Of.Kin == Kin.Self)) is { } relative) return relative;
            var clause = scene.Words.ClauseAt(mention.Start);
            if (mention.Kin == Kin.Spouse && !clause.Holds(index) && scene.InClause(clause, "dead").Exists(c => c.Start >= mention.End)) continue;
            return null;
        }

        return null;
    }
}

/// <summary>Somebody who owes support, and what was said of them.</summary>
internal sealed class Relative
{
    public required Mention Of { get; init; }

    public required string[] Relations { get; init; }

    /// <summary>True where more is read than that they are dead, gone or unable.</summary>
    public bool Known { get; init; }

    /// <summary>True for the relatives of a subject, who decide whether anybody supports them.</summary>
    public bool Counted { get; init; }

    /// <summary>The grandchild or nephew whose parent this is.</summary>
    public Mention? Ward { get; init; }

    public bool Gone { get; set; }

    public bool Dead { get; set; }

    public ImmutableSortedDictionary<string, FactValue> Fields { get; set; } = ImmutableSortedDictionary<string, FactValue>.Empty;

    public List<(int Start, int End)> Spans { get; } = [];

    public void Tell(string field, FactValue value, int start, int end)
    {
        if (Fields.ContainsKey(field)) return;
        Fields = Fields.Add(field, value);
        Spans.Add((start, end));
    }
}
