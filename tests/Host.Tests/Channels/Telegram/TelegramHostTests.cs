using System.Net;
using System.Text.Json;
using BotHost.App.Outbox;
using BotHost.Channels.Telegram;
using BotHost.Core.Activities;
using Host.Tests.Story;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Telegram.Bot;

namespace Host.Tests.Channels.Telegram;

public class TelegramHostTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hardship_is_reported_by_words_and_buttons()
    {
        await using var api = await FakeApi.StartAsync(TelegramChat.Takes);
        await using var host = await WholeHost.StartAsync(TelegramChat.Settings(api));
        var chat = new TelegramChat(host.Http, api, 5);
        await chat.SayAsync("/start poster-1", "您想办哪件事");
        await chat.PressAsync("报困难", "可以记吗");
        await chat.PressAsync("可以记", "咱们说说困难申报");
        foreach (var (words, answer) in new[] { ("房子漏雨", "叫什么名字"), ("王秀英", "哪个乡镇"), ("周河乡毛铺村", "几口人"), ("三口", "一年到手"), ("九千", "电话"), ("13837612345", "都对吗"), ("都对", "不收一分钱"), ("行", "收到了，编号") })
            await chat.SayAsync(words, answer);
        await WholeHost.UntilAsync(() => Task.FromResult(api.To("/answerCallbackQuery").Count == 2));
        Assert.All(api.Calls, c => Assert.StartsWith("/bot42:TEST/", c.Path, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_edit_corrects_what_was_taken_and_an_update_that_comes_again_is_one()
    {
        await using var api = await FakeApi.StartAsync(TelegramChat.Takes);
        await using var host = await WholeHost.StartAsync(TelegramChat.Settings(api));
        var chat = new TelegramChat(host.Http, api, 5);
        foreach (var (words, answer) in new[] { ("我想报困难，房子漏雨", "可以记吗"), ("可以记", "叫什么名字"), ("王秀英", "哪个乡镇"), ("周河乡毛铺村", "几口人"), ("三口", "一年到手") }) await chat.SayAsync(words, answer);
        var edit = """{"edited_message":{"message_id":7,"date":1700000000,"edit_date":1700000100,"chat":{"id":5,"type":"private"},"text":"四口"}}""";
        var id = TelegramChat.NewUpdateId();
        Assert.Equal(HttpStatusCode.OK, await chat.SendAsync(edit, id));
        Assert.Equal(HttpStatusCode.OK, await chat.SendAsync(edit, id));
        await chat.HearAsync("改好了：家里4口人");
        await chat.SayAsync("九千", "电话");
        var readback = await chat.SayAsync("13837612345", "都对吗");
        Assert.Contains("4口", readback, StringComparison.Ordinal);
        Assert.DoesNotContain("3口", readback, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_does_not_know_the_secret_gets_nowhere_and_what_is_no_update_is_refused()
    {
        await using var api = await FakeApi.StartAsync(TelegramChat.Takes);
        await using var host = await WholeHost.StartAsync(TelegramChat.Settings(api));
        var chat = new TelegramChat(host.Http, api, 5);
        const string Hello = """{"message":{"message_id":1,"date":1700000000,"chat":{"id":5,"type":"private"},"text":"你好"}}""";
        foreach (var wrong in new[] { null, "", "a-secret_of_16-or-mor", "a-secret_of_16-or-moree" }) Assert.Equal(HttpStatusCode.Unauthorized, await chat.SendAsync(Hello, secret: wrong));
        foreach (var body in new[] { "", "[]", "null", "{}", "{\"update_id\":\"x\"}", "{\"update_id\":1,\"message\":{\"date\":99999999999999}}", "{\"update_id\":1,\"message\":{\"text\":\"\\ud800\"}}" })
            Assert.Equal(HttpStatusCode.BadRequest, await chat.PostAsync(body));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await chat.PostAsync(new string(' ', 10_000_000)));
        // Groups, channels and kinds that do not exist yet are taken quietly.
        foreach (var quiet in new[] { Hello.Replace("private", "group", StringComparison.Ordinal), """{"poll_answer":{"poll_id":"1","option_ids":[]}}""", """{"something_new":{}}""" })
            Assert.Equal(HttpStatusCode.OK, await chat.SendAsync(quiet));
        Assert.Empty(api.Calls);
    }

    [Fact]
    public async Task Too_many_requests_are_waited_out_and_a_blocked_bot_asks_somebody_to_call()
    {
        var refusals = 0;
        await using var api = await FakeApi.StartAsync(call => call.Json.GetProperty("chat_id").GetInt64() == 6
            ? (403, new { ok = false, error_code = 403, description = "Forbidden: bot was blocked by the user" })
            : Interlocked.Increment(ref refusals) == 1 ? (429, new { ok = false, error_code = 429, description = "Too Many Requests: retry after 3", parameters = new { retry_after = 3 } })
            : TelegramChat.Takes(call));
        await using var host = await WholeHost.StartAsync(TelegramChat.Settings(api));
        var began = TimeProvider.System.GetTimestamp();
        await new TelegramChat(host.Http, api, 5).SayAsync("你好", "您想办哪件事");
        Assert.True(TimeProvider.System.GetElapsedTime(began) >= TimeSpan.FromSeconds(3));
        Assert.Equal(2, api.To("/sendMessage").Count);
        await new TelegramChat(host.Http, api, 6).SendAsync("""{"message":{"message_id":1,"date":1700000000,"chat":{"id":6,"type":"private"},"text":"你好"}}""");
        var outbox = host.Services.GetRequiredService<IOutbox>();
        await WholeHost.UntilAsync(async () => (await outbox.SetAsideAsync(10, Now)).Any(u => u.Channel == "telegram" && u.Error == "Unreachable: 403"));
    }

    [Theory, InlineData("""{"ok":true,"result":null}"""), InlineData("""{"ok":true,"result":{"message_id":9,"date":1700000000000}}""")]
    public async Task What_Telegram_took_is_not_sent_again_because_its_answer_is_odd(string answer)
    {
        await using var api = await FakeApi.StartAsync(_ => (200, JsonSerializer.Deserialize<JsonElement>(answer)));
        await using var host = await WholeHost.StartAsync(TelegramChat.Settings(api));
        await new TelegramChat(host.Http, api, 5).SayAsync("你好", "您想办哪件事");
        var outbox = host.Services.GetRequiredService<IOutbox>();
        await WholeHost.UntilAsync(async () => (await outbox.CountAsync(Now)).Any(c => c is { Channel: "telegram", State: DeliveryState.Sent }));
        Assert.Single(api.To("/sendMessage"));
    }

    [Fact]
    public async Task A_press_whose_words_are_gone_is_answered_all_the_same()
    {
        await using var api = await FakeApi.StartAsync(TelegramChat.Takes);
        await using var host = await WholeHost.StartAsync(TelegramChat.Settings(api));
        await new TelegramChat(host.Http, api, 5).SendAsync("""{"callback_query":{"id":"cq1","from":{"id":5,"is_bot":false,"first_name":"A"},"chat_instance":"c","data":"#1","message":{"message_id":1,"date":0,"chat":{"id":5,"type":"private"}}}}""");
        await WholeHost.UntilAsync(() => Task.FromResult(api.To("/answerCallbackQuery").Count == 1));
        var answer = api.To("/answerCallbackQuery")[0].Json;
        Assert.Equal(("cq1", "这个按钮放太久了，请直接打字说。"), (answer.Text("callback_query_id"), answer.Text("text")));
    }

    [Fact]
    public async Task The_callback_address_is_registered_when_the_host_knows_it()
    {
        await using var api = await FakeApi.StartAsync(TelegramChat.Takes);
        await using var host = await WholeHost.StartAsync([.. TelegramChat.Settings(api), "--Channels:Telegram:PublicUrl", "https://h.example/"]);
        await WholeHost.UntilAsync(() => Task.FromResult(api.To("/setWebhook").Count == 1));
        var said = api.To("/setWebhook")[0].Json;
        Assert.Equal(("https://h.example/channels/telegram", TelegramChat.Secret), (said.Text("url"), said.Text("secret_token")));
        Assert.Equal(["message", "edited_message", "callback_query", "my_chat_member"], said.GetProperty("allowed_updates").EnumerateArray().Select(u => u.GetString()));
    }

    [Fact]
    public void The_recorded_updates_are_read_and_the_recorded_call_is_ours()
    {
        var vector = Vectors.Of("telegram");
        var said = vector.GetProperty("updates").EnumerateArray().Select(u => TelegramDecoder.Decode(JsonSerializer.SerializeToUtf8Bytes(u))!).ToList();
        Assert.Equal(["你好", "op:1"], said.Select(s => s.Activity!.Text));
        Assert.Equal([null, "cq1"], said.Select(s => s.Pressed));
        var ours = TelegramEncoder.Messages("5", [new() { Type = "message", Text = "您好", SuggestedActions = new([], [new("imBack", "办理", "op:1"), new("openUrl", "链接", "https://x.example")]) }]);
        var theirs = vector.GetProperty("calls")[1][2].GetString()!;
        Assert.True(JsonElement.DeepEquals(JsonSerializer.Deserialize<JsonElement>(theirs), JsonSerializer.SerializeToElement(Assert.Single(ours), JsonBotAPI.Options)), theirs);
    }

    [Fact]
    public void A_long_text_is_cut_at_sentences_and_the_buttons_stand_below_the_last_part()
    {
        var text = string.Concat(Enumerable.Range(1, 900).Select(i => $"第{i}句话到此。"));
        var parts = TelegramEncoder.Messages("5", [new() { Type = "message", Text = text, SuggestedActions = new([], [new("imBack", "好", "好")]) }]);
        Assert.True(parts.Count > 1);
        Assert.All(parts, p => Assert.InRange(p.Text.Length, 1, 4096));
        Assert.All(parts, p => Assert.EndsWith("。", p.Text, StringComparison.Ordinal));
        Assert.Equal(text, string.Concat(parts.Select(p => p.Text)));
        Assert.Equal(Enumerable.Repeat(false, parts.Count - 1).Append(true), parts.Select(p => p.ReplyMarkup is not null));
    }

    [Theory, InlineData("--Channels:Telegram:SecretToken", "short"), InlineData("--Channels:Telegram:BotToken", "no token"), InlineData("--Channels:Telegram:PublicUrl", "http://h.example")]
    public async Task Wrong_settings_are_named(string setting, string value)
    {
        var problem = await Assert.ThrowsAsync<OptionsValidationException>(() => WholeHost.StartAsync(
            ["--Channels:Telegram:BotToken", "42:TEST", "--Channels:Telegram:SecretToken", TelegramChat.Secret, setting, value]));
        Assert.Contains(setting.TrimStart('-'), problem.Message, StringComparison.Ordinal);
    }
}
