using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using BotHost.Core.Content;
using BotHost.Core.Dialogs;

namespace BotHost.Core.Matching;

/// <summary>
/// Why an opening fits somebody. <see cref="Code"/> packs the reasons of one pair into a word, cheap enough to keep for millions; <see cref="Say(int, int, uint)"/>
/// turns it into sentences when somebody looks.
/// </summary>
/// <param name="placeName">The short name of a division code; null when unknown.</param>
public sealed class Reasons(Pairing pairing, ContentBundle content, Func<string, string?> placeName)
{
    private const int NoneAsked = 0, Known = 1, Near = 2, Starter = 3;
    private readonly PlaceWords places = new(placeName);

    /// <summary>Bits: 0–2 reach, 3 coordinates, 4–5 skill, 6–11 skill asked, 12–17 skill known, 18 wage told, 19 least wage told, 20 hours leave time for care, 21 near enough for care, 22 wish, 23 teaches, 24–29 skill taught, 30 opens jobs.</summary>
    public static uint Code(Pairing pairing, int r, int o)
    {
        var (residents, openings) = (pairing.Residents, pairing.Openings);
        var group = openings.Groups[openings.Group[o]];
        var fit = pairing.Look(r, o);
        var code = (uint)fit.Reach | Flag(fit.Kilometres >= 0, 3) | SkillBits(openings, residents.Skills(r), group.Asked);
        code |= Flag(openings.Wage[o] > 0, 18) | Flag(openings.Wage[o] > 0 && residents.WageMin[r] > 0 && openings.Wage[o] >= residents.WageMin[r], 19);
        // Only a day that leaves time, or a way that is short, is said to suit care; nights were ruled out before.
        if (residents.Care[r] && group.Hours is not null) code |= group.CareReach > (int)Reach.Township ? 1U << 20 : Flag(fit.Reach <= Reach.Township, 21);
        code |= Flag((residents.Wishes[r] & (group.Asked | group.Taught)) != 0, 22);
        if ((group.Taught & ~residents.Skills(r)) is not 0 and var learned)
        {
            code |= 1U << 23 | (uint)BitOperations.TrailingZeroCount(learned) << 24;
            code |= Flag(openings.Opens.Count(residents.County(r), learned & ~(learned - 1)) > 0, 30);
        }

        return code;
    }

    /// <summary>The reasons in words, the strongest first.</summary>
    public ImmutableArray<string> Say(int r, int o, uint code)
    {
        var said = ImmutableArray.CreateBuilder<string>();
        var opening = pairing.Openings.All[o];
        if (SkillWords(r, code) is { } skill) said.Add(skill);
        said.Add(PlaceWord(r, o, code, opening));
        if (Has(code, 19)) said.Add(Say(MatchWords.WageEnough, ("wage", Number(pairing.Openings.Wage[o])), ("least", Number(pairing.Residents.WageMin[r]))));
        else if (Has(code, 18)) said.Add(Say(MatchWords.Wage, ("wage", Number(pairing.Openings.Wage[o]))));
        if (Has(code, 20)) said.Add(Say(MatchWords.CareHours, ("hours", pairing.Openings.Bits.Taxonomy.HoursOf(opening.Hours)?.Name ?? "")));
        if (Has(code, 21)) said.Add(Say(MatchWords.CareNear));
        if (Has(code, 22)) said.Add(Wish(r, o));
        if (Has(code, 23)) said.Add(Taught(r, code));
        if ((code >> 4 & 3) == NoneAsked && opening.Kind == OpportunityKind.Job) said.Add(Say(MatchWords.SkillNone));
        return said.ToImmutable();
    }

    private static uint SkillBits(OpportunityTable openings, ulong known, ulong asked)
    {
        if (asked == 0) return NoneAsked << 4;
        if ((known & asked) != 0) return Known << 4 | (uint)BitOperations.TrailingZeroCount(known & asked) << 6;
        var (best, need, with) = (0, BitOperations.TrailingZeroCount(asked), 0);
        for (var left = asked; left != 0; left &= left - 1)
        {
            var bit = BitOperations.TrailingZeroCount(left);
            var (counts, have) = openings.Bits.Best(known, bit);
            if (counts > best) (best, need, with) = (counts, bit, have);
        }

        return best >= openings.Rules.Skill.Least ? Near << 4 | (uint)need << 6 | (uint)with << 12 : Starter << 4 | (uint)need << 6;
    }

    private string? SkillWords(int r, uint code)
    {
        var skill = ("skill", (object)SkillName((int)(code >> 6 & 63)));
        var halfYears = pairing.Residents.HalfYears[r];
        // Years are told for work in general: they are only said of a skill when it is the only one.
        var years = halfYears > 0 && BitOperations.PopCount(pairing.Residents.Skills(r)) == 1;
        return (code >> 4 & 3) switch
        {
            Known when years && halfYears < 2 => Say(MatchWords.SkillMonths, skill),
            Known when years => Say(MatchWords.SkillYears, skill, ("years", Number(halfYears / 2))),
            Known => Say(MatchWords.Skill, skill),
            Near => Say(MatchWords.SkillNear, ("have", SkillName((int)(code >> 12 & 63))), skill),
            Starter => Say(MatchWords.SkillStarter, skill),
            _ => null,
        };
    }

    private string PlaceWord(int r, int o, uint code, Opportunity opening)
    {
        if (Has(code, 3))
        {
            var kilometres = pairing.Kilometres(r, o);
            return kilometres <= 1 ? Say(MatchWords.PlaceBeside) : Say(MatchWords.PlaceKilometres, ("kilometres", Number(kilometres)));
        }

        var word = (Reach)(code & 7) switch { Reach.Village => MatchWords.PlaceVillage, Reach.Township => MatchWords.PlaceTownship, Reach.County => MatchWords.PlaceCounty, _ => MatchWords.PlaceFar };
        return Say(word, ("place", places.Of(opening.Place, (Reach)(code & 7))));
    }

    private string Wish(int r, int o)
    {
        var group = pairing.Openings.Groups[pairing.Openings.Group[o]];
        var wishes = pairing.Residents.Wishes[r];
        return (wishes & group.Taught) is not 0 and var learn
            ? Say(MatchWords.WishCourse, ("skill", SkillName(BitOperations.TrailingZeroCount(learn))))
            : Say(MatchWords.WishJob, ("skill", SkillName(BitOperations.TrailingZeroCount(wishes & group.Asked))));
    }

    private string Taught(int r, uint code)
    {
        var bit = (int)(code >> 24 & 63);
        var skill = ("skill", (object)SkillName(bit));
        return Has(code, 30) ? Say(MatchWords.Opens, skill, ("jobs", Number(pairing.Openings.Opens.Count(pairing.Residents.County(r), 1UL << bit)))) : Say(MatchWords.Teaches, skill);
    }

    private string SkillName(int bit) => pairing.Openings.Bits.Taxonomy.NameOf(pairing.Openings.Bits.SkillAt(bit));

    private string Say(Word word, params (string Name, object Value)[] fills) => content.Prompt(word.Id).Text.Render(fills.ToDictionary(f => f.Name, f => f.Value));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static bool Has(uint code, int bit) => (code >> bit & 1) != 0;

    private static uint Flag(bool set, int bit) => set ? 1U << bit : 0;
}
