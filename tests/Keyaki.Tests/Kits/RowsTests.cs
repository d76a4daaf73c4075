using AngleSharp;
using AngleSharp.Dom;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Messages;
using Keyaki.Tests.Pages;
using Keyaki.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Source = Keyaki.Tests.Architecture.Source;

namespace Keyaki.Tests.Kits;

/// <summary>Lists: one component writes them, and they are turned by value.</summary>
public sealed class RowsTests
{
    // What is no list: a chart of bars over months, a field of risks by two sides, a piece of a paper.
    static readonly string[] NoLists = ["Plan/Show/Gantt.razor", "Plan/Costs/ShowCosts.razor"];

    [Fact]
    public void 部屋の一覧は_どれも道具箱の部品で書かれ_自分で表や頁送りを書かない()
    {
        var files = Source.Files("src/Modules", ".razor").ToList();
        Assert.Empty(files.Where(f => f.Text.Contains("<table", StringComparison.OrdinalIgnoreCase)
            && !NoLists.Any(n => f.Path.EndsWith(n, StringComparison.Ordinal))).Select(f => f.Path));
        Assert.All(NoLists, n => Assert.Contains(files, f => f.Path.EndsWith(n, StringComparison.Ordinal)));
        Assert.Empty(files.Where(f => f.Text.Contains("<ul class=\"chips\"", StringComparison.Ordinal)
            || f.Text.Contains("role=\"search\"", StringComparison.Ordinal)
                && !f.Path.EndsWith("FindResident.razor", StringComparison.Ordinal))
            .Select(f => f.Path));
        Assert.Empty(Source.Files("src/Modules", ".cs").Where(f => f.Text.Contains(".Skip((", StringComparison.Ordinal))
            .Select(f => f.Path));
        Assert.Empty(Source.Files("src/Modules", ".razor").Where(f => f.Path.EndsWith("PressButton.razor", StringComparison.Ordinal)
            || f.Path.EndsWith("Press.razor", StringComparison.Ordinal)).Select(f => f.Path));
    }

    sealed record Line(string Name, Yen Sum, string? Note);

    static readonly Columns<Line> Columns = new Columns<Line>().Link("名前", l => l.Name, l => $"/x?n={l.Name}").Yen("金額", l => l.Sum)
        .Text("備考", l => l.Note).Foot("計").Slot("操作", l => b => b.AddContent(0, $"押す{l.Name}"));

    [Fact]
    public async Task 列の名前は一度だけ書かれて見出しとカードと書出しに出て_中身は必ず無害にして書かれる()
    {
        var page = await Drawn([new("<b>", new(1200), "a&b"), new("\"x\"", new(3), null)]);
        Assert.Equal(["名前", "金額", "備考", "操作"], page.QuerySelectorAll("th[scope=col]").Select(h => h.TextContent));
        Assert.Equal(["金額", "備考", "操作"], page.QuerySelectorAll("tbody tr:first-child [data-label]")
            .Select(c => c.GetAttribute("data-label")));
        Assert.Equal(["<b>", "1,200円", "a&b", "押す<b>"], page.QuerySelectorAll("tbody tr:first-child td").Select(c => c.TextContent));
        Assert.Equal("/x?n=\"x\"", page.QuerySelectorAll("tbody a")[1].GetAttribute("href"));
        Assert.Equal("計", page.QuerySelector("tfoot [data-label]")?.TextContent);
        Assert.Equal((IEnumerable<string?>)["名前", "金額", "備考"], Columns.Heads);
        Assert.Equal((IEnumerable<string?>)["<b>", "1200", "a&b"], Columns.Line(new("<b>", new(1200), "a&b")));
    }

    [Theory, BothDatabases]
    public async Task 頁は値で進み_どの行もちょうど一度ずつ出て_途中で行が増えても場所は動かず_前に戻れる(string database)
    {
        await using var city = await City.Start(database, seeded: false);
        var (account, first) = (city.Clock.NewId(), city.Clock.GetUtcNow());
        Task Add(int from, int count) => city.Turns.Run((_, db, _) =>
        {
            // Seven at a time came in the same moment.
            for (var i = from; i < from + count; i++)
                db.Add(new InboxMessage
                {
                    Id = city.Clock.NewId(), Key = $"k{i}", Account = account, Subject = $"件名{i % 10}", Text = "x",
                    At = first.AddMinutes(i / 7)
                });
            return Task.FromResult(true);
        });
        await Add(0, 113);
        var newest = new Order<InboxMessage, InboxMessage>().Down(m => m.At, m => m.At).Down(m => m.Id, m => m.Id);
        var byName = new Order<InboxMessage, InboxMessage>().Up(m => m.Subject, m => m.Subject)
            .Down(m => m.ReadAt == null, m => m.ReadAt == null)
            .Up(m => m.Id, m => m.Id);
        foreach (var order in new[] { newest, byName })
        {
            var pages = new List<Slice<InboxMessage>> { await At(order, null) };
            var there = (await city.Read(db => db.Set<InboxMessage>().Select(m => m.Id).ToListAsync())).ToHashSet();
            while (pages[^1].After is { } after)
            {
                if (pages.Count == 1) await Add(1000 + there.Count, 9); // before the place where we are, or behind it
                pages.Add(await At(order, after));
            }
            var seen = pages.SelectMany(p => p.Rows).Select(m => m.Id).ToList();
            Assert.Equal(seen.Count, seen.Distinct().Count());
            Assert.Superset(there, seen.ToHashSet());
            Assert.Null(pages[0].Before);
            var back = await At(order, pages[^1].Before);
            Assert.Equal(pages[^2].Rows.Select(m => m.Id), back.Rows.Select(m => m.Id));
            Assert.Equal(pages[^2].After, back.After);
        }
        Assert.Equal((await At(newest, null)).Rows.Select(m => m.Id), (await At(newest, "a.x.y")).Rows.Select(m => m.Id));

        Task<Slice<InboxMessage>> At(Order<InboxMessage, InboxMessage> order, string? at) => city.Read(db =>
            order.Slice(db.Set<InboxMessage>().AsNoTracking().Where(m => m.Account == account), at, 20, rows => rows.ToListAsync()));
    }

    static async Task<IDocument> Drawn(IReadOnlyList<Line> rows)
    {
        await using var renderer = new HtmlRenderer(new ServiceCollection().BuildServiceProvider(), NullLoggerFactory.Instance);
        var html = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<Rows<Line>>(
            ParameterView.FromDictionary(new Dictionary<string, object?>
            {
                ["Of"] = rows,
                ["Columns"] = Columns, ["Caption"] = "一覧"
            }))).ToHtmlString());
        return await BrowsingContext.New().OpenAsync(r => r.Content(html));
    }
}
