using System.Text;
using System.Text.Json;
using BotHost.Channels.WxCrypt;
using CsCheck;

namespace Host.Tests.Channels;

public class WxCryptTests
{
    public static TheoryData<string> Encrypted => [.. Vectors.Of("wechat").GetProperty("encrypt_vectors").EnumerateArray().Select(v => v.Text("name"))];

    [Theory, MemberData(nameof(Encrypted))]
    public void A_message_is_encrypted_signed_and_opened_to_the_byte(string name)
    {
        var vector = Vectors.Of("wechat").GetProperty("encrypt_vectors").EnumerateArray().Single(v => v.Text("name") == name);
        var crypt = Of(vector);
        var encrypted = crypt.Encrypt(Encoding.UTF8.GetBytes(vector.Text("plaintext")), Convert.FromHexString(vector.Text("randomHex")), 0);
        Assert.Equal(vector.Text("encrypted"), encrypted);
        Assert.Equal(vector.Text("msgSignature"), crypt.Sign(vector.Text("timestamp"), vector.Text("nonce"), encrypted));
        Assert.Equal(vector.Text("plaintext"), Encoding.UTF8.GetString(crypt.Decrypt(encrypted)!.Value.Message));
    }

    [Theory, InlineData("last_byte_flipped"), InlineData("ciphertext_byte8_flipped"), InlineData("foreign_appid")]
    public void What_was_changed_on_the_way_or_made_for_another_app_is_refused(string name)
    {
        var original = Vectors.Of("wechat").GetProperty("encrypt_vectors").EnumerateArray().Single(v => v.Text("name") == "oa_text_cn");
        var vector = Vectors.Of("wechat").GetProperty("negative").EnumerateArray().Single(v => v.Text("name") == name);
        var isForeign = vector.TryGetProperty("msgSignature", out var own);
        Assert.Equal(isForeign, Of(original).IsSigned(isForeign ? own.GetString()! : original.Text("msgSignature"), original.Text("timestamp"), original.Text("nonce"), vector.Text("encrypted")));
        if (isForeign) Assert.Null(Of(original).Decrypt(vector.Text("encrypted")));
    }

    [Fact]
    public void The_platforms_own_samples_are_opened()
    {
        foreach (var vector in Vectors.Of("wechat").GetProperty("official_vectors").EnumerateArray())
        {
            if (vector.TryGetProperty("signature", out var plain))
                Assert.True(new MessageCrypt(vector.Text("token"), "", []).IsSigned(plain.GetString()!, vector.Text("timestamp"), vector.Text("nonce")));
            if (!vector.TryGetProperty("encrypted", out var encrypted)) continue;
            Assert.True(Of(vector).IsSigned(vector.Text("msgSignature"), vector.Text("timestamp"), vector.Text("nonce"), encrypted.GetString()!));
            Assert.Equal(vector.Text("plaintext"), Encoding.UTF8.GetString(Of(vector).Decrypt(encrypted.GetString()!)!.Value.Message));
        }
    }

    [Fact]
    public void Signatures_sort_by_code_unit_whatever_the_culture()
    {
        foreach (var vector in Vectors.Of("wechat").GetProperty("plain_signatures").EnumerateArray())
            Assert.Equal(vector.Text("signature"), new MessageCrypt(vector.Text("token"), "", []).Sign(vector.Text("timestamp"), vector.Text("nonce")));
    }

    [Fact]
    public void What_was_made_for_another_app_or_cut_off_is_not_opened()
    {
        var vector = Vectors.Of("wechat").GetProperty("encrypt_vectors")[0];
        var encrypted = vector.Text("encrypted");
        Assert.Null(new MessageCrypt(vector.Text("token"), "wx-another", [vector.Text("encodingAESKey")]).Decrypt(encrypted));
        Assert.Null(Of(vector).Decrypt(encrypted[..^24]));
        Assert.Null(Of(vector).Decrypt("not base64"));
        Assert.Null(Of(vector).Decrypt(""));
    }

    [Fact]
    public void After_a_change_of_keys_the_old_one_still_opens()
    {
        var vector = Vectors.Of("wechat").GetProperty("encrypt_vectors")[0];
        var crypt = new MessageCrypt(vector.Text("token"), vector.Text("appId"), [new string('B', 43), vector.Text("encodingAESKey")]);
        Assert.Equal(1, crypt.Decrypt(vector.Text("encrypted"))!.Value.Key);
    }

    [Fact]
    public void Noise_is_refused_and_never_throws()
    {
        var crypt = Of(Vectors.Of("wechat").GetProperty("encrypt_vectors")[0]);
        Gen.Byte.Array[0, 400].Sample(bytes =>
        {
            XmlFields.Read(bytes);
            crypt.Decrypt(Convert.ToBase64String(bytes));
            return true;
        }, iter: Fuzz.Iterations);
    }

    private static MessageCrypt Of(JsonElement vector) => new(vector.Text("token"), vector.Text("appId"), [vector.Text("encodingAESKey")]);
}
