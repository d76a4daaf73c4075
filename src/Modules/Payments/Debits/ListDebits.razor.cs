using System.Security.Cryptography;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>口座振替の依頼: all that is to be collected by a day is frozen as a list, which a second officer checks.</summary>
public sealed partial class ListDebits
{
    const int PageSize = 50, Most = 10_000;

    public sealed record Input([Ask("引落日",
        Hint = "この日までに納期限が来る未納を、口座から引き落とします。銀行が開いている日にしてください。")]
        DateOnly Day) : IForm<Input>;

    public sealed record Page(Form Form, Slice<DebitRequest> Rows, int Waiting, int Refused);

    static readonly Order<DebitRequest, DebitRequest> Newest = new Order<DebitRequest, DebitRequest>().Down(r => r.At, r => r.At)
        .Down(r => r.Id, r => r.Id);

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm(DebitDesk.Home, PaymentsModule.CanTransfer, DebitDesk.Made, Build, Ask, Accept);

    static Form Build() => Questions<Input>.Form();

    static async Task<IResult> Ask(Form form, Look look, string? at = null) => Show(new(form,
        await Newest.Slice(look.Db.Set<DebitRequest>().AsNoTracking(), at, PageSize, rows => rows.ToListAsync(look.Stop)),
        await look.DebitMandates().CountAsync(m => m.AcceptedAt == null && m.EndedAt == null, look.Stop),
        await ListRefused.Open(look).CountAsync(look.Stop)));

    static async Task<Answer> Accept(Form form, Turn turn, MasterKey key) =>
        Answer.See(DebitDesk.Show(await Make(turn, Questions<Input>.Build(form).Day, turn.Claims(), key)));

    /// <summary>Freezes what of these claims is to be collected by a day.</summary>
    /// <exception cref="Rule">there is nothing, or no bank collects on that day.</exception>
    internal static async Task<Guid> Make(Turn turn, DateOnly day, IQueryable<Claim> mine, MasterKey key)
    {
        if (day <= turn.Today) throw new Rule("day", "引落日は、明日からの日にしてください。");
        if (!turn.City.Calendar.IsOpen(day)) throw new Rule("day", "この日は銀行が休みです。次の開いている日にしてください。");
        var claims = await turn.Db.ToDebit(day).AsNoTracking().Where(c => mine.Any(m => m.Id == c.Id))
            .OrderBy(c => c.Debtor).ThenBy(c => c.Due).ThenBy(c => c.Id).Take(Most + 1)
            .ToListAsync(turn.Stop);
        if (claims.Count == 0) throw new Rule("day", "この日までに引き落とすものはありません。");
        if (claims.Count > Most) throw new Rule("day", $"一度に依頼できるのは{Most:#,0}件までです。引落日を早くして、分けてください。");
        var (debtors, ids) = (claims.Select(c => c.Debtor).Distinct().ToList(), claims.Select(c => c.Id).ToList());
        var mandates = await turn.Db.Set<DebitMandate>().AsNoTracking().Where(m => debtors.Contains(m.Debtor) && m.AcceptedAt != null
            && m.EndedAt == null).ToListAsync(turn.Stop);
        var of = mandates.Select(m => m.Id).ToList();
        var used = (await turn.Db.Set<DebitLine>().Where(l => of.Contains(l.Mandate)).Select(l => l.Mandate).Distinct()
            .ToListAsync(turn.Stop))
            .ToHashSet();
        var (balances, request) = (await turn.Db.BalancesOf(ids, turn.Stop), turn.NewId());
        List<(DebitLine Line, DebitMandate Mandate)> lines = [.. claims.Index().Select(each =>
        {
            var mandate = mandates.First(m => m.Debtor == each.Item.Debtor && m.All.Contains(each.Item.Item));
            return (new DebitLine
            {
                Id = turn.NewId(), Request = request, Number = each.Index + 1, Claim = each.Item.Id, Mandate = mandate.Id,
                Customer = $"{day:yyyyMMdd}{RandomNumberGenerator.GetString("0123456789", 12)}",
                Figure = balances[each.Item.Id].OwedFigure, First = used.Add(mandate.Id),
            }, mandate);
        })];
        var (_, hash) = DebitFile.Write(turn.City, day, lines.Select(l => (l.Line, l.Mandate.Read(key))));
        turn.Db.Add(new DebitRequest
        {
            Id = request, By = turn.Me, At = turn.Now, Day = day, Count = lines.Count, Figure = lines.Sum(l => l.Line.Figure), Hash = hash,
        });
        foreach (var (line, _) in lines) turn.Db.Append(line);
        turn.Journal.About(DebitDesk.Request, request).Fact("count", lines.Count).Fact("yen", lines.Sum(l => l.Line.Figure))
            .With([.. debtors.Select(d => (Guid?)d)]);
        return request;
    }

    internal static (Tone, string) Standing(DebitRequest request) => request switch
    {
        { Agreed: false } => (Tone.Plain, "認められなかった"),
        { DroppedAt: not null } => (Tone.Plain, "やめた"),
        { Agreed: null } => (Tone.Info, "確認待ち"),
        _ => (Tone.Good, "銀行に渡せる"),
    };
}
