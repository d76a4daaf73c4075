using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>納付書: batches that were made, and a new one for all that owe one term.</summary>
public sealed partial class ListSlips
{
    const int PageSize = 50;

    public sealed record Input([Ask("収入項目", Kind = "choice")] string Item,
        [Ask("会計年度", Hint = "西暦で書いてください（令和8年度は2026）。")] int Year, [Ask("期別",
            Hint = "1年に1度のものは1です。")] int Term,
        [Ask("支払期限", Hint = "この日まで、コンビニとスマートフォンで払えます。")] DateOnly PayUntil) : IForm<Input>;

    public sealed record Row(SlipBatch Batch, string Title, int Count);

    public sealed record Page(Form Form, Slice<Row> Rows);

    static readonly Order<SlipBatch, SlipBatch> Newest = new Order<SlipBatch, SlipBatch>().Down(b => b.At, b => b.At).Down(b => b.Id, b =>
        b.Id);

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm(SlipDesk.Home, PaymentsModule.CanSlips, SlipDesk.Listed, Build, Ask, Accept, SlipDesk.Look);

    static Form Build(Look look)
    {
        var numbers = look.City.Files<SlipFormat>().Items;
        var mine = look.Items.All.Where(i => numbers.ContainsKey(i.Code) && look.ItemCodes?.Contains(i.Code) is not false);
        var form = Questions<Input>.Form().Offer("item", [.. mine.Select(i => new Option(i.Code, i.Title.Ja))]);
        return look.Afresh ? form.Fill("year", (decimal)FiscalYear.Of(look.Today).Year).Fill("term", 1m) : form;
    }

    static async Task<IResult> Ask(Form form, Look look, string? at = null)
    {
        var slips = look.Db.Set<IssuedSlip>();
        var slice = await Newest.Slice(look.SlipBatches().AsNoTracking(), at, PageSize, rows => rows.ToListAsync(look.Stop));
        var ids = slice.Rows.Select(b => b.Id).ToList();
        var counts = await slips.Where(s => ids.Contains(s.Batch)).GroupBy(s => s.Batch).Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, look.Stop);
        return Show(new(form, slice.Map(b => new Row(b, ShowSlips.Title(b, look), counts.GetValueOrDefault(b.Id)))));
    }

    static Answer Accept(Form form, Turn turn)
    {
        var input = Questions<Input>.Build(form);
        if (turn.ItemCodes?.Contains(input.Item) is false) throw new Rule("item", "作れるのは、自分の課の収入項目の納付書です。");
        if (input.PayUntil < turn.Today) throw new Rule("payUntil", "支払期限が過ぎています。今日かそれより後の日にしてください。");
        if (input.Term < 1 || input.Term > turn.Items[input.Item].Terms)
            throw new Rule("term", $"期別は、1から{turn.Items[input.Item].Terms}までです。");
        var batch = new SlipBatch
        {
            Id = turn.NewId(), Department = turn.Items[input.Item].Department, Item = input.Item, Year = input.Year, Term = input.Term,
            PayUntil = input.PayUntil, By = turn.Me, At = turn.Now,
        };
        turn.Db.Add(batch);
        turn.Journal.About(SlipDesk.Kind, batch.Id).Fact("item", input.Item).Fact("term", input.Term);
        return Answer.See(SlipDesk.Batch(batch.Id));
    }
}
