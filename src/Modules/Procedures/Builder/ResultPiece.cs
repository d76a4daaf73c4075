using System.Text.Json.Nodes;
using Keyaki.Kernel;
using Keyaki.Ui;

namespace Keyaki.Procedures;

/// <summary>What the person gets on a decision: a notice or a certificate, with answers laid in.</summary>
sealed class ResultPiece : Piece
{
    public override string Code => "result";
    public override string Title => "結果の文書";
    protected override string[] Names => ["result"];

    public override string? Lead(Workshop shop) =>
        "文の中の { } に、答えや決まった値が入ります。使えるもの：" + string.Join("、",
            new[] { "{@applicant.name} 申し込んだ人", "{@date} 決定の日", "{@number} 文書番号", "{@receipt} 受付番号", "{@fee} 手数料",
                "{@reason} 理由（認めないとき）" }
            .Concat(shop.Sheet.All.Where(q => Sheet.Word(q, "kind") is not ("group" or "file" or "explanation"))
                .Select(q => $"{{{Sheet.Word(q, "name")}}} {Sheet.Label(q)}")));

    public override Form Form(Workshop shop)
    {
        var result = shop.Sheet.Root["result"] as JsonObject;
        var (granted, refused) = (result?["granted"] as JsonObject, result?["refused"] as JsonObject);
        return new Form([
            Choice("document", "種類",
                [new("none", "文書は出さない"), new("notice", "通知書"), new("certificate", "証明書"), new("confirmation",
                    "受付の確認書")]),
            Spoken("title", "題名（認めるとき）"), Lines("body", "本文（認めるとき）", "1行が1つの段落になります。", 6),
            Lines("instruction", "教示（認めるとき）", rows: 3),
            Spoken("refusedTitle", "題名（認めないとき）"), Lines("refusedBody", "本文（認めないとき）",
                "認めないことがない手続では空けます。", 6),
            Lines("refusedInstruction", "教示（認めないとき）", "審査請求ができることを書きます（行政不服審査法82条）。", 4),
            new("download", new YesNoKind("受け取れる", "窓口か郵送だけ"), "マイページで") { Required = false },
        ]).Fill("document", result is null ? "none" : Sheet.Word(result, "document")).Fill("title", Sheet.Said(granted, "title"))
            .Fill("body", Joined(granted, "body")).Fill("instruction", Joined(granted, "instruction"))
            .Fill("refusedTitle", Sheet.Said(refused, "title")).Fill("refusedBody", Joined(refused, "body"))
            .Fill("refusedInstruction", Joined(refused, "instruction")).Fill("download", Sheet.Word(result, "download") != "false");
    }

    static string Joined(JsonObject? letter, string name) => letter is null ? "" : string.Join('\n', Sheet.Words(letter, name));

    public override void Take(Form form, Workshop shop)
    {
        var root = shop.Sheet.Root;
        if (form["document"] is "none" or "") { root.Remove("result"); return; }
        var result = Sheet.Part(root, "result");
        result["document"] = form["document"];
        result["granted"] = Letter(form, "title", "body", "instruction");
        Sheet.Set(result, "refused", form["refusedBody"].Length == 0 && form.Field("refusedTitle").IsEmpty ? null
            : Letter(form, "refusedTitle", "refusedBody", "refusedInstruction"));
        Sheet.Set(result, "download", form.Value("download") is false ? JsonValue.Create(false) : null);
    }

    static JsonObject Letter(Form form, string title, string body, string instruction)
    {
        var letter = new JsonObject();
        Sheet.Say(letter, "title", form.Value(title) as Text);
        Sheet.SetWords(letter, "body", Cut(form[body]));
        Sheet.SetWords(letter, "instruction", Cut(form[instruction]));
        return letter;
    }

    static IEnumerable<string> Cut(string lines) =>
        lines.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

/// <summary>What came with a file or a copy and no page writes: shown in words, kept, or taken away.</summary>
sealed class RestPiece : Piece
{
    public override string Code => "rest";
    public override string Title => "そのほかの決まり";
    protected override string[] Names => [.. Rest.All.Select(r => r.Name)];
    public override bool Mends(string path) => true;
    public override string? Lead(Workshop shop) =>
        "市のファイルや写しから引き継いだ決まりで、この画面では書けません。そのまま残り、公開してもはたらきます。要らないものは外せます。";

    public override Form Form(Workshop shop)
    {
        var there = Rest.All.Where(r => shop.Sheet.Root.ContainsKey(r.Name)).ToList();
        return new Form([new Ui.Question("gone", new ManyKind(), "外すもの")
        {
            Required = false, Options = [.. there.Select(r => new Ui.Option(r.Name, r.Label,
                PlainText.Cut(Rest.Words(shop.Sheet, r.Name) ?? "", LongestWords)))],
        }]);
    }

    const int LongestWords = 2000;

    public override void Take(Form form, Workshop shop)
    {
        foreach (var name in form["gone"].Split('\n', StringSplitOptions.RemoveEmptyEntries)) shop.Sheet.Root.Remove(name);
    }
}
