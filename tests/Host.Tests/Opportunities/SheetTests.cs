using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using BotHost.Core.Claims;
using BotHost.Core.Opportunities;
using BotHost.Opportunities;
using Host.Tests.Story;
using MiniExcelLibs;

namespace Host.Tests.Opportunities;

/// <summary>Spreadsheets as employment offices keep them.</summary>
public class SheetTests
{
    private static readonly string[] Head = ["类型", "名称", "地点", "人数", "月工资", "要会", "教什么", "截止日期", "单位"];

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_sheet_is_looked_at_line_by_line_and_what_is_right_is_taken()
    {
        await using var host = await WholeHost.StartAsync();
        var county = await host.CadreAsync("xian", Level.County, "411523");
        byte[] sheet = Excel(
            ["岗位", "缝纫工", "新县周河乡", "5", "2600", "缝纫", "", "2099-12-31", "周河服装厂"],
            ["岗位", "急招缝纫工", "新县周河乡", "5人", "2600元", "踩缝纫机", "", "2099/12/31", "周河服装厂"],
            ["岗位", "保洁", "周河", "1", "1800", "", "", "", ""],
            ["岗位", "电工", "新县", "1", "很多", "电工", "", "", ""],
            ["培训", "电焊班", "新县", "30", "", "", "电焊", "2099-01-31", "职业学校"],
            ["岗位", "开飞机", "新县", "1", "9000", "开飞机", "", "", ""],
            ["岗位", "门卫", "新县", "1", "1900", "", "", "2020-01-01", ""]);
        var preview = await ImportAsync(host, county, sheet, dryRun: true);
        Assert.Equal((2, 0, 1, 4), Counts(preview));
        Assert.Equal([3, 4, 5, 7, 8], preview.GetProperty("problems").EnumerateArray().Select(p => p.GetProperty("line").GetInt32()));
        Assert.Contains("和第2行是同一个", preview.ToString(), StringComparison.Ordinal);
        Assert.Contains("“月工资”写的是“很多”", preview.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, (await ListAsync(host, county)).GetProperty("total").GetInt32());

        Assert.Equal((2, 0, 1, 4), Counts(await ImportAsync(host, county, sheet)));
        var again = await ImportAsync(host, county, sheet);
        Assert.Equal((0, 2), (again.GetProperty("added").GetInt32(), again.GetProperty("same").GetInt32()));
        var dearer = await ImportAsync(host, county, Excel(["岗位", "缝纫工", "新县周河乡", "5", "2800", "缝纫", "", "2099-12-31", "周河服装厂"]));
        Assert.Equal(1, dearer.GetProperty("changed").GetInt32());
        var list = await ListAsync(host, county);
        Assert.Equal(2, list.GetProperty("total").GetInt32());
        Assert.Contains("2800", list.ToString(), StringComparison.Ordinal);

        var id = list.GetProperty("items")[0].GetProperty("id").GetString();
        Assert.Equal(HttpStatusCode.NotFound, (await host.ApiAsync(HttpMethod.Delete, "/api/v1/opportunities/" + id, await host.CadreAsync("bie", Level.County, "411524"))).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await host.ApiAsync(HttpMethod.Delete, "/api/v1/opportunities/" + id, county)).Status);
        Assert.Equal(1, (await ListAsync(host, county)).GetProperty("total").GetInt32());
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("GB18030")]
    public void A_csv_is_read_in_either_encoding(string encoding)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var (lines, refusal) = SheetReader.Read(Encoding.GetEncoding(encoding).GetBytes("名称,地点,月工资\r\n缝纫工,新县周河乡,2600\r\n,,\r\n保洁,新县,1800\r\n"));
        Assert.Null(refusal);
        Assert.Equal([2, 4], lines.Select(l => l.Number));
        Assert.Equal("缝纫工", lines[0].Cells["名称"]);
    }

    [Fact]
    public void What_is_no_sheet_is_refused_in_words()
    {
        Assert.Contains("空的", SheetReader.Read([]).Refusal, StringComparison.Ordinal);
        Assert.Contains(".xlsx", SheetReader.Read([0xD0, 0xCF, 0x11, 0xE0, 1, 2, 3]).Refusal, StringComparison.Ordinal);
        Assert.Contains("打不开", SheetReader.Read("PK\u0003\u0004 and then nothing"u8.ToArray()).Refusal, StringComparison.Ordinal);
        Assert.Contains("“名称”“地点”", SheetReader.Read("姓名,电话\n张三,1\n"u8.ToArray()).Refusal, StringComparison.Ordinal);
        Assert.Contains("没有内容", SheetReader.Read("名称,地点\n"u8.ToArray()).Refusal, StringComparison.Ordinal);
        var noise = new byte[4_000];
        for (var seed = 0; seed < 500; seed++)
        {
            new Random(seed).NextBytes(noise);
            if (seed % 2 == 0) (noise[0], noise[1], noise[2], noise[3]) = ((byte)'P', (byte)'K', 3, 4);
            Assert.True(SheetReader.Read(noise).Refusal is not null);
        }
    }

    private static byte[] Excel(params string[][] rows)
    {
        using var stream = new MemoryStream();
        stream.SaveAs(rows.Select(r => Head.Zip(r).ToDictionary(c => c.First, c => (object)c.Second)));
        return stream.ToArray();
    }

    private static (int, int, int, int) Counts(JsonElement view) =>
        (view.GetProperty("added").GetInt32(), view.GetProperty("changed").GetInt32(), view.GetProperty("twice").GetInt32(), view.GetProperty("wrong").GetInt32());

    private static async Task<JsonElement> ImportAsync(WholeHost host, string token, byte[] sheet, bool dryRun = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/opportunities/import" + (dryRun ? "?dryRun=true" : "")) { Content = new ByteArrayContent(sheet) };
        request.Content.Headers.ContentType = new("application/octet-stream");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await host.Http.SendAsync(request, Now);
        var text = await response.Content.ReadAsStringAsync(Now);
        Assert.True(response.StatusCode == HttpStatusCode.OK, text);
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    private static async Task<JsonElement> ListAsync(WholeHost host, string token) => (await host.ApiAsync(HttpMethod.Get, "/api/v1/opportunities", token)).Json;
}
