using SkiaSharp;

namespace Booking.Web.Features.ResourceSetup;

public abstract record PreparedPicture
{
    /// <param name="Jpeg">Upright, at most <see cref="PreparePicture.LongestSide"/> pixels a side, without anything but the picture.</param>
    public sealed record Ready(byte[] Jpeg) : PreparedPicture;

    /// <summary>No JPEG, PNG or WebP, whatever its name says; or a broken one.</summary>
    public sealed record NotAPicture : PreparedPicture;

    /// <summary>More pixels than are ever decoded. Few bytes can hold very many.</summary>
    public sealed record TooManyPixels : PreparedPicture;
}

/// <summary>
/// Makes of an uploaded file a picture that can be shown to anyone: known by its content alone, painted anew. Where it was taken,
/// when and with what stays behind.
/// </summary>
public sealed class PreparePicture : IDisposable
{
    public const int LongestSide = 1600;

    private const long MostPixels = 50_000_000;
    private const int Quality = 82;

    // A picture takes 200 megabytes at most while it is decoded: one at a time.
    private readonly SemaphoreSlim turn = new(1);

    public async Task<PreparedPicture> HandleAsync(byte[] upload, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            return await Task.Run(() => Prepare(upload), cancellation);
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    private static PreparedPicture Prepare(byte[] upload)
    {
        using var data = SKData.CreateCopy(upload);
        using var codec = SKCodec.Create(data);
        if (codec is not { EncodedFormat: SKEncodedImageFormat.Jpeg or SKEncodedImageFormat.Png or SKEncodedImageFormat.Webp })
        {
            return new PreparedPicture.NotAPicture();
        }

        // So far its first bytes have been read.
        if ((long)codec.Info.Width * codec.Info.Height > MostPixels)
        {
            return new PreparedPicture.TooManyPixels();
        }

        using var decoded = Decode(codec);
        return decoded is null ? new PreparedPicture.NotAPicture() : new PreparedPicture.Ready(Paint(decoded, codec.EncodedOrigin));
    }

    private static SKImage? Decode(SKCodec codec)
    {
        using var bitmap = new SKBitmap();
        var info = new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Premul, SKColorSpace.CreateSrgb());
        return bitmap.TryAllocPixels(info) && codec.GetPixels(info, bitmap.GetPixels()) == SKCodecResult.Success ? SKImage.FromBitmap(bitmap) : null;
    }

    private static byte[] Paint(SKImage picture, SKEncodedOrigin origin)
    {
        var lies = origin is SKEncodedOrigin.LeftTop or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;
        var (width, height) = lies ? (picture.Height, picture.Width) : (picture.Width, picture.Height);
        var scale = Math.Min(1f, LongestSide / (float)Math.Max(width, height));
        using var surface = SKSurface.Create(new SKImageInfo(
            Math.Max(1, (int)Math.Round(width * scale)), Math.Max(1, (int)Math.Round(height * scale)), SKColorType.Rgba8888, SKAlphaType.Premul,
            SKColorSpace.CreateSrgb()));
        // What one can see through is paper.
        surface.Canvas.Clear(SKColors.White);
        surface.Canvas.Scale(scale);
        surface.Canvas.Concat(Upright(origin, picture.Width, picture.Height));
        surface.Canvas.DrawImage(picture, 0, 0, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        using var painted = surface.Snapshot();
        using var jpeg = painted.Encode(SKEncodedImageFormat.Jpeg, Quality);
        return jpeg.ToArray();
    }

    // The eight orientations of Exif 2.32, section 4.6.4: where the first row and the first column of the file are seen.
    private static SKMatrix Upright(SKEncodedOrigin origin, int width, int height) => origin switch
    {
        SKEncodedOrigin.TopRight => new SKMatrix(-1, 0, width, 0, 1, 0, 0, 0, 1),
        SKEncodedOrigin.BottomRight => new SKMatrix(-1, 0, width, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.BottomLeft => new SKMatrix(1, 0, 0, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.LeftTop => new SKMatrix(0, 1, 0, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightTop => new SKMatrix(0, -1, height, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightBottom => new SKMatrix(0, -1, height, -1, 0, width, 0, 0, 1),
        SKEncodedOrigin.LeftBottom => new SKMatrix(0, 1, 0, -1, 0, width, 0, 0, 1),
        _ => SKMatrix.Identity,
    };
}
