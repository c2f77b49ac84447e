using System.Net;
using System.Net.Http.Headers;
using BotHost.App.Claims;
using BotHost.App.Media;
using BotHost.Core.Claims;
using BotHost.Storage.Accounts;
using Host.Tests.Channels;
using Host.Tests.Channels.WeChat;
using Host.Tests.Story;
using Microsoft.Extensions.DependencyInjection;

namespace Host.Tests.Media;

/// <summary>A photo from the phone to the reviewer, and who does not see it.</summary>
public class MediaStoryTests
{
    private static readonly Reviewer Township = new("u", "镇上", Level.Township, "411523201");

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_photo_sent_on_WeChat_is_fetched_cleaned_and_shown_to_whom_the_claim_is_shown()
    {
        await using var wechat = await FakePlatforms.StartAsync();
        await using var host = await WeChatHostTests.StartAsync(wechat, safe: true);
        var phone = new WeChatPhone(host.Http, "oVillager1", safe: true);
        wechat.Media["BILL"] = SamplePhoto.WithExif(SamplePhoto.Jpeg(60, 40), 1, "GPS 34.76N");
        await WeChatHostTests.ReportAsync(wechat, phone);
        Assert.Contains("要单独问您", phone.ReadReply(await phone.SendAsync("<MsgType><![CDATA[image]]></MsgType><MediaId><![CDATA[BILL]]></MediaId><MsgId>901</MsgId>")), StringComparison.Ordinal);
        Assert.Contains("照片收到了", await phone.AskAsync(wechat, "可以"), StringComparison.Ordinal);
        var claim = await ClaimAsync(host);
        var medium = Assert.Single(claim.Attachments);
        await WholeHost.UntilAsync(async () => (await host.Services.GetRequiredService<IMediaStore>().ReadAsync(medium.Id, Now))?.Status == MediumStatus.Kept);

        var address = $"/api/v1/claims/{claim.Id}/attachments/{medium.Id}";
        var (photo, bytes) = await GetAsync(host, address, await host.CadreAsync("zhen", Level.Township, "411523201"));
        Assert.Equal((HttpStatusCode.OK, "image/jpeg", "no-store"), (photo.StatusCode, photo.Content.Headers.ContentType!.MediaType, photo.Headers.CacheControl!.ToString()));
        Assert.DoesNotContain("GPS", System.Text.Encoding.Latin1.GetString(bytes), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(host, address, null)).Answer.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(host, address, await host.CadreAsync("bie", Level.Village, "411523201204"))).Answer.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(host, $"/api/v1/claims/{claim.Id}/attachments/01KAR8", await host.CadreAsync("zhen", Level.Township, "411523201"))).Answer.StatusCode);
        Assert.Contains($"\"attachments\":[{{\"id\":\"{medium.Id}\"", System.Text.Encoding.UTF8.GetString(ClaimDocument.Of(claim, host.Services.GetRequiredService<BotHost.App.Content.ICatalogue>().Current).ToJson()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_platform_has_no_more_or_is_no_photo_is_told_to_the_resident()
    {
        await using var wechat = await FakePlatforms.StartAsync();
        await using var host = await WeChatHostTests.StartAsync(wechat, safe: true);
        var phone = new WeChatPhone(host.Http, "oVillager1", safe: true);
        wechat.Media["SVG"] = "<svg/>"u8.ToArray();
        await WeChatHostTests.ReportAsync(wechat, phone);
        foreach (var (id, number) in new[] { ("SVG", 902), ("GONE", 903) }) await phone.SendAsync($"<MsgType><![CDATA[image]]></MsgType><MediaId><![CDATA[{id}]]></MediaId><MsgId>{number}</MsgId>");
        await WholeHost.UntilAsync(() => Task.FromResult(wechat.Received.TryGetValue("oVillager1", out var heard) && string.Concat(heard).Split("没存成").Length == 3));
    }

    [Fact]
    public async Task A_photo_uploaded_in_the_web_chat_goes_with_the_claim_and_leaves_with_the_resident()
    {
        await using var host = await WholeHost.StartAsync();
        var resident = await host.ReportedAsync();
        await resident.UploadAsync(SamplePhoto.Jpeg(30, 30), "要单独问您");
        await resident.SayAsync("可以", "照片收到了");
        var medium = Assert.Single((await ClaimAsync(host)).Attachments);
        var media = host.Services.GetRequiredService<IMediaStore>();
        await WholeHost.UntilAsync(async () => (await media.ReadAsync(medium.Id, Now))?.Status == MediumStatus.Kept);
        await resident.SayAsync("把我的信息都删了吧", "真要删吗");
        await resident.SayAsync("真要删", "删好了");
        Assert.Null(await media.ReadAsync(medium.Id, Now));
    }

    [Fact]
    public async Task A_photo_of_somebody_who_then_says_no_is_gone()
    {
        await using var host = await WholeHost.StartAsync();
        var resident = await host.ResidentAsync();
        await resident.SayAsync("我想报困难，房子漏雨", "可以记吗");
        await resident.UploadAsync(SamplePhoto.Jpeg(30, 30), "可以记吗");
        await resident.SayAsync("先不记", "");
        await using var db = await host.Services.GetRequiredService<Microsoft.EntityFrameworkCore.IDbContextFactory<BotHost.Storage.Database.BotHostDb>>().CreateDbContextAsync(Now);
        await WholeHost.UntilAsync(() => Task.FromResult(!db.Set<BotHost.Storage.Media.MediumRow>().Any()));
    }

    private static async Task<Claim> ClaimAsync(WholeHost host) => Assert.Single((await host.Services.GetRequiredService<IClaimStore>().QueryAsync(new([]), Township, Now)).Claims);

    private static async Task<(HttpResponseMessage Answer, byte[] Bytes)> GetAsync(WholeHost host, string path, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var answer = await host.Http.SendAsync(request, Now);
        return (answer, await answer.Content.ReadAsByteArrayAsync(Now));
    }
}
