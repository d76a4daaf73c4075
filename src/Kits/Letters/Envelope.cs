using Keyaki.Kernel;

namespace Keyaki.Kits;

/// <summary>窓あき封筒: where its window lies on the first sheet that is folded into it, and how many sheets go in.</summary>
/// <param name="Left">Of the window, from the sheet's left edge, in millimetres; the others likewise.</param>
/// <param name="Sheets">So many fit.</param>
public sealed record Envelope(string Code, string Title, double Left, double Top, double Width, double Height, int Sheets)
{
    /// <summary>Three lines of address, a name, and some air: less is no window.</summary>
    const double Least = 20;

    /// <summary>What a city's files have, read from `letters/envelopes.json`.</summary>
    public static CityFiles Files { get; } = new CityFiles<Envelopes>("letters", "envelopes.json", "envelopes.json",
        reading => new(reading.File.Items("envelopes", Read, e => e.Code)));

    static Envelope Read(Section each)
    {
        each.Only("code", "title", "window", "folds", "sheets");
        var (window, folds, sheets) = (each.Maybe("window"), each.NeededWhole("folds"), each.NeededWhole("sheets"));
        double Part(string name) => window is { } w ? (double)w.NeededNumber(name) : 0;
        window?.Only("left", "top", "width", "height");
        if (window is null) each.Fault("window", "書かれていません。");
        var envelope = new Envelope(each.Code("code"), each.Word("title"), Part("left"), Part("top"), Part("width"), Part("height"),
            sheets);
        if (folds is < 0 or > 3) each.Fault("folds", "0から3にしてください。");
        if (sheets < 1) each.Fault("sheets", "1枚以上にしてください。");
        var fold = Paper.Height / (Math.Clamp(folds, 0, 3) + 1);
        if (window is not null && (envelope.Left < 0 || envelope.Top < 0 || envelope.Left + envelope.Width > Paper.Width
            || envelope.Top + envelope.Height > fold))
            each.Fault("window", $"窓が、折った紙（横{Paper.Width:0}ミリ、縦{fold:0.#}ミリ）の外にあります。");
        if (window is not null && (envelope.Height < Least || envelope.Width < 2 * Least))
            each.Fault("window", $"宛名が入りません。縦は{Least:0}ミリ、横は{2 * Least:0}ミリ以上にしてください。");
        return envelope;
    }
}

/// <summary>The envelopes that a city has.</summary>
public sealed record Envelopes(IReadOnlyList<Envelope> All);
