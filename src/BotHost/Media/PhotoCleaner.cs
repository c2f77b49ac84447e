using BotHost.App.Media;
using BotHost.Core.Media;
using SkiaSharp;

namespace BotHost.Media;

/// <summary>Draws a photo anew: what is left is what it shows, upright, without where and with which phone it was taken, and without whatever else a file can carry.</summary>
internal sealed class PhotoCleaner : IMediaCleaner
{
    /// <summary>Longer side in pixels: small print on a bill stays readable.</summary>
    private const int LongestSide = 2600;

    /// <summary>Pixels that a file may unfold to; a phone's camera stays below.</summary>
    private const long MostPixels = 64_000_000;

    private const int Quality = 82;

    public CleanMedium? Clean(byte[] bytes) => MediaType.Of(bytes) switch
    {
        null => null,
        { } type when MediaType.IsPhoto(type) => Redraw(bytes) is { } photo ? new("image/jpeg", photo) : null,
        { } type => new(type, bytes),
    };

    private static byte[]? Redraw(byte[] bytes)
    {
        using var data = SKData.CreateCopy(bytes);
        using var codec = SKCodec.Create(data);
        if (codec is null || codec.Info is not { Width: > 0, Height: > 0 } info || (long)info.Width * info.Height > MostPixels) return null;
        var scale = Math.Min(1f, (float)LongestSide / Math.Max(info.Width, info.Height));
        // A JPEG is read at a fraction of its size where that is enough; others are read whole.
        var reduced = codec.GetScaledDimensions(scale);
        using var read = new SKBitmap(new SKImageInfo(reduced.Width, reduced.Height, SKColorType.Rgba8888, SKAlphaType.Premul));
        if (codec.GetPixels(read.Info, read.GetPixels()) is not (SKCodecResult.Success or SKCodecResult.IncompleteInput)) return null;
        scale = Math.Min(1f, (float)LongestSide / Math.Max(read.Width, read.Height));
        var (width, height) = ((int)Math.Max(1, read.Width * scale), (int)Math.Max(1, read.Height * scale));
        var sideways = codec.EncodedOrigin >= SKEncodedOrigin.LeftTop;
        using var surface = SKSurface.Create(new SKImageInfo(sideways ? height : width, sideways ? width : height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        surface.Canvas.Clear(SKColors.White);
        surface.Canvas.Concat(Upright(codec.EncodedOrigin, width, height));
        using var image = SKImage.FromBitmap(read);
        surface.Canvas.DrawImage(image, SKRect.Create(width, height), new SKSamplingOptions(SKCubicResampler.Mitchell));
        using var drawn = surface.Snapshot();
        using var encoded = drawn.Encode(SKEncodedImageFormat.Jpeg, Quality);
        return encoded?.ToArray();
    }

    /// <summary>Turns the picture the way it was held (EXIF orientation 1 to 8).</summary>
    private static SKMatrix Upright(SKEncodedOrigin origin, float w, float h) => origin switch
    {
        SKEncodedOrigin.TopRight => new(-1, 0, w, 0, 1, 0, 0, 0, 1),
        SKEncodedOrigin.BottomRight => new(-1, 0, w, 0, -1, h, 0, 0, 1),
        SKEncodedOrigin.BottomLeft => new(1, 0, 0, 0, -1, h, 0, 0, 1),
        SKEncodedOrigin.LeftTop => new(0, 1, 0, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightTop => new(0, -1, h, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightBottom => new(0, -1, h, -1, 0, w, 0, 0, 1),
        SKEncodedOrigin.LeftBottom => new(0, 1, 0, -1, 0, w, 0, 0, 1),
        _ => SKMatrix.Identity,
    };
}
