using BotHost.App.Conversations;
using BotHost.BackOffice;
using BotHost.Channels.BotFramework;
using BotHost.Channels.DingTalk;
using BotHost.Channels.DirectLine;
using BotHost.Channels.Feishu;
using BotHost.Channels.Sms;
using BotHost.Channels.Telegram;
using BotHost.Channels.WeChat;
using BotHost.Channels.WeChatKf;
using BotHost.Channels.WeCom;
using BotHost.Media;
using BotHost.Storage;
using BotHost.Understanding.Model;
using BotHost.Understanding.Speech;
using Host.Tests.Story;
using Microsoft.Extensions.Configuration;

namespace Host.Tests.Settings;

public class SampleSettingsTests
{
    private static readonly IConfiguration Sample = new ConfigurationBuilder().AddJsonFile(Path.Combine(Repository.Root, "appsettings.sample.json")).Build();

    public static TheoryData<string, Type> Sections => new()
    {
        { StorageOptions.Section, typeof(StorageOptions) }, { TurnOptions.Section, typeof(TurnOptions) }, { DirectLineOptions.Section, typeof(DirectLineOptions) }, { WeChatOptions.Section, typeof(WeChatOptions) }, { WeComOptions.Section, typeof(WeComOptions) }, { WeChatKfOptions.Section, typeof(WeChatKfOptions) }, { TelegramOptions.Section, typeof(TelegramOptions) }, { SmsOptions.Section, typeof(SmsOptions) }, { DingTalkOptions.Section, typeof(DingTalkOptions) }, { FeishuOptions.Section, typeof(FeishuOptions) },
        { BackOfficeOptions.Section, typeof(BackOfficeOptions) }, { SandboxOptions.Section, typeof(SandboxOptions) },
        { ModelOptions.Section, typeof(ModelOptions) }, { SpeechOptions.Section, typeof(SpeechOptions) }, { BotFrameworkOptions.Section, typeof(BotFrameworkOptions) }, { BotHost.App.Desk.DeskOptions.Section, typeof(BotHost.App.Desk.DeskOptions) }, { MediaOptions.Section, typeof(MediaOptions) },
    };

    [Theory, MemberData(nameof(Sections))]
    public void Every_setting_in_the_sample_is_known_and_shows_the_default(string section, Type type)
    {
        var bound = Activator.CreateInstance(type, nonPublic: true)!;
        Sample.GetSection(section).Bind(bound, o => o.ErrorOnUnknownConfiguration = true);
        var defaults = Activator.CreateInstance(type, nonPublic: true)!;
        foreach (var setting in Sample.GetSection(section).GetChildren())
        {
            var property = type.GetProperty(setting.Key)!;
            Assert.Equal(property.GetValue(defaults), property.GetValue(bound));
        }
    }

    [Theory, MemberData(nameof(Sections))]
    public void Every_setting_stands_in_the_sample(string section, Type type)
    {
        // Filled by the host itself, or for tests only.
        string[] ours = ["ParkedReply", "ConnectionString", "KeyDirectory", "ReadByClient", "AnsweredInCall", "NoticeChannel"];
        var missing = type.GetProperties().Where(p => p.CanWrite && !ours.Contains(p.Name)).Select(p => p.Name).Except(Sample.GetSection(section).GetChildren().Select(c => c.Key));
        Assert.Empty(missing);
    }

    [Fact]
    public async Task The_host_starts_with_the_sample()
    {
        var arguments = Sample.AsEnumerable().Where(s => !string.IsNullOrEmpty(s.Value) && s.Key is not ("urls" or "Storage:Directory")).SelectMany(s => new[] { "--" + s.Key, s.Value! });
        await using var host = await WholeHost.StartAsync([.. arguments]);
        Assert.Equal("ok", await host.Http.GetStringAsync("/health", TestContext.Current.CancellationToken));
    }
}
