namespace BotHost.Core.Matching;

/// <summary>One resident, ready for the columns of a <see cref="ResidentTable"/>.</summary>
public struct ResidentRow
{
    /// <summary>The division code as a number of twelve digits, filled up with zeros, and how many of them are told.</summary>
    public long Place { get; set; }
    public byte Digits { get; set; }

    /// <summary>Full years; 0 when not told.</summary>
    public byte Age { get; set; }

    /// <summary>1 female, 2 male, 0 not told.</summary>
    public byte Sex { get; set; }
    public ulong Skills { get; set; }
    public ulong Wishes { get; set; }

    /// <summary>Experience in half years.</summary>
    public byte HalfYears { get; set; }
    public int WageMin { get; set; }
    public Reach Scope { get; set; }

    /// <summary>Demands ruled out by health.</summary>
    public uint Blocked { get; set; }
    public bool Care { get; set; }
    public byte Education { get; set; }

    /// <summary>Hundredths.</summary>
    public byte Need { get; set; }
    public byte Waited { get; set; }

    /// <summary>Day number; 0 for at once.</summary>
    public int From { get; set; }

    /// <summary>1 no, 2 yes, 0 not told.</summary>
    public byte Disabled { get; set; }
    public float Latitude { get; set; }
    public float Longitude { get; set; }
}

/// <summary>Residents as columns: about fifty bytes each, so that a province fits in a few hundred megabytes.</summary>
public sealed class ResidentTable
{
    private readonly WorkBits bits;
    private readonly SkillSets sets;
    private readonly MatchingRules rules;
    private readonly Dictionary<int, int[]> declined = [];
    private readonly Dictionary<string, int> openings = new(StringComparer.Ordinal);

    public ResidentTable(OpportunityTable opportunities, int capacity)
    {
        (bits, sets, rules) = (opportunities.Bits, opportunities.Sets, opportunities.Rules);
        for (var o = 0; o < opportunities.Count; o++) openings.TryAdd(opportunities.All[o].Id, o);
        (Place, Digits, Age, Sex, SkillSet, Wishes, HalfYears) = (new long[capacity], new byte[capacity], new byte[capacity], new byte[capacity], new int[capacity], new ulong[capacity], new byte[capacity]);
        (WageMin, Scope, Blocked, Care, Education, Need, Waited) = (new int[capacity], new byte[capacity], new uint[capacity], new bool[capacity], new byte[capacity], new byte[capacity], new byte[capacity]);
        (From, Disabled) = (new int[capacity], new byte[capacity]);
    }

    /// <summary>The table of records; <see cref="ResidentRow"/>s of larger sets are added one by one.</summary>
    public static ResidentTable Of(IReadOnlyList<Resident> residents, OpportunityTable opportunities)
    {
        var table = new ResidentTable(opportunities, residents.Count);
        foreach (var resident in residents) table.Add(resident);
        table.Prepare();
        return table;
    }

    public int Count { get; private set; }

    internal long[] Place { get; }
    internal byte[] Digits { get; }
    internal byte[] Age { get; }
    internal byte[] Sex { get; }
    internal int[] SkillSet { get; }
    internal ulong[] Wishes { get; }
    internal byte[] HalfYears { get; }
    internal int[] WageMin { get; }
    internal byte[] Scope { get; }

    /// <summary>Demands ruled out by health and by law.</summary>
    internal uint[] Blocked { get; }
    internal bool[] Care { get; }
    internal byte[] Education { get; }
    internal byte[] Need { get; }
    internal byte[] Waited { get; }
    internal int[] From { get; }
    internal byte[] Disabled { get; }

    // Only kept when somebody gives coordinates.
    internal float[]? Latitude { get; private set; }
    internal float[]? Longitude { get; private set; }

    internal ulong Skills(int resident) => sets.KnownMask(SkillSet[resident]);

    internal bool HasDeclined(int resident, int opportunity) => declined.Count > 0 && declined.TryGetValue(resident, out var list) && Array.IndexOf(list, opportunity) >= 0;

    internal int County(int resident) => Digits[resident] >= 6 ? (int)(Place[resident] / 1_000_000) : 0;

    /// <summary>The key at a reach (village … province); 0 when the place is told less finely.</summary>
    internal long Key(int resident, Reach reach) => Digits[resident] < Divisions.DigitsAt(reach) ? 0 : reach switch
    {
        Reach.Village => Place[resident],
        Reach.Township => Place[resident] / 1_000,
        Reach.County => Place[resident] / 1_000_000,
        Reach.Prefecture => Place[resident] / 100_000_000,
        Reach.Province => Place[resident] / 10_000_000_000,
        _ => 0,
    };

    /// <summary>Of the record, only what is needed to score it is kept.</summary>
    public void Add(Resident resident)
    {
        var no = resident.Declined.Where(openings.ContainsKey).Select(id => openings[id]).Distinct().ToArray();
        if (no.Length > 0) declined[Count] = no;
        Add(Row(resident));
    }

    public void Add(in ResidentRow row)
    {
        var r = Count++;
        (Place[r], Digits[r], Age[r], Sex[r], SkillSet[r], Wishes[r], HalfYears[r]) = (row.Place, row.Digits, row.Age, row.Sex, sets.KnownSet(row.Skills), row.Wishes, row.HalfYears);
        (WageMin[r], Scope[r], Care[r], Education[r], Need[r], Waited[r], From[r], Disabled[r]) = (row.WageMin, (byte)row.Scope, row.Care, row.Education, row.Need, row.Waited, row.From, row.Disabled);
        Blocked[r] = row.Blocked | (row.Age > 0 && row.Age < rules.AdultAge ? bits.NotForMinors : 0) | (row.Sex == 1 ? bits.NotForWomen : 0);
        if (float.IsNaN(row.Latitude) || row is { Latitude: 0, Longitude: 0 }) return;
        if (Latitude is null)
        {
            (Latitude, Longitude) = (new float[Place.Length], new float[Place.Length]);
            Array.Fill(Latitude, float.NaN);
        }

        (Latitude[r], Longitude![r]) = (row.Latitude, row.Longitude);
    }

    /// <summary>To be called when all rows are in.</summary>
    public void Prepare() => sets.Prepare();

    private ResidentRow Row(Resident resident) => new()
    {
        Place = PlaceKeys.Of(resident.Place.PadRight(12, '0'), 12),
        Digits = (byte)resident.Place.Length,
        Age = (byte)Math.Clamp(resident.Age ?? 0, 0, 199),
        Sex = resident.Sex switch { "female" => 1, "male" => 2, _ => 0 },
        Skills = bits.Known(resident.Skills),
        Wishes = bits.Known(resident.Wishes),
        HalfYears = (byte)Math.Clamp((resident.ExperienceYears ?? 0) * 2, 0, 200),
        WageMin = Math.Clamp(resident.WageMinMonthly ?? 0, 0, 10_000_000),
        Scope = resident.Scope ?? rules.ScopeUnknown,
        Blocked = bits.Blocked(resident.HealthLimits),
        Care = resident.CareDuties,
        Education = Schooling.Rank(resident.Education),
        Need = (byte)(resident.Need is { } need ? Math.Clamp(Math.Round(need * 100), 0, 100) : rules.NeedUnknown),
        Waited = (byte)Math.Clamp(resident.RoundsWaited, 0, 255),
        From = resident.AvailableFrom?.DayNumber ?? 0,
        Disabled = resident.Disabled switch { true => 2, false => 1, null => 0 },
        Latitude = resident is { Latitude: { } lat, Longitude: not null } ? (float)lat : float.NaN,
        Longitude = (float)(resident.Longitude ?? 0),
    };
}
