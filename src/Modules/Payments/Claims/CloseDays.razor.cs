using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>日計の締め: the books up to a day are fixed, with their sums; a second person signs.</summary>
public sealed partial class CloseDays
{
    public const string Url = ClaimPaths.Ledger + "/days";
    const int PageSize = 50;

    public sealed record Input([Ask("どの日まで締めますか")] DateOnly Day) : IForm<Input>;

    /// <param name="Closed">The last day that is closed.</param>
    public sealed record Page(Form Form, DateOnly? Closed, DayClosing? Waiting, Slice<DayClosing> Rows, Guid Me);

    static readonly Order<DayClosing, DayClosing> Newest = new Order<DayClosing, DayClosing>().Down(d => d.Day, d => d.Day)
        .Down(d => d.Id, d => d.Id);

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm(Url, PaymentsModule.CanCloseDays, ClaimDeeds.CloseDays, Build, Ask, Accept, ClaimDeeds.Reports);

    static Form Build(Look look) =>
        look.Afresh ? Questions<Input>.Form().Fill("day", look.Today.AddDays(-1)) : Questions<Input>.Form();

    static async Task<IResult> Ask(Form form, Look look, string? at = null)
    {
        var standing = look.Db.Set<DayClosing>().AsNoTracking().Where(d => d.Agreed != false);
        return Show(new(form, await look.Db.ClosedUntil(look.Stop), await standing.FirstOrDefaultAsync(d => d.Agreed == null, look.Stop),
            await Newest.Slice(standing, at, PageSize, rows => rows.ToListAsync(look.Stop)), look.Me));
    }

    static async Task<Answer> Accept(Form form, Turn turn)
    {
        var (day, closed) = (Questions<Input>.Build(form).Day, await turn.Db.ClosedUntil(turn.Stop));
        if (await turn.Db.Set<DayClosing>().AnyAsync(d => d.Agreed == null, turn.Stop))
            throw new Rule("", "署名を待っている締めがあります。先にそれを確かめてもらってください。");
        var from = closed?.AddDays(1) ?? DateOnly.MinValue;
        var closing = DayClosing.Of(turn.NewId(), closed, day, [.. (await Report.Whole(turn, from, day)).Select(ShowDays.LineOf)],
            await turn.Db.Postings().CountAsync(p => p.Day >= from && p.Day <= day, turn.Stop), turn.Me, turn.Clock);
        turn.Db.Add(closing);
        turn.Journal.About("payments.day-closing", closing.Id).Fact("on", day);
        return Answer.See(Url);
    }
}
