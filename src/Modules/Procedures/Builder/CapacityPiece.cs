using System.Text.Json.Nodes;
using Keyaki.Kernel;
using Keyaki.Ui;

namespace Keyaki.Procedures;

/// <summary>日ごとの定員: which table of the city says the places, which question asks for the day, and which answers decide whose places
/// they are. How many there are on a day is changed where the days are.</summary>
sealed class CapacityPiece : Piece
{
    const int MostKeys = 2;

    public override string Code => "capacity";
    public override string Title => "日ごとの定員";
    protected override string[] Names => ["capacity"];
    public override string Lead(Workshop shop) =>
        "「空いている日」の質問で選べる日と、1日に受け付ける数です。数そのものは市の枠の表にあり、日ごとに「日ごとの予約」で変えられます。";

    static IReadOnlyList<Ui.Option> Asked(Workshop shop, Predicate<string> kind) => [.. shop.Sheet.All
        .Where(q => kind(Sheet.Word(q, "kind"))).Select(q => new Ui.Option(Sheet.Word(q, "name"), Sheet.Label(q)))];

    /// <summary>What a key can be made of: an answer, or always the same row of the table.</summary>
    static IEnumerable<Ui.Option> Keys(Workshop shop) => shop.Sheet.All.SelectMany(q =>
    {
        var (label, read) = (Sheet.Label(q), "$" + Sheet.Word(q, "name"));
        return Sheet.Word(q, "kind") switch
        {
            "choice" => [new Ui.Option(read, $"「{label}」の答え")],
            "address" or "place" => [new Ui.Option(read + ".town", $"「{label}」の町")],
            _ => Array.Empty<Ui.Option>(),
        };
    }).Concat((shop.City.Files<SlotTables>().All
        .GetValueOrDefault(Sheet.Word(shop.Sheet.Root["capacity"] as JsonObject, "slots"))?.Rows ?? []).Select(row => row.Key).Distinct()
        .Select(key => new Ui.Option(key, $"いつも「{key}」")));

    public override Form Form(Workshop shop)
    {
        var now = shop.Sheet.Root["capacity"] as JsonObject;
        var kept = now is null ? [] : Sheet.Words(now, "keys");
        var keys = Keys(shop).ToList();
        // What no page can say stays as it is.
        keys.AddRange(kept.Where(key => keys.TrueForAll(k => k.Value != key)).Select(key => new Ui.Option(key, $"今のまま（{key}）")));
        var form = new Form([
            Choice("slots", "枠の表", [.. shop.City.Files<SlotTables>().All.Keys.Order(StringComparer.Ordinal).Select(code =>
                new Ui.Option(code, code))], "選ばないと、日ごとの定員はありません。選んで保存すると、場所や地区の記号が下に出ます。",
                folded: true),
            Choice("day", "日を選ぶ質問", Asked(shop, kind => kind == "slot"), folded: true),
            .. Enumerable.Range(0, MostKeys).Select(i => Choice($"key{i}", $"枠を決める答え{i + 1}", keys, i == 0
                ? "枠の表の場所や地区の記号と、同じ記号の答えを使います。記号は選択肢のページで変えられます。" : null, folded: true)),
            Line("opensDaysBefore", "何日前から選べるか", "空けると60日前からです。", 5),
            Line("closesDaysBefore", "何日前まで選べるか", "空けると前の日までです。", 5),
            new("list", new ManyKind(), "当日の一覧に載せる答え")
            {
                Required = false, Hint = "その日の仕事に要るものだけを選びます。",
                Options = Asked(shop, kind => kind is not ("slot" or "explanation" or "consent")),
            },
        ]);
        foreach (var (key, i) in kept.Take(MostKeys).Select((key, i) => (key, i))) form.Fill($"key{i}", key);
        foreach (var name in new[] { "slots", "day", "opensDaysBefore", "closesDaysBefore" }) form.Fill(name, Sheet.Word(now, name));
        return form.Fill("list", now is null ? "" : string.Join('\n', Sheet.Words(now, "list")));
    }

    public override void Take(Form form, Workshop shop)
    {
        var root = shop.Sheet.Root;
        if (form["slots"].Length == 0) { root.Remove("capacity"); return; }
        var now = Sheet.Part(root, "capacity");
        foreach (var name in new[] { "slots", "day" }) Sheet.SetWord(now, name, form[name]);
        Sheet.SetWords(now, "keys", Enumerable.Range(0, MostKeys).Select(i => form[$"key{i}"]).Where(key => key.Length > 0));
        foreach (var name in new[] { "opensDaysBefore", "closesDaysBefore" }) Sheet.Set(now, name, Sheet.Number(form[name]));
        Sheet.SetWords(now, "list", form["list"].Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
