using BotHost.Media;
using SkiaSharp;

namespace Host.Tests.Media;

public class PhotoCleanerTests
{
    [Fact]
    public void Where_and_with_which_phone_a_photo_was_taken_is_gone_and_it_stands_upright()
    {
        var photo = SamplePhoto.WithExif(SamplePhoto.Jpeg(40, 20), orientation: 6, "GPS 34.76N 113.65E");
        Assert.Contains("GPS 34.76N", System.Text.Encoding.Latin1.GetString(photo), StringComparison.Ordinal);
        var clean = new PhotoCleaner().Clean(photo)!;
        Assert.Equal("image/jpeg", clean.ContentType);
        Assert.DoesNotContain("GPS 34.76N", System.Text.Encoding.Latin1.GetString(clean.Bytes), StringComparison.Ordinal);
        Assert.DoesNotContain("Exif", System.Text.Encoding.Latin1.GetString(clean.Bytes), StringComparison.Ordinal);
        using var drawn = SKBitmap.Decode(clean.Bytes);
        Assert.Equal((20, 40), (drawn.Width, drawn.Height));
        // The left half was red: turned clockwise it is the upper one.
        Assert.True(drawn.GetPixel(10, 5).Red > 200 && drawn.GetPixel(10, 35).Red < 60);
    }

    [Fact]
    public void A_large_photo_is_made_smaller_and_still_readable()
    {
        using var drawn = SKBitmap.Decode(new PhotoCleaner().Clean(SamplePhoto.Jpeg(4000, 3000))!.Bytes);
        Assert.InRange(drawn.Width, 2400, 2600);
        Assert.Equal(4 / 3.0, (double)drawn.Width / drawn.Height, 2);
    }

    [Fact]
    public void What_is_no_photo_or_unfolds_without_end_is_not_kept()
    {
        var cleaner = new PhotoCleaner();
        Assert.Null(cleaner.Clean([]));
        Assert.Null(cleaner.Clean("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"u8.ToArray()));
        Assert.Null(cleaner.Clean("%PDF-1.7"u8.ToArray()));
        Assert.Null(cleaner.Clean([0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3]));
        Assert.Null(cleaner.Clean(SamplePhoto.PngThatClaims(30_000, 30_000)));
    }

    [Fact]
    public void A_recording_stays_as_it_is()
    {
        var recording = "#!AMR\n1234"u8.ToArray();
        Assert.Equal(("audio/amr", recording), new PhotoCleaner().Clean(recording) is { } kept ? (kept.ContentType, kept.Bytes) : default);
    }
}
