using Keyaki.Contracts.Procedures;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Website;

/// <summary>手続: its name, state, fee, deadline and the way in, as they stand today.</summary>
public sealed class ProcedureBlock(IProcedures procedures) : BlockKind
{
    public override string Code => "procedure";
    public override string Label => "手続";
    public override bool Moves => true;
    public override string Use => "インターネットでできる手続。受付の状態、手数料、締切は、手続の画面から自動で出ます。";

    public override IReadOnlyList<Question> Questions(BlockPlace place) =>
        [new("code", new ChoiceKind { Folded = true }, "手続") { Required = false,
            Options = [.. procedures.Offered(place.Today).Select(p => new Option(p.Code, p.Title))] }];

    public override async Task Load(IReadOnlyList<Block> mine, BlockPlace place, CityDb db, CancellationToken ct)
    {
        foreach (var code in mine.Select(b => b["code"]).Distinct())
            if (await procedures.Face(db, code, place.Today, ct) is { } face) place.Keep(code, face);
    }

    public override void Write(Block block, HtmlWriter html, BlockPlace place)
    {
        var l = place.Language;
        if (place.Kept<ProcedureFace>(block["code"]) is not { } p) return;
        html.Html($"<div class=\"procedure-box\"><p class=\"procedure-name\"><strong>{l.Say(p.Title)}</strong></p><dl class=\"facts\">");
        Row(l.Pick("受付", "うけつけ", "Online"), p.Open ? l.Pick("受け付けています", "もうしこめます", "open")
            : l.Pick("受付は終わりました", "おわりました", "closed"));
        Row(l.Pick("費用", "お金", "Fee"), l.Say(p.Fee));
        if (p.Until is { } until) Row(l.Pick("締切", "いつまで", "Until"), l.Say(until));
        if (p.Free is { } free) Row(l.Pick("空き", "あき", "Places left"), $"{free}");
        html.Raw("</dl>");
        if (p.Open) html.Html($"<p><a class=\"button button-main\" href=\"{l.Url(p.Url)}\">")
            .Html($"{l.Pick("この手続を始める", "この てつづきを はじめる", "Begin")}</a></p>");
        html.Raw("</div>");
        void Row(string label, string words) => html.Html($"<div><dt>{label}</dt><dd>{words}</dd></div>");
    }

    public override IEnumerable<string> Say(Block block, BlockPlace place) =>
        place.Kept<ProcedureFace>(block["code"]) is { } p ? [place.Language.Say(p.Title)] : [];
}

/// <summary>問合せ: a department's record; without one the owner's.</summary>
public sealed class ContactBlock : BlockKind
{
    public override string Code => "contact";
    public override string Label => "問合せ先";
    public override string Use => "所管の課のほかに聞けるところ。電話番号や場所は、課の記録から出ます。";

    public override IReadOnlyList<Question> Questions(BlockPlace place) =>
        [new("department", new ChoiceKind { Folded = true }, "課") { Required = false,
            Options = [.. place.City.DepartmentsOn(place.Today).Select(d => new Option(d.Code, d.Name))] }];

    public override void Write(Block block, HtmlWriter html, BlockPlace place) =>
        html.Contact(place.City.ContactOf(block["department"] is { Length: > 0 } code ? code : place.Owner, place.Today), place.Language);

    public override IEnumerable<string> Say(Block block, BlockPlace place)
    {
        var contact = place.City.ContactOf(block["department"] is { Length: > 0 } code ? code : place.Owner, place.Today);
        return [$"{place.Language.Say(contact.Called)} {contact.Phone}"];
    }
}

/// <summary>場所: a name and an address.</summary>
public sealed class PlaceBlock : BlockKind
{
    public override string Code => "place";
    public override string Label => "場所";
    public override string Use => "行くところの名前と住所、行き方。";
    public override IReadOnlyList<Question> Questions(BlockPlace place) =>
        [Line("name", "名前"), Line("address", "住所"), Lines("way", "行き方", Inline.Hint, 3)];
    public override IReadOnlyList<string> Inlined => ["way"];

    public override void Write(Block block, HtmlWriter html, BlockPlace place)
    {
        html.Html($"<address class=\"contact\"><strong>{block["name"]}</strong>");
        if (block["address"].Length > 0) html.Html($"<span>{block["address"]}</span>");
        foreach (var line in block.Lines("way")) html.Raw("<span>").Inlined(line).Raw("</span>");
        html.Raw("</address>");
    }

    public override IEnumerable<string> Say(Block block, BlockPlace place) =>
        new[] { block["name"], block["address"] }.Concat(block.Lines("way").Select(Inline.Words)).Where(l => l.Length > 0);
}

/// <summary>動画: a link to it, and what it says in words, for who cannot see or hear it.</summary>
public sealed class VideoBlock : BlockKind
{
    public override string Code => "video";
    public override string Label => "動画へのリンク";
    public override string Use => "動画のアドレスと、その中身の文。動画を見られない人も、同じことが分かるように。";
    public override IReadOnlyList<Question> Questions(BlockPlace place) =>
        [Line("title", "動画の題"), Line("url", "アドレス", most: 500), Lines("text", "動画が言っていること", Inline.Hint, 6)];
    public override IReadOnlyList<string> Inlined => ["text"];

    public override void Write(Block block, HtmlWriter html, BlockPlace place)
    {
        if (Inline.IsAddress(block["url"]))
            html.Html($"<p><a href=\"{block["url"]}\" rel=\"external noreferrer\">")
                .Html($"{block["title"]}{place.Language.Pick("（動画）", "（どうが）", " (video)")}</a></p>");
        if (block["text"].Length > 0) DisclosureBlock.Open(place.Language.Pick("動画の内容を文で読む", "どうがの なかみを 読む",
            "Read what it says"), block["text"], html);
    }

    public override IEnumerable<string> Say(Block block, BlockPlace place) => Inline.Paragraphs(block["text"]).Select(Inline.Words)
        .Prepend(block["title"]);
}

/// <summary>話題のお知らせ: the newest notices about something, by themselves.</summary>
public sealed class NoticesBlock : BlockKind
{
    const int Most = 20;
    sealed record Newest(IReadOnlyList<SitePage> Pages);

    public override string Code => "notices";
    public override string Label => "話題のお知らせ";
    public override bool Moves => true;
    public override string Use => "1つの話題のお知らせの新しいもの。自動で入れ替わります。";

    public override IReadOnlyList<Question> Questions(BlockPlace place) =>
    [
        new("topic", new ChoiceKind { Folded = true }, "話題") { Required = false,
            Options = [.. place.City.Files<SitePlan>().Topics.Select(t => new Option(t.Code, t.Title.Ja))] },
        Choice("count", "いくつ", new("3", "3つ"), new("5", "5つ"), new("10", "10")),
    ];

    public override async Task Load(IReadOnlyList<Block> mine, BlockPlace place, CityDb db, CancellationToken ct)
    {
        foreach (var topic in mine.Select(b => b["topic"]).Distinct())
            place.Keep(topic, new Newest(await SitePages.Notices(db, topic, Most, ct)));
    }

    public override void Write(Block block, HtmlWriter html, BlockPlace place)
    {
        var l = place.Language;
        var pages = place.Kept<Newest>(block["topic"])?.Pages.Take(int.TryParse(block["count"], out var count) ? count : 5).ToList() ?? [];
        if (pages.Count == 0)
        {
            html.Html($"<p>{l.Pick("今、お知らせはありません。", "いま おしらせは ありません。", "There is no news now.")}</p>");
            return;
        }
        html.Raw("<ul class=\"news\">");
        foreach (var page in pages) html.Raw("<li>").Day(page.PublishedAt?.Day() ?? default, true)
            .Html($" <a href=\"{page.Url(l)}\"")
                .Attribute("lang", page.TitleIn(l).FellBack ? "ja" : null).Html($">{page.TitleIn(l).Words}</a></li>");
        html.Raw("</ul>");
    }

    public override IEnumerable<string> Say(Block block, BlockPlace place) => [];
}

static class ShownContact
{
    public static HtmlWriter Contact(this HtmlWriter html, Contact of, Language l) =>
        html.Html($"<address class=\"contact\"><strong>{l.Say(of.Called)}</strong>")
        .Html($"<span>{l.Pick("電話", "でんわ", "Phone")}：<a href=\"tel:{of.Phone.Replace("-", "", StringComparison.Ordinal)}\">{of.Phone}</a>")
        .Text(of.OwnPhone ? "" : l.Pick($"（市役所の代表です。「{of.Name}」とお伝えください）", $"（「{of.Name}」と いって ください）",
            $" (city hall; ask for {of.Spoken})"))
        .Html($"</span><span>{l.Pick("時間", "じかん", "Hours")}：{of.Hours}")
        .Html($"{l.Pick("（土曜・日曜・祝日・年末年始を除く）", "（土曜・日曜・祝日は 休み）", ", weekdays except public holidays")}</span>")
        .Html($"<span>{l.Pick("場所", "ばしょ", "Place")}：{of.Place}</span></address>");
}
