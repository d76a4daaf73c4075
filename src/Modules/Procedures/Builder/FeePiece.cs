using System.Globalization;
using System.Text.Json.Nodes;
using Keyaki.Kernel;
using Keyaki.Ui;

namespace Keyaki.Procedures;

/// <summary>A sum of yen: none, a fixed one, so much for each item or copy, a share of an amount, or by the answer that was chosen; and
/// when it is nothing. What is counted in another way is shown in words and stays.</summary>
abstract class SumPiece : Piece
{
    protected const string None = "none", Fixed = "fixed";
    const string Each = "each", Share = "share", ByOption = "option", Stays = "stays", Exempt = "free";

    /// <summary>The word of an option's own sum.</summary>
    protected abstract string Price { get; }
    protected abstract string Nothing { get; }
    protected abstract Text Usual { get; }

    /// <summary>What is asked of it beside how it is counted.</summary>
    protected abstract IEnumerable<Ui.Question> Beside(Workshop shop);

    static IReadOnlyList<Ui.Option> Of(Sheet sheet, params string[] kinds) =>
        [.. sheet.All.Where(q => kinds.Contains(Sheet.Word(q, "kind"))).Select(q => new Ui.Option(Sheet.Word(q, "name"), Sheet.Label(q)))];

    public override Form Form(Workshop shop)
    {
        var (sheet, sum) = (shop.Sheet, shop.Sheet.Root[Code] as JsonObject);
        var read = Read(sheet);
        var form = new Form([
            new("how", new ChoiceKind(), "決め方")
            {
                Required = false, Options =
                [
                    new(None, "なし"), new(Fixed, "決まった額"), new(Each, "1個（1部、1人）ごとの額",
                        "数を聞く質問の答えに、額を掛けます。"),
                    new(Share, "金額の何割か", "金額を聞く質問の答えに、割合を掛けます。1円に満たない分は切り捨てます。"),
                    new(ByOption, "選んだものごとの額", "選ぶ質問の答えごとに、額を書きます。"),
                    .. read.How == Stays ? [new Ui.Option(Stays, "今の計算のまま")] : Array.Empty<Ui.Option>(),
                ],
            },
            Line("yen", "額（円）", "数字だけを書きます。", 12),
            Choice("times", "数を聞く質問", Of(sheet, "number", "calculated"), "「1個ごとの額」のときに選びます。", folded: true),
            Choice("from", "金額を聞く質問", Of(sheet, "yen", "calculated"), "「金額の何割か」のときに選びます。", folded: true),
            Line("percent", "割合（%）", "「金額の何割か」のときに書きます。半分なら50です。", 6),
            Line("cap", "上限（円）", "「金額の何割か」のときに書きます。空けると、上限はありません。", 12),
            Choice("of", "選ぶ質問", Of(sheet, "choice"), "「選んだものごとの額」のときに選びます。", folded: true),
            Lines("prices", "選択肢ごとの額（円）", "選択肢の順に、1行に1つ書きます。"),
            .. Clauses.AskOne(Exempt, Nothing, Clauses.Offered(sheet.All), null, sheet, "当てはまるときは0円になります。"),
            Spoken("label", "何の額か"),
            .. Beside(shop),
        ]);
        Clauses.FillOne(form, Exempt, read.Free, Clauses.Offered(sheet.All));
        return form.Fill("how", read.How).Fill("yen", read.Yen).Fill("times", read.Times).Fill("from", read.From)
            .Fill("percent", read.Percent).Fill("cap", read.Cap).Fill("of", read.Of).Fill("prices", read.Prices)
            .Fill("label", sum is null ? Usual : Sheet.Said(sum, "label"));
    }

    sealed record Found(string How, string Yen = "", string Times = "", string Of = "", string Prices = "")
    {
        public string From { get; init; } = "";
        public string Percent { get; init; } = "";
        public string Cap { get; init; } = "";
        public JsonNode? Free { get; init; }
    }

    Found Read(Sheet sheet)
    {
        if (sheet.Root[Code] is not JsonObject sum) return new(None);
        var (tree, free) = (sum["yen"], (JsonNode?)null);
        if (tree as JsonArray is [JsonValue word, { } exempt, JsonValue nothing, { } rest] && word.ToString() == "if"
            && nothing.ToString() == "0")
        {
            if (Clauses.One(exempt, Clauses.Offered(sheet.All)) is null) return new(Stays);
            (tree, free) = (rest, exempt);
        }
        return (tree switch
        {
            JsonValue fix when fix.ToString() is not ['$' or '@', ..] => new Found(Fixed, fix.ToString()),
            JsonValue read when read.ToString() is var of && of.EndsWith(":" + Price, StringComparison.Ordinal)
                && sheet.Find(of[1..].Split(':')[0]) is { } question => new(ByOption, Of: Sheet.Word(question, "name"),
                    Prices: string.Join('\n', Sheet.Objects(question, "options").Select(o => Sheet.Word(o, Price)))),
            JsonArray min when min is [JsonValue least, { } share, JsonValue cap] && least.ToString() == "min"
                && ShareOf(share) is { } found => found with { Cap = cap.ToString() },
            _ when ShareOf(tree) is { } found => found,
            JsonArray product when product is [JsonValue times, JsonValue count, JsonValue each] && times.ToString() == "*"
                && count.ToString() is ['$', ..] name => new(Each, each.ToString(), name[1..]),
            _ => new(Stays),
        }) with
        { Free = free };
    }

    /// <summary>Whole yen of a share.</summary>
    static Found? ShareOf(JsonNode? tree) => tree as JsonArray is [JsonValue floor, JsonArray product, JsonValue unit]
        && floor.ToString() == "floor-to" && unit.ToString() == "1" && product is [JsonValue times, JsonValue amount, JsonValue part]
        && times.ToString() == "*" && amount.ToString() is ['$', ..] name && part.TryGetValue<decimal>(out var share)
        ? new(Share) { From = name[1..], Percent = (share * 100).ToString("0.####", CultureInfo.InvariantCulture) } : null;

    public override void Take(Form form, Workshop shop)
    {
        var (root, sheet) = (shop.Sheet.Root, shop.Sheet);
        if (form["how"] is None or "") { root.Remove(Code); return; }
        var sum = Sheet.Part(root, Code);
        Sheet.Say(sum, "label", form.Value("label") as Text);
        if (form["how"] == Stays) return;
        var yen = Yen(form, sheet);
        if (Clauses.TakeOne(form, Exempt, null) is { } free) yen = new JsonArray("if", free, 0, yen);
        sum.Remove("parts");
        Sheet.Set(sum, "yen", yen);
    }

    JsonNode? Yen(Form form, Sheet sheet)
    {
        switch (form["how"])
        {
            case Each: return new JsonArray("*", "$" + form["times"], Sheet.Number(form["yen"]));
            case Share:
                JsonNode? part = Sheet.Number(form["percent"]) is JsonValue said && said.TryGetValue<decimal>(out var of)
                    ? JsonValue.Create(of / 100) : JsonValue.Create(form["percent"]);
                var share = new JsonArray("floor-to", new JsonArray("*", "$" + form["from"], part), 1);
                return Sheet.Number(form["cap"]) is { } cap ? new JsonArray("min", share, cap) : share;
            case ByOption:
                var prices = form["prices"].ReplaceLineEndings("\n").Split('\n');
                var options = sheet.Find(form["of"]) is { } asked ? Sheet.Objects(asked, "options") : [];
                foreach (var (at, option) in options.Index())
                    Sheet.Set(option, Price, Sheet.Number(prices.ElementAtOrDefault(at) ?? ""));
                return $"${form["of"]}:{Price}";
            default: return Sheet.Number(form["yen"]);
        }
    }

    protected static bool IsFree(Form form) => form[Exempt].Length > 0;
}

/// <summary>手数料: what the applicant pays.</summary>
sealed class FeePiece : SumPiece
{
    public override string Code => "fee";
    public override string Title => "手数料";
    protected override string[] Names => ["fee"];
    protected override string Price => "price";
    protected override string Nothing => "かからないとき";
    protected override Text Usual => new("手数料", "てすうりょう", "Fee");
    public override string? Lead(Workshop shop) =>
        DefinitionDifference.Fee(shop.Sheet) is { } said ? $"今の計算：{said}" : "手数料がないときは「なし」のまま保存します。";

    protected override IEnumerable<Ui.Question> Beside(Workshop shop) =>
        [new("back", new YesNoKind("返す", "返さない"), "認めなかったとき、払われた手数料を") { Required = false }];

    public override Form Form(Workshop shop) =>
        base.Form(shop).Fill("back", Sheet.Word(shop.Sheet.Root["fee"] as JsonObject, "backWhenRefused") == "true");

    public override void Take(Form form, Workshop shop)
    {
        base.Take(form, shop);
        var root = shop.Sheet.Root;
        if (root["fee"] is not JsonObject fee) return;
        Sheet.Set(fee, "backWhenRefused", form.Value("back") is true ? JsonValue.Create(true) : null);
        // The page before the questions must not go on saying that it is free.
        if (Sheet.Said(root, "cost").Ja == NewProcedure.Free.Ja) Sheet.Say(root, "cost", Cost(form));
    }

    static Text Cost(Form form) => form["how"] == Fixed && !IsFree(form)
        ? new($"{form["yen"]}円", $"{form["yen"]}円", $"{form["yen"]} yen")
        : new("手数料がかかります。額は、入力した内容で決まります。", "お金が かかります。いくらかは、書いた ことで きまります。",
            "There is a fee; it depends on what you enter.");
}

/// <summary>市が払う額 of a subsidy, and the budget that it comes from: a table of the city with a row for each fiscal year.</summary>
sealed class GrantPiece : SumPiece
{
    public override string Code => "grant";
    public override string Title => "市が払う額と予算";
    protected override string[] Names => ["grant", "budget"];
    protected override string Price => "grant";
    protected override string Nothing => "払わないとき";
    protected override Text Usual => new("補助金の額", "もらえる お金", "Subsidy");
    public override string? Lead(Workshop shop) => (DefinitionDifference.Grant(shop.Sheet) is { } said ? $"今の計算：{said}。"
        : "市が何も払わない手続では「なし」のまま保存します。")
        + "予算を選ぶと、残りがなくなった年度は受け付けが止まります。残りは、決める職員にも見えます。";

    static IEnumerable<Figure> Tables(Workshop shop) => shop.City.Rules.All.Values
        .Where(t => t.Axis is Axis.FiscalYear && t.Unit is Unit.Yen).OrderBy(t => t.Code, StringComparer.Ordinal);

    protected override IEnumerable<Ui.Question> Beside(Workshop shop) =>
    [
        Choice("table", "予算", [.. Tables(shop).Select(t => new Ui.Option(t.Code, t.Title.Ja))],
            "年度ごとの額の表から選びます。表は、市のファイル（rules）にあります。選ばないと、上限はありません。", folded: true),
        Spoken("budget", "予算の名前", "申し込めない人が読みます。"),
    ];

    public override Form Form(Workshop shop)
    {
        var budget = shop.Sheet.Root["budget"] as JsonObject;
        return base.Form(shop).Fill("table", Sheet.Word(budget, "table")).Fill("budget", Sheet.Said(budget, "label"));
    }

    public override void Take(Form form, Workshop shop)
    {
        base.Take(form, shop);
        var root = shop.Sheet.Root;
        if (root["grant"] is not JsonObject) root.Remove("payout");
        if (form["table"].Length == 0 || root["grant"] is not JsonObject grant) { root.Remove("budget"); return; }
        var budget = Sheet.Part(root, "budget");
        Sheet.SetWord(budget, "table", form["table"]);
        Sheet.Say(budget, "label", form.Field("budget").IsEmpty ? Sheet.Said(grant, "label") : form.Value("budget") as Text);
    }
}
