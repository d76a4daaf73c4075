using System.Globalization;
using System.Text.Json.Nodes;
using Keyaki.Kernel;
using Keyaki.Ui;

namespace Keyaki.Procedures;

/// <summary>Who may apply, when and how often, who decides and by when, and how long the record is kept.</summary>
sealed class HandlingPiece : Piece
{
    public override string Code => "handling";
    public override string Title => "受付と決め方";
    protected override string[] Names => ["identity", "limits", "dueDays", "decision", "record"];

    public override string? Lead(Workshop shop) => shop.Sheet.Root["decision"] is JsonObject decision
        && shop.Acts.FirstOrDefault(a => a.Code == Sheet.Word(decision, "act")) is { } act && shop.Route(act) is { } route
        ? $"専決規程では、「{act.Title}」は{string.Join("、", route.Steps.Select(s => TitleOf(s.Post, shop)))}の順に決めます"
            + $"（決裁区分：{route.Class}）。"
        : "決裁の順番は、決裁の種類から、専決規程の表で決まります。";

    static string TitleOf(string post, Workshop shop) => shop.City.Post(post, shop.Look.Today)?.Title ?? post;

    public override Form Form(Workshop shop)
    {
        var root = shop.Sheet.Root;
        var (limits, decision) = (root["limits"] as JsonObject, root["decision"] as JsonObject);
        return new Form([
            Choice("identity", "本人の確かめ方",
            [
                new("none", "確かめない", "だれでも、何も示さずに申し込めます。"), new("mail", "メールアドレスを確かめる",
                    "届いた番号を入れてもらいます。"),
                new("account", "利用者アカウント"), new("register", "窓口かカードで本人を確かめたアカウント",
                    "住民記録と結び付いた人だけが申し込めます。"),
                new("card", "マイナンバーカード", "申し込むときに、カードで本人を確かめた住民だけが申し込めます。"),
            ]),
            new("from", new DateKind(), "受付の始まり") { Required = false, Hint = "空けると、公開した日からになります。" },
            new("until", new DateKind(), "受付の終わり") { Required = false, Hint = "空けると、終わりはありません。" },
            Line("most", "定員（受け付ける数）", "先着順です。空けると、上限はありません。", 9),
            Line("perPerson", "一人が申し込める回数", "空けると、何回でも申し込めます。", 9),
            Choice("decision", "決める人",
            [
                new("automatic", "申し込むとすぐに決まる", "職員は審査しません。"), new("officer", "一人の職員が決める",
                    "専決規程で一人で決められる種類だけです。"),
                new("route", "決裁で決める", "案を作り、順に回します。"),
            ]),
            Choice("act", "決裁の種類", [.. shop.Acts.Select(a => new Ui.Option(a.Code, a.Title))], "すぐに決まるときは要りません。",
                folded: true),
            Line("dueDays", "処理する日数（開庁日）", "空けると、一人で決めるときは3日、決裁は10日です。", 5),
            Choice("record", "文書分類と保存年限", [.. shop.Classes.Select(c => new Ui.Option(c.Code,
                $"{c.Path}（{(c.RetentionYears is { } years ? $"{years}年" : "永年")}）"))], folded: true),
        ]).Fill("identity", Sheet.Word(root, "identity")).Fill("from", CityFile.Day(Sheet.Word(limits, "from")))
            .Fill("until", CityFile.Day(Sheet.Word(limits, "until"))).Fill("most", Sheet.Word(limits, "most"))
            .Fill("perPerson", Sheet.Word(limits, "perPerson")).Fill("decision", Sheet.Word(decision, "kind") is { Length: > 0 } kind
                ? kind : "automatic")
            .Fill("act", Sheet.Word(decision, "act")).Fill("dueDays", Sheet.Word(root, "dueDays"))
            .Fill("record", Sheet.Word(root["record"] as JsonObject, "class"));
    }

    public override void Take(Form form, Workshop shop)
    {
        var root = shop.Sheet.Root;
        Sheet.SetWord(root, "identity", form["identity"]);
        var limits = Sheet.Part(root, "limits");
        foreach (var name in new[] { "from", "until" })
            Sheet.SetWord(limits, name, form.Value(name) is DateOnly day ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null);
        foreach (var name in new[] { "most", "perPerson" }) Sheet.Set(limits, name, Sheet.Number(form[name]));
        if (limits.Count == 0) root.Remove("limits");
        Sheet.Set(root, "dueDays", Sheet.Number(form["dueDays"]));
        var decision = new JsonObject { ["kind"] = form["decision"] is { Length: > 0 } kind ? kind : "automatic" };
        if (form["decision"] is "officer" or "route")
        {
            decision["act"] = form["act"];
            if (shop.Acts.FirstOrDefault(a => a.Code == form["act"]) is { HasAmount: true })
                decision["amount"] = root.ContainsKey("grant") ? "grant" : "fee";
        }
        root["decision"] = decision;
        Sheet.Set(root, "record", form["record"].Length == 0 ? null : new JsonObject { ["class"] = form["record"] });
    }
}
