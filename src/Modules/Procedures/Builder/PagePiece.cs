using System.Globalization;
using System.Text.Json.Nodes;
using Keyaki.Kernel;
using Keyaki.Ui;

namespace Keyaki.Procedures;

/// <summary>A page of the form: its name, what stands above its questions, and when it is shown.</summary>
sealed class PagePiece : Piece
{
    public override string Code => "page";
    public override string Title => "ページ";
    public override bool IsMany => true;
    public override bool Mends(string path) => false;
    public override string Next(string draft, Workshop shop) => draft + "/questions";

    /// <summary>The page that the address names by its number.</summary>
    public static (JsonObject Page, int Number) Here(Workshop shop) =>
        int.TryParse(shop.At, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1
            && number <= shop.Sheet.Pages.Count ? (shop.Sheet.Pages[number - 1], number) : throw new NotHere();

    public override bool StandsIn(Sheet sheet, string at, string kind) => Recalled(sheet, at);

    /// <summary>Empty pages up to that number; false where there is one.</summary>
    internal static bool Recalled(Sheet sheet, string at)
    {
        if (!int.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > 1000
            || number <= sheet.Pages.Count) return false;
        while (sheet.Pages.Count < number)
            Sheet.List(sheet.Root, "pages").Add(new JsonObject { ["title"] = Sheet.Node(new("")), ["questions"] = new JsonArray() });
        return true;
    }

    public override IReadOnlyList<(string Label, string Url)> More(Workshop shop, string draft) =>
        [("このページの後の進み方と、終わりになる答え", $"{draft}/ways/{shop.At}")];

    public override Form Form(Workshop shop)
    {
        var (here, _) = Here(shop);
        var offered = Clauses.Offered(shop.Sheet.Before(here));
        var form = new Form([Spoken("title", "ページの名前"), Spoken("lead", "初めに読んでもらう文", rows: 2), .. Clauses.Ask(here, offered,
            shop.Sheet, always: "いつも見せる")])
            .Fill("title", Sheet.Said(here, "title")).Fill("lead", Sheet.Said(here, "lead"));
        Clauses.Fill(form, here, offered);
        return form;
    }

    public override void Take(Form form, Workshop shop)
    {
        var (here, _) = Here(shop);
        Sheet.Say(here, "title", form.Value("title") as Text);
        Sheet.Say(here, "lead", form.Value("lead") as Text);
        Clauses.Take(form, here);
    }
}

/// <summary>Where one goes after a page, and with which of its answers it ends: who may not apply reads why, and what they can do
/// instead.</summary>
sealed class WaysPiece : Piece
{
    /// <summary>As many of each as a page offers; more that a file brought are asked as well.</summary>
    const int Offered = 2;

    public override string Code => "ways";
    public override string Title => "進み方と終わり";
    public override bool IsMany => true;
    public override bool Mends(string path) => false;
    public override bool StandsIn(Sheet sheet, string at, string kind) => PagePiece.Recalled(sheet, at);
    public override string Heading(Workshop shop) => $"進み方と終わり：{Sheet.Said(PagePiece.Here(shop).Page, "title").Ja}";
    public override string Next(string draft, Workshop shop) => draft + "/questions";

    public override string Lead(Workshop shop) => Answers(shop).Count == 0
        ? "答えを選ぶ質問（はい・いいえ、一つ選ぶ、数など）をこのページに加えると、ここで進み方を決められます。"
        : "答えによってページを飛ばすときと、申し込めない人にそのことを伝えて終わるときに使います。空けておくと、次のページへ進みます。";

    static IReadOnlyList<Ui.Option> Answers(Workshop shop) => Clauses.Offered(shop.Sheet.Through(PagePiece.Here(shop).Page));

    // The page after this one is where one goes anyway.
    static List<Ui.Option> Targets(Sheet sheet, int number) => [.. sheet.Pages.Select((p, i) => (Page: p, Number: i + 1))
        .Where(p => p.Number > number + 1).Select(p => new Ui.Option($"{p.Number}", $"{p.Number}. {Sheet.Said(p.Page, "title").Ja}")),
        .. number < sheet.Pages.Count ? [new Ui.Option(Routing.Check, "答えの確認")] : Array.Empty<Ui.Option>()];

    static string Target(string to, Sheet sheet) => to.Length == 0 || to == Routing.Check ? to
        : sheet.Pages.ToList().FindIndex(p => Sheet.Word(p, "name") == to) is >= 0 and var at ? $"{at + 1}" : "";

    static IEnumerable<(int Number, JsonObject? Now)> Numbered(Workshop shop, string name)
    {
        var now = Sheet.Objects(PagePiece.Here(shop).Page, name);
        return Enumerable.Range(0, Math.Max(Answers(shop).Count > 0 ? Offered : 0, now.Count)).Select(i => (i, now.ElementAtOrDefault(i)));
    }

    public override Form Form(Workshop shop)
    {
        var (_, number) = PagePiece.Here(shop);
        var (sheet, offered, targets) = (shop.Sheet, Answers(shop), Targets(shop.Sheet, number));
        var questions = new List<Ui.Question>();
        if (targets.Count > 0)
            foreach (var (i, now) in Numbered(shop, "next"))
            {
                questions.AddRange(Clauses.AskOne($"route{i}", $"飛ばすとき{i + 1}", offered, now?["when"], sheet));
                questions.Add(Choice($"to{i}", $"飛ばすとき{i + 1}に進むページ", targets, folded: true));
            }
        foreach (var (i, now) in Numbered(shop, "stop"))
        {
            questions.AddRange(Clauses.AskOne($"stop{i}", $"終わるとき{i + 1}", offered, now?["when"], sheet,
                "このページの質問の答えを選びます。"));
            questions.Add(Spoken($"title{i}", $"終わるとき{i + 1}の題名", "「この手続では申し込めません」のように書きます。"));
            questions.Add(Spoken($"message{i}", $"終わるとき{i + 1}の理由", rows: 2));
            questions.Add(Spoken($"next{i}", $"終わるとき{i + 1}に、代わりにできること", "1行に1つ書きます。", 2));
        }
        var form = new Form(questions);
        foreach (var (i, now) in Numbered(shop, "next").Where(_ => targets.Count > 0))
        {
            Clauses.FillOne(form, $"route{i}", now?["when"], offered);
            form.Fill($"to{i}", Target(Sheet.Word(now, "to"), sheet));
        }
        foreach (var (i, now) in Numbered(shop, "stop"))
        {
            Clauses.FillOne(form, $"stop{i}", now?["when"], offered);
            form.Fill($"title{i}", Sheet.Said(now, "title")).Fill($"message{i}", Sheet.Said(now, "message"))
                .Fill($"next{i}", now is null ? new Text("") : Sheet.Lines(now, "next"));
        }
        return form;
    }

    public override void Take(Form form, Workshop shop)
    {
        var (page, _) = PagePiece.Here(shop);
        if (form.Asks("to0")) Put(page, "next", Numbered(shop, "next").Select(each => Route(form, each.Number, each.Now, shop.Sheet)));
        Put(page, "stop", Numbered(shop, "stop").Select(each => Stop(form, each.Number, each.Now)));
    }

    static void Put(JsonObject page, string name, IEnumerable<JsonObject?> all) =>
        Sheet.Set(page, name, all.OfType<JsonObject>().ToList() is { Count: > 0 } some ? new JsonArray([.. some]) : null);

    static JsonObject? Route(Form form, int i, JsonObject? now, Sheet sheet)
    {
        if (Clauses.TakeOne(form, $"route{i}", now?["when"]) is not { } when) return null;
        var to = form[$"to{i}"];
        if (int.TryParse(to, out var target) && sheet.Pages.ElementAtOrDefault(target - 1) is { } page) to = NameOf(page, sheet);
        return new JsonObject { ["when"] = when, ["to"] = to };
    }

    static string NameOf(JsonObject page, Sheet sheet)
    {
        if (Sheet.Word(page, "name").Length == 0) page["name"] = Sheet.Free(sheet.Pages, "page");
        return Sheet.Word(page, "name");
    }

    static JsonObject? Stop(Form form, int i, JsonObject? now)
    {
        if (Clauses.TakeOne(form, $"stop{i}", now?["when"]) is not { } when) return null;
        var stop = now is null ? new JsonObject() : (JsonObject)now.DeepClone();
        stop["when"] = when;
        foreach (var name in new[] { "title", "message" }) Sheet.Say(stop, name, form.Value($"{name}{i}") as Text);
        Sheet.SayAll(stop, "next", form.Value($"next{i}") as Text);
        return stop;
    }
}
