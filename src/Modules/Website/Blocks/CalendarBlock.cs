using Keyaki.Contracts.Website;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;

namespace Keyaki.Website;

/// <summary>予定表: what happens in the next weeks, day by day, by itself.</summary>
public sealed class CalendarBlock(IEnumerable<IHappenings> rooms) : BlockKind
{
    const int Most = 200;
    sealed record Coming(IReadOnlyList<SiteHappening> All);

    public override string Code => "calendar";
    public override string Label => "予定表";
    public override bool Moves => true;
    public override string Use => "これからの催し。公開中のお知らせの日時から、自動で並びます。";

    public override IReadOnlyList<Question> Questions(BlockPlace place) =>
    [
        new("topic", new ChoiceKind { Folded = true }, "話題") { Required = false, Hint = "選ばなければ、すべての話題です。",
            Options = [.. place.City.Files<SitePlan>().Topics.Select(t => new Option(t.Code, t.Title.Ja))] },
        Choice("weeks", "どこまで", new("2", "2週間"), new("5", "5週間"), new("13", "3か月")),
    ];

    static int Weeks(Block block) => block["weeks"] switch { "2" => 2, "13" => 13, _ => 5 };
    static string Key(Block block) => $"{block["topic"]} {Weeks(block)}";

    public override async Task Load(IReadOnlyList<Block> mine, BlockPlace place, CityDb db, CancellationToken ct)
    {
        foreach (var block in mine.DistinctBy(Key))
        {
            var found = new List<SiteHappening>();
            foreach (var room in rooms)
                found.AddRange(await room.Between(db, block["topic"] is { Length: > 0 } topic ? topic : null, place.Today,
                    place.Today.AddDays(Weeks(block) * 7), ct));
            place.Keep(Key(block), new Coming([.. found.OrderBy(h => h.Day).ThenBy(h => h.From ?? TimeOnly.MinValue)
                .ThenBy(h => h.Title.Ja, StringComparer.Ordinal).Take(Most)]));
        }
    }

    public override void Write(Block block, HtmlWriter html, BlockPlace place)
    {
        var l = place.Language;
        if (place.Kept<Coming>(Key(block)) is not { All.Count: > 0 } coming)
        {
            html.Html($"<p>{l.Pick("今、予定はありません。", "いま よていは ありません。", "Nothing is planned now.")}</p>");
            return;
        }
        html.Raw("<dl class=\"site-calendar\">");
        // What began before today stands under today.
        foreach (var day in coming.All.GroupBy(h => h.Day < place.Today ? place.Today : h.Day).OrderBy(g => g.Key))
        {
            html.Raw("<div><dt>").Day(day.Key).Raw("</dt><dd><ul>");
            foreach (var one in day)
            {
                html.Raw("<li>");
                if (Hours(one, l) is { Length: > 0 } hours) html.Html($"{hours} ");
                var title = one.Title.In(l.Code);
                html.Html($"<a href=\"{l.Url(one.Url)}\"").Attribute("lang", title.FellBack ? "ja" : null).Html($">{title.Words}</a>");
                if (one.Last is { } last && last > day.Key)
                    html.Html($"{l.Pick($"（{l.Say(last)}まで）", $"（{l.Say(last)}まで）", $" (until {l.Say(last)})")}");
                html.Raw("</li>");
            }
            html.Raw("</ul></dd></div>");
        }
        html.Raw("</dl>");
    }

    static string Hours(SiteHappening one, Language l) => (one.From, one.Until) switch
    {
        ({ } from, { } until) => l.Pick($"{Derived.Clock(from, l)}から{Derived.Clock(until, l)}まで",
            $"{Derived.Clock(from, l)}から{Derived.Clock(until, l)}まで", $"{Derived.Clock(from, l)} to {Derived.Clock(until, l)}"),
        ({ } from, null) => l.Pick($"{Derived.Clock(from, l)}から", $"{Derived.Clock(from, l)}から", $"from {Derived.Clock(from, l)}"),
        _ => "",
    };

    public override IEnumerable<string> Say(Block block, BlockPlace place) => [];
}
