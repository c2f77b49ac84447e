namespace BotHost.Understanding.People;

/// <summary>What a word for somebody tells of them: 二叔 and 小舅子 are men, 丈母娘 and 侄媳妇 women; 老伴, 孩子, 爷奶 may be either or are both.</summary>
internal static class Kinship
{
    private static readonly string[] Both = ["爹娘", "爹妈", "爸妈", "父母", "公婆", "爷奶", "爷爷奶奶", "姥姥姥爷", "老两口", "哥嫂", "孙子孙女", "儿子闺女", "兄弟姐妹", "姊妹", "弟兄", "亲家", "二老"];

    /// <summary>The ending decides, the longer first: 外甥女 is a woman though 外甥 is a man, 姑父 a man though 姑 is a woman.</summary>
    private static readonly (string Ending, string Sex)[] Endings =
    [
        ("女婿", "male"), ("外甥女", "female"), ("侄女", "female"), ("孙女", "female"), ("外孙女", "female"), ("丫头", "female"), ("老婆", "female"), ("婆娘", "female"), ("屋里头的", "female"), ("屋里人", "female"), ("内人", "female"), ("女人", "female"),
        ("老婆子", "female"), ("婆子", "female"), ("嫂子", "female"), ("婶子", "female"), ("妗子", "female"), ("妹子", "female"), ("妈子", "female"), ("姑子", "female"), ("姨子", "female"), ("妮子", "female"), ("女子", "female"), ("老太太", "female"), ("老太", "female"), ("太婆", "female"), ("寡妇", "female"), ("老婆儿", "female"), ("妮儿", "female"), ("姑娘", "female"), ("媳妇儿", "female"), ("千金", "female"),
        ("老头子", "male"), ("老头儿", "male"), ("老头", "male"), ("老汉", "male"), ("老爷子", "male"), ("儿子", "male"), ("孙子", "male"), ("侄子", "male"), ("侄儿", "male"), ("外甥", "male"), ("小子", "male"), ("舅子", "male"), ("叔子", "male"), ("伯子", "male"), ("弟儿", "male"), ("男人", "male"), ("当家的", "male"), ("掌柜的", "male"), ("掌柜", "male"), ("外头人", "male"), ("老丈人", "male"), ("丈人", "male"), ("光棍", "male"), ("光棍汉", "male"), ("寡汉条子", "male"), ("单身汉", "male"), ("老公", "male"), ("公公", "male"), ("外公", "male"),
        ("爹", "male"), ("爸", "male"), ("父", "male"), ("爷", "male"), ("哥", "male"), ("弟", "male"), ("兄", "male"), ("叔", "male"), ("伯", "male"), ("舅", "male"), ("夫", "male"), ("男孩", "male"), ("男娃", "male"), ("姑丈", "male"), ("姨丈", "male"), ("爸爸", "male"), ("汉", "male"), ("侄", "male"),
        ("娘", "female"), ("妈", "female"), ("母", "female"), ("奶", "female"), ("姥", "female"), ("婆", "female"), ("媳", "female"), ("妇", "female"), ("妻", "female"), ("女儿", "female"), ("女", "female"), ("妮", "female"), ("姐", "female"), ("妹", "female"), ("姑", "female"), ("姨", "female"), ("婶", "female"), ("嫂", "female"), ("妗", "female"),
    ];

    /// <summary>The sex of whoever is meant; null when the word leaves it open or names several.</summary>
    public static string? Of(Scene scene, Mention person) => person.Kin is Kin.Self or Kin.Household or Kin.Parents or Kin.Pronoun ? null : Of(scene.Text.AsSpan(person.Start, person.End - person.Start));

    public static string? Of(ReadOnlySpan<char> word)
    {
        word = word.TrimEnd("的家");
        if (word.Length == 0 || word[^1] is '们' or '俩') return null;
        foreach (var both in Both)
        {
            if (word.EndsWith(both)) return null;
        }

        var longest = 0;
        string? sex = null;
        foreach (var (ending, told) in Endings)
        {
            if (ending.Length > longest && word.EndsWith(ending)) (longest, sex) = (ending.Length, told);
        }

        return sex;
    }

    /// <summary>俺公公, 婆婆: a woman's; 俺丈母娘, 老丈人: a man's. Null for parents of one's own.</summary>
    public static string? ByInLaw(ReadOnlySpan<char> word)
    {
        word = word.TrimStart("我俺咱家");
        if (word.Contains("丈", StringComparison.Ordinal) || word.Contains("岳", StringComparison.Ordinal)) return "male";
        return word.StartsWith("公公") || word.StartsWith("婆婆") || word.StartsWith("老公公") || word.StartsWith("老婆婆") || word.StartsWith("公爹") || word.StartsWith("公婆") || word.StartsWith("婆子") || word.StartsWith("婆家") ? "female" : null;
    }
}
