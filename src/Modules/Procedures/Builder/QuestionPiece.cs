using System.Text.Json.Nodes;
using Keyaki.Kernel;
using Keyaki.Ui;

namespace Keyaki.Procedures;

/// <summary>One question, of a page or of the rows of a group: how it is asked, in three languages, what may be answered, and when it is
/// asked.</summary>
sealed class QuestionPiece : Piece
{
    const string Rows = "rows", Law = "law", LeaveOut = "mayLeaveOut", RowName = "rowName";

    public override string Code => "question";
    public override string Title => "質問";
    public override bool IsMany => true;
    public override bool Mends(string path) => false;
    public override string Heading(Workshop shop) => $"質問：{Sheet.Label(Here(shop))}";
    public override string Next(string draft, Workshop shop) => $"{draft}/questions#{shop.At}";

    static JsonObject Here(Workshop shop) => shop.Sheet.Find(shop.At) ?? throw new NotHere();

    public override bool StandsIn(Sheet sheet, string at, string kind)
    {
        if (sheet.Find(at) is not null) return false;
        JsonObject Asked(string name, string kind) => new() { ["name"] = name, ["kind"] = kind, ["label"] = Sheet.Node(new("")) };
        if (sheet.Pages.Count == 0) Sheet.List(sheet.Root, "pages").Add(new JsonObject());
        var (names, asked) = (at.Split('.', 2), Question.Kinds.ContainsKey(kind) ? kind : "text");
        if (sheet.Find(names[0]) is not { } whole)
            Sheet.List(sheet.Pages[^1], "questions").Add(whole = Asked(names[0], names.Length > 1 ? "group" : asked));
        if (names.Length > 1) Sheet.List(whole, "questions").Add(Asked(names[1], asked));
        return true;
    }

    static bool Has(JsonObject here, string setting) => (Sheet.Word(here, "kind"), setting) switch
    {
        ("choice" or "many", "options") => true,
        ("text" or "longtext" or "kana", "maxLength") => true,
        ("number" or "yen" or "many" or "group", "least") => true,
        ("explanation" or "consent", "text") => true,
        ("file", "files") => true,
        ("sex", Law or LeaveOut) => true,
        ("group", Rows or RowName) => true,
        ("calculated", "value") => true,
        (not ("explanation" or "calculated"), "required") => true,
        _ => false,
    };

    public override string? Lead(Workshop shop) => Has(Here(shop), "value")
        ? $"今の計算：{(Here(shop)["value"] is { } value ? InWords.Of(value, shop.Sheet) : "まだありません。")}" : null;

    /// <summary>What the rows ask, and each answer that can be chosen, has a page of its own.</summary>
    public override IReadOnlyList<(string Label, string Url)> More(Workshop shop, string draft) => [.. Sheet.Questions(Here(shop))
        .Select(q => ($"1行ごとの質問：{Sheet.Label(q)}", $"{draft}/question/{shop.At}.{Sheet.Word(q, "name")}"))
        .Concat((Sheet.InRow(shop.At) ? [] : Sheet.Objects(Here(shop), "options")).Take(OptionPiece.Most).Select(o =>
            ($"選択肢「{Sheet.Said(o, "label").Ja}」の補足と条件", $"{draft}/option/{shop.At}.{Sheet.Word(o, "code")}")))];

    public override Form Form(Workshop shop)
    {
        var (here, sheet) = (Here(shop), shop.Sheet);
        var inRow = Sheet.InRow(shop.At);
        IReadOnlyList<Ui.Option> offered = inRow ? [] : Clauses.Offered(sheet.Before(here));
        var questions = new List<Ui.Question>
        {
            Spoken("label", "質問の文"),
            Choice("kind", "種類", [.. Kinds(here, shop).Select(k => new Ui.Option(k.Word, k.Label))],
                "変えて保存すると、その種類で決めることが下に出ます。", folded: true),
            Spoken("hint", "補足"),
        };
        if (Has(here, "required")) questions.Add(new("required", new YesNoKind("必須", "任意"), "答えが要るか") { Required = false });
        if (Has(here, "options")) questions.Add(Spoken("options", "選択肢", "1行に1つ書きます。順番は、三つの言葉で同じにします。", 6));
        if (Has(here, "text")) questions.Add(Spoken("text", Sheet.Word(here, "kind") == "consent" ? "同意してもらう文" : "読んでもらう文",
            "1行が1つの段落になります。", 5));
        if (Has(here, RowName)) questions.Add(Spoken(RowName, "1行の呼び方", "「子ども」と書くと、「子ども 1」「子ども 2」と出ます。"));
        if (Has(here, Rows)) questions.Add(Lines(Rows, "1行ごとに聞くこと",
            "1行に1つ書き足します。加えた質問は、下の一覧から開いて直せます。", 4));
        if (Has(here, "least"))
        {
            questions.Add(Line("least", Has(here, Rows) ? "一番少ない行の数" : "一番小さい数", most: 15));
            questions.Add(Line("most", Has(here, Rows) ? "一番多い行の数" : "一番大きい数", most: 15));
        }
        if (Has(here, "maxLength")) questions.Add(Line("maxLength", "文字数の上限", most: 9));
        if (Has(here, "files")) questions.Add(new("files", new ManyKind(), "受け取るファイル")
        { Required = false, Options = [new("pdf", "PDF"), new("jpeg", "写真（JPEG）"), new("png", "画像（PNG）")] });
        if (Has(here, Law))
        {
            questions.Add(Spoken(Law, "性別を求めている法令", "「戸籍法49条」のように書きます。質問の下に、根拠として出ます。"));
            questions.Add(new(LeaveOut, new YesNoKind("選べる", "選べない"), "「記載しない」") { Required = false });
        }
        if (Has(here, "value")) questions.AddRange(Calculation.Ask(here, sheet));
        if (!inRow) questions.AddRange(Clauses.Ask(here, offered, sheet));
        if (!inRow && sheet.Pages.Count > 1)
            questions.Add(Choice("page", "置くページ", [.. sheet.Pages.Select((p, i) =>
                new Ui.Option($"{i}", $"{i + 1}. {Sheet.Said(p, "title").Ja}"))], folded: true));

        var form = new Form(questions).Fill("label", Sheet.Said(here, "label")).Fill("kind", Sheet.Word(here, "kind"))
            .Fill("hint", Sheet.Said(here, "hint"));
        if (Has(here, "required")) form.Fill("required", Sheet.Word(here, "required") != "false");
        if (Has(here, "options")) form.Fill("options", Sheet.Lines(Sheet.Objects(here, "options").Select(o => Sheet.Said(o, "label"))));
        if (Has(here, "text")) form.Fill("text", Sheet.Lines(here, "text"));
        foreach (var name in new[] { Law, RowName }) if (form.Asks(name)) form.Fill(name, Sheet.Said(here, name));
        if (Has(here, LeaveOut)) form.Fill(LeaveOut, Sheet.Word(here, LeaveOut) == "true");
        foreach (var name in new[] { "least", "most", "maxLength" }) if (form.Asks(name)) form.Fill(name, Sheet.Word(here, name));
        if (Has(here, "files")) form.Fill("files", string.Join('\n', Sheet.Words(here, "files")));
        if (Has(here, "value")) Calculation.Fill(form, here, sheet);
        if (form.Asks("page")) form.Fill("page", $"{sheet.Pages.ToList().IndexOf(sheet.PageOf(shop.At) ?? here)}");
        Clauses.Fill(form, here, offered);
        return form;
    }

    // Days need a table of the city, people of the household an identity; a row cannot hold everything.
    static IEnumerable<QuestionKind> Kinds(JsonObject here, Workshop shop) => Question.AllKinds.Where(k => k.InBuilder
        && (k.Word == Sheet.Word(here, "kind") || k.Word switch
        {
            "group" or "calculated" => !Sheet.InRow(shop.At),
            "slot" => !Sheet.InRow(shop.At) && shop.City.Files<SlotTables>().All.Count > 0,
            "members" => !Sheet.InRow(shop.At) && Sheet.Word(shop.Sheet.Root, "identity") == "register",
            _ => true,
        }));

    public override void Take(Form form, Workshop shop)
    {
        var (here, sheet) = (Here(shop), shop.Sheet);
        foreach (var name in new[] { "label", "hint", Law, RowName })
            if (form.Asks(name)) Sheet.Say(here, name, form.Value(name) as Text);
        if (form.Asks("required")) Sheet.Set(here, "required", form.Value("required") is false ? JsonValue.Create(false) : null);
        if (form.Asks("options")) OptionPiece.TakeAll(here, form.Value("options") as Text);
        if (form.Asks("text")) Sheet.SayAll(here, "text", form.Value("text") as Text);
        if (form.Asks(LeaveOut)) Sheet.Set(here, LeaveOut, form.Value(LeaveOut) is true ? JsonValue.Create(true) : null);
        if (form.Asks(Rows))
            foreach (var added in Guess.Questions(form[Rows], Sheet.Questions(here)).ToList()) Sheet.List(here, "questions").Add(added);
        foreach (var name in new[] { "least", "most", "maxLength" }) if (form.Asks(name)) Sheet.Set(here, name, Sheet.Number(form[name]));
        if (form.Asks("files")) Sheet.SetWords(here, "files", form["files"].Split('\n', StringSplitOptions.RemoveEmptyEntries));
        if (Has(here, "value")) Calculation.Take(form, here);
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
            "latest", RowName, "questions", "value", "as", "required", Law, LeaveOut })
            if (!(name is "earliest" or "latest" ? kind is "date" or "birth" : Has(here, name switch
            {
                "most" => "least",
                "questions" => Rows,
                "as" => "value",
                _ => name,
            }))) here.Remove(name);
        Guess.Settings(here);
    }
}

/// <summary>An answer that can be chosen: what it is called, what is said beneath it, and when it can be chosen.</summary>
sealed class OptionPiece : Piece
{
    /// <summary>How many of them a question leads to.</summary>
    public const int Most = 200;

    public override string Code => "option";
    public override string Title => "選択肢";
    public override bool IsMany => true;
    public override bool Mends(string path) => false;
    public override string Heading(Workshop shop) => $"選択肢：{Sheet.Said(Here(shop).Option, "label").Ja}";
    public override string Next(string draft, Workshop shop) => $"{draft}/question/{shop.At.Split('.')[0]}";

    static (JsonObject Question, JsonObject Option) Here(Workshop shop) => shop.At.Split('.', 2) is [var name, var code]
        && shop.Sheet.Find(name) is { } question
        && Sheet.Objects(question, "options").FirstOrDefault(o => Sheet.Word(o, "code") == code) is { } option
            ? (question, option) : throw new NotHere();

    public override bool StandsIn(Sheet sheet, string at, string kind)
    {
        if (at.Split('.', 2) is not [var name, var code]) return false;
        var gone = new QuestionPiece().StandsIn(sheet, name, "choice");
        if (sheet.Find(name) is not { } question || Sheet.Objects(question, "options").Any(o => Sheet.Word(o, "code") == code)) return gone;
        Sheet.List(question, "options").Add(new JsonObject { ["code"] = code, ["label"] = Sheet.Node(new("")) });
        return true;
    }

    public override Form Form(Workshop shop)
    {
        var (question, option) = Here(shop);
        var offered = Clauses.Offered(shop.Sheet.Before(question));
        var form = new Form([Spoken("label", "選択肢の文"), Spoken("hint", "補足", "選択肢の下に、小さく出ます。"),
            .. Clauses.Ask(option, offered, shop.Sheet, "いつ選べるか", "いつも選べる"),
            .. shop.Sheet.Root.ContainsKey("capacity")
                ? [Line("code", "記号", "枠の表の場所や地区の記号に合わせるときだけ、変えます。", 60)] : Array.Empty<Ui.Question>()])
            .Fill("label", Sheet.Said(option, "label")).Fill("hint", Sheet.Said(option, "hint"));
        if (form.Asks("code")) form.Fill("code", Sheet.Word(option, "code"));
        Clauses.Fill(form, option, offered);
        return form;
    }

    public override void Take(Form form, Workshop shop)
    {
        var (_, option) = Here(shop);
        foreach (var name in new[] { "label", "hint" }) Sheet.Say(option, name, form.Value(name) as Text);
        if (form.Asks("code") && form["code"].Trim() is { Length: > 0 } code) option["code"] = code;
        Clauses.Take(form, option);
    }

    /// <summary>All options of a question from their lines. An answer that is still called so keeps its code, and with it what conditions
    /// and fees say of it.</summary>
    public static void TakeAll(JsonObject question, Text? lines)
    {
        var (old, said) = (Sheet.Objects(question, "options"), Sheet.Split(lines));
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
        question["options"] = new JsonArray([.. found.Select(f =>
        {
            var option = f.Old is { } kept ? (JsonObject)kept.DeepClone() : new JsonObject { ["code"] = Free() };
            option["label"] = Sheet.Node(f.Text);
            return (JsonNode)option;
        })]);
    }
}
