using System.Buffers.Binary;
using System.Text;
using SkiaSharp;

namespace Host.Tests.Media;

/// <summary>Photos made for tests.</summary>
internal static class SamplePhoto
{
    /// <summary>Left half red, right half blue.</summary>
    public static byte[] Jpeg(int width, int height)
    {
        using var bitmap = new SKBitmap(width, height);
        using (var canvas = new SKCanvas(bitmap))
        {
            canvas.Clear(SKColors.Blue);
            canvas.DrawRect(0, 0, width / 2f, height, new SKPaint { Color = SKColors.Red });
        }

        return bitmap.Encode(SKEncodedImageFormat.Jpeg, 90).ToArray();
    }

    /// <summary>The same with an EXIF part: the way the phone was held, and a remark.</summary>
    public static byte[] WithExif(byte[] jpeg, byte orientation, string remark)
    {
        byte[] tiff =
        [
            .. "II*\0"u8, 8, 0, 0, 0, 2, 0,
            0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0,
            0x0E, 0x01, 2, 0, (byte)(remark.Length + 1), 0, 0, 0, 38, 0, 0, 0,
            0, 0, 0, 0, .. Encoding.ASCII.GetBytes(remark), 0,
        ];
        byte[] exif = [.. "Exif\0\0"u8, .. tiff];
        var length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)(exif.Length + 2));
        return [0xFF, 0xD8, 0xFF, 0xE1, .. length, .. exif, .. jpeg[2..]];
    }

    /// <summary>A PNG of a few bytes that says it is enormous.</summary>
    public static byte[] PngThatClaims(int width, int height)
    {
        using var one = new SKBitmap(1, 1);
        var png = one.Encode(SKEncodedImageFormat.Png, 90).ToArray();
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), height);
        BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(29), Crc(png.AsSpan(12, 17)));
        return png;
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = 0xFFFFFFFFu;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var i = 0; i < 8; i++) crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xEDB88320u : crc >> 1;
        }

        return ~crc;
    }
}
