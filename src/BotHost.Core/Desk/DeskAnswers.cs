using System.Collections.Frozen;
using System.Globalization;
using BotHost.Core.Dialogs;

namespace BotHost.Core.Desk;

/// <summary>A cadre's answer to what was asked last: a button, its number where there are no buttons, a yes or a no.</summary>
public static class DeskAnswers
{
    private static readonly FrozenSet<string> Yes = new[] { "对", "对的", "是", "是的", "对对", "嗯", "中", "行", "好", "没错", "确定" }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> No = new[] { "不对", "不是", "错了", "算了", "不", "不行", "不中", "别" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The message as the sentence it stands for: the number of a quick reply is that quick reply.</summary>
    public static string Said(ConversationState state, string text)
    {
        var said = text.Trim();
        return state.Question is { Choices.Length: > 0 } question && int.TryParse(said.TrimEnd('.', '。'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= question.Choices.Length
            ? question.Choices[number - 1].Label : said;
    }

    /// <summary>Null for anything else.</summary>
    public static bool? YesOrNo(string said)
    {
        var word = said.Trim('。', '！', '!', '.', '，', ',');
        return Yes.Contains(word) ? true : No.Contains(word) ? false : null;
    }
}
