using BotHost.Core.Dialogs;

namespace BotHost.Core.Matching;

/// <summary>The sentences that explain a match, in <c>prompts/zh-CN/matching.yaml</c>, with what code fills in.</summary>
public static class MatchWords
{
    private static readonly List<Word> Defined = [];

    public static readonly Word Skill = Define("match.skill", "skill"), SkillYears = Define("match.skill-years", "skill", "years"), SkillMonths = Define("match.skill-months", "skill");
    public static readonly Word SkillNear = Define("match.skill-near", "have", "skill"), SkillStarter = Define("match.skill-starter", "skill"), SkillNone = Define("match.skill-none");
    public static readonly Word PlaceVillage = Define("match.place-village", "place"), PlaceTownship = Define("match.place-township", "place"), PlaceCounty = Define("match.place-county", "place"), PlaceFar = Define("match.place-far", "place");
    public static readonly Word PlaceKilometres = Define("match.place-kilometres", "kilometres"), PlaceBeside = Define("match.place-beside");
    public static readonly Word Wage = Define("match.wage", "wage"), WageEnough = Define("match.wage-enough", "wage", "least");
    public static readonly Word CareHours = Define("match.care-hours", "hours"), CareNear = Define("match.care-near");
    public static readonly Word WishJob = Define("match.wish-job", "skill"), WishCourse = Define("match.wish-course", "skill"), Teaches = Define("match.teaches", "skill"), Opens = Define("match.opens", "skill", "jobs");
    public static readonly Word MissCard = Define("near-miss.card", "title", "card"), MissCardCourse = Define("near-miss.card-course", "title", "card", "course");
    public static readonly Word MissSkill = Define("near-miss.skill", "title", "skill"), MissSkillCourse = Define("near-miss.skill-course", "title", "skill", "course");
    public static readonly Word MissCourse = Define("near-miss.course", "place", "month"), MissCourseSoon = Define("near-miss.course-soon", "place");
    public static readonly Word MissWage = Define("near-miss.wage", "title", "wage", "short"), MissDistance = Define("near-miss.distance", "title", "place"), MissAge = Define("near-miss.age-unknown", "title");

    public static IReadOnlyList<Word> All => Defined;

    private static Word Define(string id, params string[] fills)
    {
        var word = new Word(id, [.. fills]);
        Defined.Add(word);
        return word;
    }
}
