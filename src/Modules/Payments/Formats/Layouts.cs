using Keyaki.Kernel;

namespace Keyaki.Payments;

/// <summary>Layouts as a city's files have them.</summary>
static class Layouts
{
    static readonly Dictionary<string, Shape> Shapes = new(StringComparer.Ordinal)
    {
        ["digits"] = Shape.Digits, ["number"] = Shape.Number, ["leading"] = Shape.Leading, ["tail"] = Shape.Tail, ["text"] = Shape.Text,
        ["kana"] = Shape.Kana,
    };

    static readonly string[] Days = ["yyyyMMdd", "yyMMdd", "MMdd", "yyyy-MM-dd", "yyyy/MM/dd"];

    internal const string List = "places";

    /// <summary>The list `places` of an object, so many bytes wide in all.</summary>
    internal static Layout Read(Section of, int? width)
    {
        List<RecordPlace> places = [.. Places(of)];
        if (places.Count == 0) of.Fault(List, "一つも書かれていません。");
        foreach (var twice in places.Where(p => p.Name.Length > 0).GroupBy(p => p.Name).Where(g => g.Count() > 1))
            of.Fault(List, $"「{twice.Key}」が、もうあります。");
        foreach (var lost in places.SelectMany(p => p.Over).Where(name => places.All(p => p.Name != name)))
            of.Fault(List, $"「{lost}」という項目はありません。");
        var layout = new Layout(places);
        if (width is { } wide && layout.Width != wide) of.Fault(List, $"合わせて{layout.Width}桁です。{wide}桁にしてください。");
        return layout;
    }

    static IEnumerable<RecordPlace> Places(Section of) => of.List(List).SelectMany(each => each.Has("tag") ? Block(each) : [One(each)]);

    /// <summary>A tag of two digits, the length of what follows in two digits, and that.</summary>
    static IEnumerable<RecordPlace> Block(Section each)
    {
        each.Only("tag", List);
        List<RecordPlace> inner = [.. Places(each)];
        var (tag, length) = (each.Word("tag"), inner.Sum(p => p.Width));
        if (tag.Length != 2 || !tag.All(char.IsAsciiDigit)) each.Fault("tag", $"「{tag}」は2桁の数字ではありません。");
        if (length > 99) each.Fault(List, $"合わせて{length}桁です。長さは2桁で書くので、99桁までです。");
        return [new("", $"タグ{tag}とその長さ", 4, Shape.Constant, $"{tag}{length:00}"), .. inner];
    }

    static RecordPlace One(Section each)
    {
        each.Only("name", "title", "width", "as", "constant", "day", "check", "over", "empty", "least", "most", "codes", "past");
        if (new[] { "as", "constant", "day", "check" }.Count(each.Has) != 1)
            each.Fault("", "as、constant、day、check のどれか一つだけを書いてください。");
        var (name, title, width) = (each.MaybeWord("name") ?? "", each.MaybeWord("title") ?? "空き", each.NeededWhole("width"));
        var place = each.MaybeWord("constant") is { } same ? new RecordPlace(name, title, width, Shape.Constant, Same(each, same, width))
            : each.MaybeWord("day") is { } day ? new(name, title, width, Shape.Day, Known(each, "day", day, Days))
            : each.MaybeWord("check") is { } check ? new(name, title, width, Shape.Check, Known(each, "check", check, CheckDigits.Names))
            : new(name, title, width, Shapes[Known(each, "as", each.MaybeWord("as") ?? "", Shapes.Keys)]);
        if (place.Shape is Shape.Day && place.Form.Length != width)
            each.Fault("width", $"日付「{place.Form}」は{place.Form.Length}桁です。");
        if (place.Shape is not Shape.Constant && name.Length == 0) each.Fault("name", "書かれていません。");
        if (each.MaybeWord("empty") is { } none && none.Length != width) each.Fault("empty", $"{width}桁にしてください。");
        return place with
        {
            Empty = each.MaybeWord("empty"),
            Over = each.Words("over"),
            Past = each.Flag("past", false),
            Least = each.Whole("least") ?? 0,
            Most = each.Whole("most") ?? long.MaxValue,
            Codes = Codes(each),
        };
    }

    /// <summary>One character stands for as many as there is room.</summary>
    static string Same(Section each, string constant, int width)
    {
        if (constant.Length == 1) return new(constant[0], width);
        if (constant.Length != width) each.Fault("constant", $"「{constant}」は{constant.Length}桁です。{width}桁にしてください。");
        return constant.PadRight(width)[..width];
    }

    static string Known(Section each, string name, string word, IEnumerable<string> known)
    {
        if (known.Contains(word)) return word;
        each.Fault(name, $"「{word}」は使えません。{string.Join("、", known)} のどれかにしてください。");
        return known.First();
    }

    static Dictionary<string, string>? Codes(Section each)
    {
        if (each.Maybe("codes") is not { } codes) return null;
        return codes.Json.EnumerateObject().ToDictionary(p => p.Name, p => codes.Word(p.Name), StringComparer.Ordinal);
    }
}
