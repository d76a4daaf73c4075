using Keyaki.Contracts.Website;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;

namespace Keyaki.Website;

/// <summary>自動の一覧: what another room lists today, such as the procedures of a department.</summary>
public sealed class SiteListBlock(IEnumerable<ISiteList> lists) : BlockKind
{
    sealed record Today(IReadOnlyList<SiteListLine> Lines);

    public override string Code => "room-list";
    public override string Label => "自動の一覧";
    public override bool Moves => true;
    public override string Use => "今申し込める手続など。中身は、ほかの画面から自動で入れ替わります。";

    public override IReadOnlyList<Question> Questions(BlockPlace place) =>
    [
        new("list", new ChoiceKind { Folded = true }, "一覧") { Required = false,
            Options = [.. lists.SelectMany(list => list.Parts(place.Today).Select(p => new Option($"{list.Code}.{p.Code}",
                $"{list.Label}：{p.Label}")).Prepend(new($"{list.Code}.", $"{list.Label}：すべて")))] },
    ];

    (ISiteList List, string Part)? Find(Block block) => block["list"].Split('.', 2) is [var code, var part]
        && lists.FirstOrDefault(l => l.Code == code) is { } list ? (list, part) : null;

    public override async Task Load(IReadOnlyList<Block> mine, BlockPlace place, CityDb db, CancellationToken ct)
    {
        foreach (var block in mine.DistinctBy(b => b["list"]))
            if (Find(block) is var (list, part)) place.Keep(block["list"], new Today(await list.Lines(db, part, place.Today, ct)));
    }

    public override void Write(Block block, HtmlWriter html, BlockPlace place)
    {
        var l = place.Language;
        if (place.Kept<Today>(block["list"]) is not { Lines.Count: > 0 } today)
        {
            html.Html($"<p>{l.Pick("今、あてはまるものはありません。", "いまは ありません。", "There is none now.")}</p>");
            return;
        }
        html.Raw("<ul class=\"news\">");
        foreach (var line in today.Lines)
        {
            var title = line.Title.In(l.Code);
            html.Html($"<li><a href=\"{l.Url(line.Url)}\"").Attribute("lang", title.FellBack ? "ja" : null).Html($">{title.Words}</a>");
            if (line.Note is { } note) html.Html($"{l.Pick($"（{l.Say(note)}）", $"（{l.Say(note)}）", $" ({l.Say(note)})")}");
            html.Raw("</li>");
        }
        html.Raw("</ul>");
    }

    public override IEnumerable<string> Say(Block block, BlockPlace place) => [];
}
