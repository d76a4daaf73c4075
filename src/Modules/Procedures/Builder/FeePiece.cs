using System.Text.Json.Nodes;
using Keyaki.Kernel;
using Keyaki.Ui;

namespace Keyaki.Procedures;

/// <summary>手数料: none, a fixed sum, so much for each item or copy, or by the answer that was chosen; with an exemption. What is
/// counted in another way is shown in words and stays.</summary>
sealed class FeePiece : Piece
{
    const string None = "none", Fixed = "fixed", Each = "each", ByOption = "option", Stays = "stays", Price = "price", Exempt = "free";

    public override string Code => "fee";
    public override string Title => "手数料";
    protected override string[] Names => ["fee"];
    public override string? Lead(Workshop shop) =>
        DefinitionDifference.Fee(shop.Sheet) is { } said ? $"今の計算：{said}" : "手数料がないときは「なし」のまま保存します。";

    static IReadOnlyList<Ui.Option> Of(Sheet sheet, params string[] kinds) =>
        [.. sheet.All.Where(q => kinds.Contains(Sheet.Word(q, "kind"))).Select(q => new Ui.Option(Sheet.Word(q, "name"), Sheet.Label(q)))];

    public override Form Form(Workshop shop)
    {
        var (sheet, fee) = (shop.Sheet, shop.Sheet.Root["fee"] as JsonObject);
        var read = Read(sheet);
        var form = new Form([
            new("how", new ChoiceKind(), "決め方")
            {
                Required = false, Options =
                [
                    new(None, "なし"), new(Fixed, "決まった額"), new(Each, "1個（1部、1人）ごとの額",
                        "数を聞く質問の答えに、額を掛けます。"),
                    new(ByOption, "選んだものごとの額", "選ぶ質問の答えごとに、額を書きます。"),
                    .. read.How == Stays ? [new Ui.Option(Stays, "今の計算のまま")] : Array.Empty<Ui.Option>(),
                ],
            },
            Line("yen", "額（円）", "数字だけを書きます。", 12),
            Choice("times", "数を聞く質問", Of(sheet, "number", "calculated"), "「1個ごとの額」のときに選びます。", folded: true),
            Choice("of", "選ぶ質問", Of(sheet, "choice"), "「選んだものごとの額」のときに選びます。", folded: true),
            Lines("prices", "選択肢ごとの額（円）", "選択肢の順に、1行に1つ書きます。"),
            .. Clauses.AskOne(Exempt, "かからないとき", Clauses.Offered(sheet.All), null, sheet, "当てはまるときは0円になります。"),
            Spoken("label", "何の手数料か"),
            new("back", new YesNoKind("返す", "返さない"), "認めなかったとき、払われた手数料を") { Required = false },
        ]);
        Clauses.FillOne(form, Exempt, read.Free, Clauses.Offered(sheet.All));
        return form.Fill("how", read.How).Fill("yen", read.Yen).Fill("times", read.Times).Fill("of", read.Of).Fill("prices", read.Prices)
            .Fill("label", fee is null ? new Text("手数料", "てすうりょう", "Fee") : Sheet.Said(fee, "label"))
            .Fill("back", Sheet.Word(fee, "backWhenRefused") == "true");
    }

    sealed record Found(string How, string Yen = "", string Times = "", string Of = "", string Prices = "")
    {
        public JsonNode? Free { get; init; }
    }

    static Found Read(Sheet sheet)
    {
        if (sheet.Root["fee"] is not JsonObject fee) return new(None);
        var (tree, free) = (fee["yen"], (JsonNode?)null);
        if (tree as JsonArray is [JsonValue word, { } exempt, JsonValue nothing, { } rest] && word.ToString() == "if"
            && nothing.ToString() == "0")
        {
            if (Clauses.One(exempt, Clauses.Offered(sheet.All)) is null) return new(Stays);
            (tree, free) = (rest, exempt);
        }
        return (tree switch
        {
            JsonValue sum when sum.ToString() is not ['$' or '@', ..] => new Found(Fixed, sum.ToString()),
            JsonValue read when read.ToString() is var of && of.EndsWith(":" + Price, StringComparison.Ordinal)
                && sheet.Find(of[1..].Split(':')[0]) is { } question => new(ByOption, Of: Sheet.Word(question, "name"),
                    Prices: string.Join('\n', Sheet.Objects(question, "options").Select(o => Sheet.Word(o, Price)))),
            JsonArray product when product is [JsonValue times, JsonValue count, JsonValue each] && times.ToString() == "*"
                && count.ToString() is ['$', ..] name => new(Each, each.ToString(), name[1..]),
            _ => new(Stays),
        }) with
        { Free = free };
    }

    public override void Take(Form form, Workshop shop)
    {
        var (root, sheet) = (shop.Sheet.Root, shop.Sheet);
        if (form["how"] is None or "") { root.Remove("fee"); return; }
        var fee = Sheet.Part(root, "fee");
        Sheet.Say(fee, "label", form.Value("label") as Text);
        Sheet.Set(fee, "backWhenRefused", form.Value("back") is true ? JsonValue.Create(true) : null);
        if (form["how"] == Stays) return;
        JsonNode? yen = Sheet.Number(form["yen"]);
        if (form["how"] == Each) yen = new JsonArray("*", "$" + form["times"], yen);
        if (form["how"] == ByOption)
        {
            yen = $"${form["of"]}:{Price}";
            var prices = form["prices"].ReplaceLineEndings("\n").Split('\n');
            foreach (var (option, i) in (sheet.Find(form["of"]) is { } asked ? Sheet.Objects(asked, "options") : []).Select((o, i) =>
                (o, i)))
                Sheet.Set(option, Price, Sheet.Number(prices.ElementAtOrDefault(i) ?? ""));
        }
        if (Clauses.TakeOne(form, Exempt, null) is { } free) yen = new JsonArray("if", free, 0, yen);
        fee.Remove("parts");
        Sheet.Set(fee, "yen", yen);
        // The page before the questions must not go on saying that it is free.
        if (Sheet.Said(root, "cost").Ja == NewProcedure.Free.Ja) Sheet.Say(root, "cost", Cost(form));
    }

    static Text Cost(Form form) => form["how"] == Fixed && form[Exempt].Length == 0
        ? new($"{form["yen"]}円", $"{form["yen"]}円", $"{form["yen"]} yen")
        : new("手数料がかかります。額は、入力した内容で決まります。", "お金が かかります。いくらかは、書いた ことで きまります。",
            "There is a fee; it depends on what you enter.");
}
