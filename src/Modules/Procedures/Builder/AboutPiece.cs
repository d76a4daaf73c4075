using Keyaki.Kernel;
using Keyaki.Ui;

namespace Keyaki.Procedures;

/// <summary>What a person reads before the first question, in three languages, and how the procedure is found.</summary>
sealed class AboutPiece : Piece
{
    static readonly (string Name, string Label, string? Hint, int Rows)[] Texts =
    [
        ("title", "手続の名前", null, 1), ("lead", "何のための手続か", "一つか二つの短い文で書きます。", 3), ("who", "申し込める人", null,
            2),
        ("cost", "費用", null, 1), ("time", "かかる時間", null, 1), ("after", "申し込んだ後", "いつ、何が届くかを書きます。", 3),
    ];

    public override string Code => "about";
    public override string Title => "名前と説明";
    protected override string[] Names => [.. Texts.Select(t => t.Name), "needs", "words", "lifeEvents", "code", "absent", "department",
        "validFrom"];

    public override Form Form(Workshop shop)
    {
        var root = shop.Sheet.Root;
        var form = new Form([
            .. Texts.Select(t => Spoken(t.Name, t.Label, t.Hint, t.Rows)),
            Spoken("needs", "必要なもの", "1行に1つ書きます。ないときは空けます。", 3),
            new("absent", new ManyKind(), "まだない翻訳")
            {
                Required = false, Hint = "選んだ言葉の欄は空けておけます。その言葉で読む人には、まだないことを伝えます。",
                Options = [new("easy", "やさしい日本語"), new("en", "English")],
            },
            Line("words", "探すときの言葉", "題名のほかに、市民が使いそうな言葉を「、」で区切って書きます。", 1000),
            new("lifeEvents", new ManyKind(), "ライフイベント")
            { Required = false, Options = [.. shop.City.Files<LifeEvents>().All.Select(e => new Ui.Option(e.Code, e.Name.Ja))] },
            .. shop.GoesOn ? Array.Empty<Ui.Question>() : [Line("code", "記号",
                "アドレスとファイルの名前になります。英小文字、数字、ハイフンで書きます。公開した後は変えられません。", 60)],
        ]);
        foreach (var (name, _, _, _) in Texts) form.Fill(name, Sheet.Said(root, name));
        if (form.Asks("code")) form.Fill("code", shop.Sheet.Code);
        return form.Fill("needs", Sheet.Lines(root, "needs")).Fill("absent", string.Join('\n', Sheet.Words(root, "absent")))
            .Fill("words", string.Join('、', Sheet.Words(root, "words"))).Fill("lifeEvents", string.Join('\n', Sheet.Words(root,
                "lifeEvents")));
    }

    public override void Take(Form form, Workshop shop)
    {
        var root = shop.Sheet.Root;
        foreach (var (name, _, _, _) in Texts) Sheet.Say(root, name, form.Value(name) as Text);
        Sheet.SayAll(root, "needs", form.Value("needs") as Text);
        Sheet.SetWords(root, "absent", Chosen(form, "absent"));
        Sheet.SetWords(root, "words", form["words"].Split(['、', ',', '，', '\n'],
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        Sheet.SetWords(root, "lifeEvents", Chosen(form, "lifeEvents"));
        if (form.Asks("code")) Sheet.SetWord(root, "code", form["code"]);
    }

    static string[] Chosen(Form form, string name) => form[name].Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>What stands beside the questions: personal data, law, and whom to ask.</summary>
sealed class NotesPiece : Piece
{
    public override string Code => "notes";
    public override string Title => "個人情報・根拠・問い合わせ先";
    protected override string[] Names => ["notes"];
    public override string? Lead(Workshop shop) =>
        $"問い合わせ先には、いつも担当の課（{shop.City.ContactOf(shop.Department, shop.Look.Today).Name}）が載ります。"
        + "ほかに伝えることがあるときだけ書きます。";

    public override Form Form(Workshop shop)
    {
        var notes = shop.Sheet.Root["notes"] as System.Text.Json.Nodes.JsonObject;
        return new Form([
            Spoken("privacy", "個人情報の扱い", "何に使い、だれに渡すかを書きます。", 3), Spoken("basis", "根拠となる法律や条例", null, 2),
            Spoken("contact", "問い合わせ先の補足", null, 2),
        ]).Fill("privacy", Sheet.Said(notes, "privacy")).Fill("basis", Sheet.Said(notes, "basis")).Fill("contact", Sheet.Said(notes,
            "contact"));
    }

    public override void Take(Form form, Workshop shop)
    {
        var notes = Sheet.Part(shop.Sheet.Root, "notes");
        foreach (var name in new[] { "privacy", "basis", "contact" }) Sheet.Say(notes, name, form.Value(name) as Text);
        if (notes.Count == 0) shop.Sheet.Root.Remove("notes");
    }
}
