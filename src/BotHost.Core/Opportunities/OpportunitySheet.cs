using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using BotHost.Core.Matching;

namespace BotHost.Core.Opportunities;

/// <summary>One line of a sheet: the text of each cell by the heading above it.</summary>
/// <param name="Number">As the spreadsheet counts; the heading is line 1.</param>
public sealed record SheetLine(int Number, IReadOnlyDictionary<string, string> Cells);

/// <summary>A line that was read: an opening, or what is wrong with it, in words for whoever keeps the sheet.</summary>
/// <param name="Opening">Null exactly when there is a problem. Its id is empty: the store gives it one.</param>
public sealed record ReadLine(int Number, Opportunity? Opening, string? Problem);

/// <summary>
/// Reads jobs and courses from a spreadsheet as employment offices keep them: headings in Chinese, places by name, skills in any of their
/// words. One wrong line never spoils the others.
/// </summary>
/// <param name="placeOf">The division code of a name (新县周河乡); null when it is none, or more than one.</param>
public sealed class OpportunitySheet(SkillTaxonomy taxonomy, Func<string, string?> placeOf)
{
    /// <summary>Longer than any title; a cell longer than this is something else.</summary>
    private const int LongestText = 200;

    private const string Kind = "类型", Title = "名称", Place = "地点", Openings = "人数", Wage = "月工资", Hours = "上班时间", AgeMin = "最小年龄", AgeMax = "最大年龄", Skills = "要会",
        Demands = "体力要求", Teaches = "教什么", Education = "学历", Starts = "开始日期", Expires = "截止日期", Provider = "单位";

    private static readonly FrozenDictionary<string, string> Headings = new (string Heading, string[] Also)[]
    {
        (Kind, ["类别", "岗位或培训"]), (Title, ["岗位", "岗位名称", "工种", "职位", "培训名称", "课程"]), (Place, ["工作地点", "上班地点", "地址", "所在地", "培训地点", "区划代码"]), (Openings, ["招聘人数", "名额", "需求人数"]),
        (Wage, ["工资", "月薪", "薪资", "待遇", "月工资(元)", "月工资（元）"]), (Hours, ["工作时间", "用工形式"]), (AgeMin, ["年龄下限"]), (AgeMax, ["年龄上限"]), (Skills, ["技能要求", "技能", "要求技能", "会什么"]),
        (Demands, ["劳动强度", "工作条件"]), (Teaches, ["培训内容", "学什么"]), (Education, ["学历要求", "文化程度"]), (Starts, ["开班日期", "上岗日期", "开始时间", "开班时间"]), (Expires, ["报名截止", "有效期", "截止时间", "报名截止日期"]), (Provider, ["用人单位", "企业", "公司", "培训机构", "招聘单位", "单位名称"]),
    }.SelectMany(h => h.Also.Append(h.Heading).Select(word => (word, h.Heading))).ToFrozenDictionary(h => h.word, h => h.Heading);

    private static readonly FrozenDictionary<string, string> Schools = new Dictionary<string, string>
    {
        ["不限"] = "", ["无"] = "", ["没要求"] = "", ["文盲"] = "none", ["小学"] = "primary", ["初中"] = "middle_school", ["高中"] = "high_school", ["中专"] = "vocational", ["技校"] = "vocational", ["中专技校"] = "vocational", ["职高"] = "vocational", ["大专"] = "college", ["大专以上"] = "college", ["本科"] = "college",
    }.ToFrozenDictionary();

    /// <summary>Headings to write into an empty sheet.</summary>
    public static ImmutableArray<string> Template { get; } = [Kind, Title, Place, Openings, Wage, Hours, AgeMin, AgeMax, Skills, Demands, Teaches, Education, Starts, Expires, Provider];

    /// <summary>What is wrong with the headings as a whole; null when the lines can be read.</summary>
    public static string? Refusal(IEnumerable<string> headings)
    {
        var known = headings.Select(h => Headings.GetValueOrDefault(h.Trim())).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var missing = new[] { Title, Place }.Where(h => !known.Contains(h)).ToList();
        return missing.Count == 0 ? null : $"第一行没有“{string.Join("”“", missing)}”这一列。第一行请写：{string.Join("、", Template)}。";
    }

    public ReadLine Read(SheetLine line, DateOnly today)
    {
        var cells = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (heading, text) in line.Cells)
        {
            if (Headings.GetValueOrDefault(heading.Trim()) is { } known && text.Trim() is { Length: > 0 } value) cells.TryAdd(known, value);
        }

        var reader = new Cells(cells);
        var opening = Build(reader, today);
        return reader.Problem is { } problem ? new(line.Number, null, problem) : new(line.Number, opening, null);
    }

    private Opportunity Build(Cells cells, DateOnly today)
    {
        var title = cells.Required(Title);
        var teaches = Skilled(cells, Teaches);
        var kind = cells.Text(Kind) switch
        {
            null => teaches.IsEmpty && !title.Contains("培训", StringComparison.Ordinal) ? OpportunityKind.Job : OpportunityKind.Training,
            "岗位" or "招工" or "工作" or "job" => OpportunityKind.Job,
            "培训" or "课程" or "training" => OpportunityKind.Training,
            var other => cells.Wrong(Kind, other, "写“岗位”或“培训”", OpportunityKind.Job),
        };
        var place = cells.Required(Place);
        var code = place.Length == 0 ? "" : Divisions.IsCode(place) ? place : placeOf(place) ?? cells.Wrong(Place, place, "写到县或乡镇，比如“新县周河乡”，或者写区划代码", "");
        var hours = cells.Text(Hours);
        if (hours is not null && taxonomy.HoursOf(hours) is null) cells.Wrong(Hours, hours, "可以写：" + string.Join("、", taxonomy.Hours.Values.Select(h => h.Name)), "");
        var school = cells.Text(Education) is { } word ? Schools.GetValueOrDefault(word) ?? cells.Wrong(Education, word, "可以写：" + string.Join("、", Schools.Keys), "") : "";
        var opening = new Opportunity("", kind, title, code)
        {
            Openings = cells.Number(Openings, 1, 100_000) ?? 1,
            WageMonthly = cells.Number(Wage, 1, 200_000),
            Hours = taxonomy.HoursOf(hours)?.Id,
            AgeMin = cells.Number(AgeMin, 0, 120),
            AgeMax = cells.Number(AgeMax, 0, 120),
            Skills = Skilled(cells, Skills),
            Demands = Demanded(cells),
            Teaches = teaches,
            Education = school.Length > 0 ? school : null,
            Starts = cells.Day(Starts),
            Expires = cells.Day(Expires),
            Provider = cells.Text(Provider),
        };
        if (opening is { AgeMin: { } min, AgeMax: { } max } && min > max) cells.Wrong(AgeMax, max.ToString(CultureInfo.InvariantCulture), $"不能比最小年龄{min}还小", 0);
        if (opening.Expires < today) cells.Wrong(Expires, opening.Expires.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), "已经过了，过期的不用再发", 0);
        if (kind == OpportunityKind.Training && teaches.IsEmpty) cells.Wrong(Teaches, "", "培训要写教什么，比如“电焊”", 0);
        return opening;
    }

    private ImmutableArray<string> Skilled(Cells cells, string heading) => cells.List(heading, word => taxonomy.SkillId(word) is var id && taxonomy.Skills.ContainsKey(id) ? id : null,
        "不认识这门手艺。可以写：" + string.Join("、", taxonomy.SkillOrder.Select(taxonomy.NameOf)));

    private ImmutableArray<string> Demanded(Cells cells) => cells.List(Demands, word => taxonomy.DemandId(word) is var id && taxonomy.Demands.ContainsKey(id) ? id : null,
        "可以写：" + string.Join("、", taxonomy.Demands.Values.Select(d => d.Name)));

    /// <summary>The cells of a line; the first problem is kept.</summary>
    private sealed class Cells(Dictionary<string, string> cells)
    {
        private static readonly string[] Nothing = ["无", "不限", "没有", "无要求", "-", "/"];
        private static readonly char[] Between = ['、', '，', ',', '；', ';', '/', ' ', '\n'];
        private static readonly string[] DayForms = ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyy年M月d日", "yyyyMMdd", "yyyy-M-d H:mm:ss", "yyyy/M/d H:mm:ss"];

        public string? Problem { get; private set; }

        public T Wrong<T>(string heading, string found, string fix, T instead)
        {
            var shown = found.Length <= 20 ? found : found[..20] + "…";
            Problem ??= found.Length == 0 ? $"“{heading}”没有写：{fix}。" : $"“{heading}”写的是“{shown}”：{fix}。";
            return instead;
        }

        public string? Text(string heading)
        {
            if (!cells.TryGetValue(heading, out var text)) return null;
            return text.Length <= LongestText ? text : Wrong(heading, text, $"太长了，最多{LongestText}个字", text[..LongestText]);
        }

        public string Required(string heading) => Text(heading) ?? Wrong(heading, "", "这一格不能空", "");

        /// <summary>A whole number; units behind it are taken off (3000元, 20人).</summary>
        public int? Number(string heading, int min, int max)
        {
            if (Text(heading) is not { } text || Nothing.Contains(text)) return null;
            var digits = text.Replace(",", "", StringComparison.Ordinal).TrimEnd('元', '人', '岁', '个', '名', '月', '/', ' ');
            return decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
                ? (int)decimal.Floor(number)
                : Wrong<int?>(heading, text, $"写一个{min}到{max}的数字", null);
        }

        public DateOnly? Day(string heading)
        {
            if (Text(heading) is not { } text || Nothing.Contains(text)) return null;
            return DateOnly.TryParseExact(text, DayForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                || (DateTime.TryParseExact(text, DayForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) && (day = DateOnly.FromDateTime(at)) == day)
                ? day
                : Wrong<DateOnly?>(heading, text, "写成2026-12-31这样", null);
        }

        public ImmutableArray<string> List(string heading, Func<string, string?> idOf, string fix)
        {
            if (Text(heading) is not { } text) return [];
            var ids = ImmutableArray.CreateBuilder<string>();
            foreach (var word in text.Split(Between, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(w => !Nothing.Contains(w)))
            {
                if (idOf(word) is { } id) ids.Add(id);
                else Wrong(heading, word, fix, 0);
            }

            return [.. ids.Distinct()];
        }
    }
}
