using NetVips;

namespace Keyaki.Reader;

/// <summary>A picture in the widths in which a page shows it, as WebP and as JPEG: the right way up, with nothing in it but the picture
/// (no place, no device), never larger than it was.</summary>
static class Variants
{
    /// <param name="Type">The kind that its bytes told: only that reader of pictures is asked.</param>
    /// <param name="Folder">Where they are laid.</param>
    /// <param name="MostPixels">A larger one is not decoded, whatever was read of it before.</param>
    internal sealed record Order(string Picture, string Type, string Folder, IReadOnlyList<int> Widths, long MostPixels);

    /// <param name="Width">Of the whole picture, the right way up.</param>
    /// <param name="Why">Why there is none, in a sentence for officers.</param>
    internal sealed record Made(int Width, int Height, IReadOnlyList<One> All, string? Why);
    internal sealed record One(string Path, string Type, int Width, int Height);

    const int Jpeg = 80, WebP = 78;
    static readonly double[] White = [255, 255, 255];

    static Made Nothing(string why) => new(0, 0, [], why);

    internal static Made Of(Order order)
    {
        try
        {
            // One thread, and nothing kept: the memory is for one picture.
            NetVips.NetVips.Concurrency = 1;
            Cache.Max = 0;
            int wide, high;
            using (var whole = Open(order))
            {
                if ((long)whole.Width * whole.Height > order.MostPixels) return Nothing("画像が大きすぎます。");
                var lies = whole.GetTypeOf("orientation") != 0 && whole.Get("orientation") is int and >= 5 and <= 8;
                (wide, high) = lies ? (whole.Height, whole.Width) : (whole.Width, whole.Height);
            }
            var widths = order.Widths.Select(w => Math.Min(w, wide)).Distinct().Order().ToList();
            return new(wide, high, [.. widths.SelectMany(width => Drawn(order, width))], null);
        }
        catch (VipsException) { return Nothing("画像を読めません。壊れているか、この形式は扱えません。JPEGかPNGで保存し直してください。"); }
        catch (Exception e) when (e is TypeInitializationException or DllNotFoundException)
        {
            return Nothing("この機械には、画像を作り直す部品がありません。");
        }
    }

    static Image Open(Order order) => order.Type switch
    {
        "image/jpeg" => Image.Jpegload(order.Picture, access: Enums.Access.Sequential),
        "image/png" => Image.Pngload(order.Picture, access: Enums.Access.Sequential),
        "image/webp" => Image.Webpload(order.Picture, access: Enums.Access.Sequential),
        "image/gif" => Image.Gifload(order.Picture, access: Enums.Access.Sequential),
        "image/avif" => Image.Heifload(order.Picture, access: Enums.Access.Sequential),
        _ => throw new VipsException(order.Type),
    };

    static IEnumerable<One> Drawn(Order order, int width)
    {
        using var whole = Open(order);
        using var small = whole.ThumbnailImage(width, height: 10_000_000, size: Enums.Size.Down);
        using var plain = small.Colourspace(Enums.Interpretation.Srgb);
        using var drawn = plain.CopyMemory();
        var webp = Path.Combine(order.Folder, $"{width}.webp");
        drawn.Webpsave(webp, q: WebP, keep: Enums.ForeignKeep.None);
        yield return new(webp, "image/webp", drawn.Width, drawn.Height);
        var jpeg = Path.Combine(order.Folder, $"{width}.jpg");
        // What shines through in one is on white in the other.
        using var flat = drawn.HasAlpha() ? drawn.Flatten(background: White) : drawn.Copy();
        flat.Jpegsave(jpeg, q: Jpeg, optimizeCoding: true, interlace: true, keep: Enums.ForeignKeep.None);
        yield return new(jpeg, "image/jpeg", drawn.Width, drawn.Height);
    }
}
