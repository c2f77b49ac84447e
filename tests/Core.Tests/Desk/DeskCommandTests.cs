using BotHost.Core.Claims;
using BotHost.Core.Desk;

namespace Core.Tests.Desk;

public class DeskCommandTests
{
    public static TheoryData<string, DeskCommand> Sentences => new()
    {
        { "待办", new DeskCommand.List() }, { " 还有吗？", new DeskCommand.More() }, { "撤回", new DeskCommand.Undo() }, { "交回", new DeskCommand.HandBack() }, { "帮助", new DeskCommand.Help() },
        { "张-27", new DeskCommand.Open("张-27") }, { "看张－27", new DeskCommand.Open("张-27") }, { "看 欧阳 - 27", new DeskCommand.Open("欧阳-27") },
        { "张-27 属实，报镇上", new DeskCommand.Decide("张-27", ReviewDecision.Verify, "报镇上") },
        { "张-27属实", new DeskCommand.Decide("张-27", ReviewDecision.Verify, "") },
        { "属实 张-27", new DeskCommand.Decide("张-27", ReviewDecision.Verify, "") },
        { "张-27 不属实：他儿子在郑州有房", new DeskCommand.Decide("张-27", ReviewDecision.Doubt, "他儿子在郑州有房") },
        { "张-27 受理", new DeskCommand.Decide("张-27", ReviewDecision.Accept, "") },
        { "退回张-27 病历带了没", new DeskCommand.Decide("张-27", ReviewDecision.Return, "病历带了没") },
        { "问张-27 病历带了没", new DeskCommand.Ask("张-27", "病历带了没") }, { "接 急-1234", new DeskCommand.Take("急-1234") }, { "办结急-1234", new DeskCommand.Close("急-1234") },
        // Speech that only mentions a case decides nothing.
        { "张-27那家我去看过", new DeskCommand.Speech("张-27那家我去看过") }, { "我下午过去", new DeskCommand.Speech("我下午过去") }, { "2026-11月前办好", new DeskCommand.Speech("2026-11月前办好") },
    };

    [Theory, MemberData(nameof(Sentences))]
    public void A_short_sentence_is_read(string said, DeskCommand expected) => Assert.Equal(expected, DeskCommand.Read(said));
}
