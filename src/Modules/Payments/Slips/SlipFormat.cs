using Keyaki.Kernel;

namespace Keyaki.Payments;

/// <summary>納付書の符号: the codes of a slip as `payments/slips.json` of the city has them, all in one place, so that they are replaced
/// there when the official texts are at hand.</summary>
/// <param name="Number">eL番号: the places of the eL-QR that are printed below it, in their order.</param>
/// <param name="Separator">Stands between them.</param>
/// <param name="Most">限度額: no convenience store takes more.</param>
/// <param name="Module">The width of the thinnest bar, in millimetres.</param>
/// <param name="Items">税目・料金番号 by 収入項目.</param>
/// <param name="Confirmed">Somebody has compared check digits and item numbers with the official texts.</param>
public sealed record SlipFormat(DigitCode ElQr, IReadOnlyList<string> Number, string Separator, DigitCode Store, Yen Most, double Module,
    IReadOnlyList<DigitCode> Lines, IReadOnlyDictionary<string, string> Items, bool Confirmed)
{
    public static CityFiles Files { get; } = new CityFiles<SlipFormat>("payments", "slips.json", "payment-slips.json", Read);

    const int ElQrDigits = 255, StoreDigits = 44;

    /// <summary>見本: what is printed pays nothing, because something in its codes is not confirmed.</summary>
    public bool IsSpecimen => !Confirmed;

    static SlipFormat Read(CityReading reading)
    {
        var empty = new DigitCode("", new([]));
        if (reading.File.Open("confirmed", "elQr", "store", "lines", "items") is not { } root)
            return new(empty, [], "", empty, Yen.Zero, 1, [], new Dictionary<string, string>(), false);
        var (elQr, number, separator) = ReadElQr(root);
        var (store, most, module) = ReadStore(root);
        List<DigitCode> lines = [.. root.List("lines").Index().Select(line =>
        {
            line.Item.Only("digits", Layouts.List);
            return new DigitCode($"OCRの{line.Index + 1}行目", Layouts.Read(line.Item, line.Item.NeededWhole("digits")));
        })];
        var confirmed = root.Flag("confirmed", false);
        if (confirmed && !elQr.Layout.ChecksAreKnown)
            root.Fault("confirmed", "チェックデジットの計算が分からない（unknown）うちは、true にできません。");
        return new(elQr, number, separator, store, most, module, lines, Numbers(root, reading.City.Files<Items>()), confirmed);
    }

    static (DigitCode Code, IReadOnlyList<string> Number, string Separator) ReadElQr(Section root)
    {
        if (root.Maybe("elQr") is not { } of) return (Lacking(root, "elQr"), [], "");
        of.Only("number", "separator", Layouts.List);
        var layout = Layouts.Read(of, ElQrDigits);
        var number = of.Words("number");
        foreach (var (i, name) in number.Index())
            if (layout.Places.All(p => p.Name != name)) of.Fault($"number[{i}]", $"「{name}」という項目は places にありません。");
        return (new("eL-QR", layout), number, of.MaybeWord("separator") ?? "");
    }

    static (DigitCode Code, Yen Most, double Module) ReadStore(Section root)
    {
        if (root.Maybe("store") is not { } of) return (Lacking(root, "store"), Yen.Zero, 1);
        of.Only("most", "module", Layouts.List);
        var module = (double)of.NeededNumber("module");
        if (module <= 0 || StoreBars.Width(StoreDigits, module) > StoreBars.Widest)
            of.Fault("module", $"バーの全体が{StoreBars.Widest}mmを超えます。"
                + $"{StoreBars.Widest / StoreBars.Modules(StoreDigits):0.000}より小さくしてください。");
        return (new("コンビニ収納のバーコード", Layouts.Read(of, StoreDigits)), new(of.NeededWhole("most")), module);
    }

    static DigitCode Lacking(Section root, string name)
    {
        if (!root.Has(name)) root.Fault(name, "書かれていません。");
        return new("", new([]));
    }

    static Dictionary<string, string> Numbers(Section root, Items items)
    {
        var numbers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var each in root.List("items"))
        {
            each.Only("item", "number");
            var (item, number) = (each.Word("item"), each.Word("number"));
            if (items.All.All(i => i.Code != item)) each.Fault("item", $"「{item}」という収入項目は items.json にありません。");
            if (number.Length != 3 || !number.All(char.IsAsciiDigit)) each.Fault("number", $"「{number}」は3桁の数字ではありません。");
            if (!numbers.TryAdd(item, number)) each.Fault("item", $"「{item}」が、もうあります。");
        }
        return numbers;
    }

    /// <summary>The number of an item on slips.</summary>
    /// <exception cref="Rule">the city's file has none for it.</exception>
    public string NumberOf(Item item) => Items.GetValueOrDefault(item.Code) ?? throw new Rule("item",
        $"「{item.Title.Ja}」の税目・料金番号がありません。市のファイル payments/slips.json の items に書いてください。");
}
