using System.Text.Json.Nodes;
using Keyaki.Kernel;
using Keyaki.Ui;

namespace Keyaki.Procedures;

/// <summary>One question: how it is asked, in three languages, what may be answered, and when it is asked.</summary>
sealed class QuestionPiece : Piece
{
    public override string Code => "question";
    public override string Title => "質問";
    public override bool Mends(string path) => false;
    public override string Next(string draft, Workshop shop) => $"{draft}/questions#{shop.At}";

    static JsonObject Here(Workshop shop) => shop.Sheet.Find(shop.At) ?? throw new NotHere();

    static bool Has(JsonObject here, string setting) => (Sheet.Word(here, "kind"), setting) switch
    {
        ("choice" or "many", "options") => true,
        ("text" or "longtext" or "kana", "maxLength") => true,
        ("number" or "yen" or "many" or "group", "least") => true,
        ("explanation" or "consent", "text") => true,
        ("file", "files") => true,
        (not ("explanation" or "calculated"), "required") => true,
        _ => false,
    };

    public override string? Lead(Workshop shop)
    {
        var here = Here(shop);
        var said = Sheet.Word(here, "kind") is "calculated" ? $"計算：{InWords.Of(here["value"], shop.Sheet)}　" : "";
        return here["questions"] is JsonArray ? said + "繰り返しの中の質問：" + string.Join("、", Sheet.Questions(here).Select(Sheet.Label))
            : said.Length > 0 ? said : null;
    }

    public override Form Form(Workshop shop)
    {
        var (here, sheet) = (Here(shop), shop.Sheet);
        var questions = new List<Ui.Question>
        {
            Spoken("label", "質問の文"),
            Choice("kind", "種類", [.. Kinds(here).Select(k =>
                new Ui.Option(k.Word, k.Label))], "変えて保存すると、その種類で決めることが下に出ます。", folded: true),
            Spoken("hint", "補足"),
        };
        if (Has(here, "required")) questions.Add(new("required", new YesNoKind("必須", "任意"), "答えが要るか") { Required = false });
        if (Has(here, "options")) questions.Add(Spoken("options", "選択肢", "1行に1つ書きます。順番は、三つの言葉で同じにします。", 6));
        if (Has(here, "text")) questions.Add(Spoken("text", Sheet.Word(here, "kind") == "consent" ? "同意してもらう文" : "読んでもらう文",
            "1行が1つの段落になります。", 5));
        if (Has(here, "least"))
        {
            questions.Add(Line("least", "一番小さい数", most: 15));
            questions.Add(Line("most", "一番大きい数", most: 15));
        }
        if (Has(here, "maxLength")) questions.Add(Line("maxLength", "文字数の上限", most: 9));
        if (Has(here, "files")) questions.Add(new("files", new ManyKind(), "受け取るファイル")
        { Required = false, Options = [new("pdf", "PDF"), new("jpeg", "写真（JPEG）"), new("png", "画像（PNG）")] });
        questions.AddRange(Clauses.Ask(here, sheet));
        if (sheet.Pages.Count > 1)
            questions.Add(Choice("page", "置くページ", [.. sheet.Pages.Select((p, i) =>
                new Ui.Option($"{i}", $"{i + 1}. {Sheet.Said(p, "title").Ja}"))], folded: true));
        var form = new Form(questions).Fill("label", Sheet.Said(here, "label")).Fill("kind", Sheet.Word(here, "kind"))
            .Fill("hint", Sheet.Said(here, "hint"));
        if (Has(here, "required")) form.Fill("required", Sheet.Word(here, "required") != "false");
        if (Has(here, "options")) form.Fill("options", Sheet.Lines(Sheet.Objects(here, "options").Select(o => Sheet.Said(o, "label"))));
        if (Has(here, "text")) form.Fill("text", Sheet.Lines(here, "text"));
        foreach (var name in new[] { "least", "most", "maxLength" }) if (form.Asks(name)) form.Fill(name, Sheet.Word(here, name));
        if (Has(here, "files")) form.Fill("files", string.Join('\n', Sheet.Words(here, "files")));
        if (form.Asks("page")) form.Fill("page", $"{sheet.Pages.ToList().IndexOf(sheet.PageOf(shop.At) ?? here)}");
        Clauses.Fill(form, here, sheet);
        return form;
    }

    // What only a file can say (rows, places, the household) is offered where the question is that already.
    static IEnumerable<QuestionKind> Kinds(JsonObject here) => Question.AllKinds.Where(k => k.InBuilder
        && (k.Word is not ("group" or "slot" or "members" or "calculated" or "sex") || k.Word == Sheet.Word(here, "kind")));

    public override void Take(Form form, Workshop shop)
    {
        var (here, sheet) = (Here(shop), shop.Sheet);
        Sheet.Say(here, "label", form.Value("label") as Text);
        Sheet.Say(here, "hint", form.Value("hint") as Text);
        if (form.Asks("required")) Sheet.Set(here, "required", form.Value("required") is false ? JsonValue.Create(false) : null);
        if (form.Asks("options")) TakeOptions(here, form.Value("options") as Text);
        if (form.Asks("text")) Sheet.SayAll(here, "text", form.Value("text") as Text);
        foreach (var name in new[] { "least", "most", "maxLength" }) if (form.Asks(name)) Sheet.Set(here, name, Sheet.Number(form[name]));
        if (form.Asks("files")) Sheet.SetWords(here, "files", form["files"].Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Clauses.Take(form, here);
        if (form["kind"] is { Length: > 0 } kind && kind != Sheet.Word(here, "kind")) Become(here, kind);
        if (form.Asks("page") && int.TryParse(form["page"], out var page) && page < sheet.Pages.Count && sheet.PageOf(shop.At) is { } from
            && sheet.Pages[page] is var to && to != from)
        {
            Sheet.List(from, "questions").Remove(here);
            Sheet.List(to, "questions").Add(here);
        }
    }

    /// <summary>Another kind: what it does not know goes, what it cannot do without comes.</summary>
    static void Become(JsonObject here, string kind)
    {
        here["kind"] = kind;
        foreach (var name in new[] { "maxLength", "least", "most", "files", "options", "text", "groups", "otherwise", "earliest",
            "latest", "rowName", "value", "as", "required" })
            if (!(name is "earliest" or "latest" ? kind is "date" or "birth" : Has(here, name is "most" ? "least"
                : name))) here.Remove(name);
        Guess.Settings(here);
    }

    /// <summary>An answer that is still called so keeps its code, and with it what conditions and fees say of it.</summary>
    static void TakeOptions(JsonObject here, Text? lines)
    {
        var (old, said) = (Sheet.Objects(here, "options"), Sheet.Split(lines));
        var left = old.ToList();
        JsonObject? Same(Text text, int at)
        {
            var same = left.Find(o => Sheet.Said(o, "label").Ja == text.Ja) ?? (said.Count == old.Count && left.Contains(old[at])
                ? old[at] : null);
            if (same is not null) left.Remove(same);
            return same;
        }
        var found = said.Select((text, i) => (Text: text, Old: Same(text, i))).ToList();
        var taken = found.Select(f => Sheet.Word(f.Old, "code")).ToHashSet();
        string Free()
        {
            for (var n = 1; ; n++) if (taken.Add($"a{n}")) return $"a{n}";
        }
        here["options"] = new JsonArray([.. found.Select(f =>
        {
            var option = f.Old is { } kept ? (JsonObject)kept.DeepClone() : new JsonObject { ["code"] = Free() };
            option["label"] = Sheet.Node(f.Text);
            return (JsonNode)option;
        })]);
    }
}

/// <summary>A page of the form: its name, what stands above its questions, and when it is shown.</summary>
sealed class PagePiece : Piece
{
    public override string Code => "page";
    public override string Title => "ページ";
    public override bool Mends(string path) => false;
    public override string Next(string draft, Workshop shop) => draft + "/questions";

    static JsonObject Here(Workshop shop) =>
        int.TryParse(shop.At, out var number) && number >= 1 && number <= shop.Sheet.Pages.Count ? shop.Sheet.Pages[number - 1]
            : throw new NotHere();

    public override Form Form(Workshop shop)
    {
        var here = Here(shop);
        var form = new Form([Spoken("title", "ページの名前"), Spoken("lead", "初めに読んでもらう文", rows: 2), .. Clauses.Ask(here,
            shop.Sheet, "いつも見せる")])
            .Fill("title", Sheet.Said(here, "title")).Fill("lead", Sheet.Said(here, "lead"));
        Clauses.Fill(form, here, shop.Sheet);
        return form;
    }

    public override void Take(Form form, Workshop shop)
    {
        var here = Here(shop);
        Sheet.Say(here, "title", form.Value("title") as Text);
        Sheet.Say(here, "lead", form.Value("lead") as Text);
        Clauses.Take(form, here);
    }
}
