using System.Text;
using System.Text.Json.Nodes;
using BotHost.Core.Claims;
using BotHost.Core.Facts;
using Host.Tests.Storage;

namespace Host.Tests.BackOffice;

/// <summary>Bodies of <c>claim.v1</c>.</summary>
internal static class Body
{
    public const string Name = "王秀兰";
    public const string IdNumber = "411523195003078521";
    public const string Phone = "13800138000";

    /// <summary>A claim that the township accepted, changed as told.</summary>
    public static byte[] Of(Func<Claim, Claim>? change = null, Action<JsonNode>? edit = null)
    {
        var claim = Sample.Claim("s1", ClaimStatus.Accepted) with
        {
            Determinations = [new("dibao", "likely", [new("D2", "met", ["household.size"], "办法第八条")])],
            Reviews =
            [
                new(ReviewDecision.Verify, Level.Village, "u1", "张会计", StoreUnderTest.Start, "去看过了", []),
                new(ReviewDecision.Accept, Level.Township, "u2", "李干部", StoreUnderTest.Start, "情况属实", []),
            ],
        };
        var json = JsonNode.Parse(ClaimDocument.Of(change?.Invoke(claim) ?? claim, new FactCatalogue([])).ToJson())!;
        edit?.Invoke(json);
        return Encoding.UTF8.GetBytes(json.ToJsonString());
    }
}
