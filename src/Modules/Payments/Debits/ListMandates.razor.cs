using Keyaki.Contracts.Messages;
using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>口座振替の申し込み: what came online is accepted or not, and each can be ended.</summary>
public sealed partial class ListMandates
{
    const int PageSize = 50;

    public sealed record Row(DebitMandate Of, string Debtor, string Items, DebitAccount Account);

    public sealed record Page(Slice<Row> Rows, bool Waiting);

    static readonly Order<DebitMandate, DebitMandate> Newest = new Order<DebitMandate, DebitMandate>().Down(m => m.At, m => m.At)
        .Down(m => m.Id, m => m.Id);

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage(DebitDesk.Mandates, PaymentsModule.CanTransfer, DebitDesk.Look, Ask);
        app.MapAct(DebitDesk.Mandates + "/{id:guid}/accept", PaymentsModule.CanTransfer, DebitDesk.Accepted, Accept);
        app.MapAct(DebitDesk.Mandates + "/{id:guid}/end", PaymentsModule.CanTransfer, DebitDesk.Ended, End);
    }

    static async Task<IResult> Ask(Look look, MasterKey key, bool waiting = false, string? at = null)
    {
        var asked = look.DebitMandates().AsNoTracking();
        if (waiting) asked = asked.Where(m => m.AcceptedAt == null && m.EndedAt == null);
        var slice = await Newest.Slice(asked, at, PageSize, rows => rows.ToListAsync(look.Stop));
        var ids = slice.Rows.Select(m => m.Debtor).Distinct().ToList();
        var names = await look.Db.Debtors().Where(d => ids.Contains(d.Id)).Select(d => new { d.Id, d.Name })
            .ToDictionaryAsync(d => d.Id, d => d.Name, look.Stop);
        look.Journal.With([.. ids.Select(id => (Guid?)id)]);
        return Show(new(slice.Map(m => new Row(m, names[m.Debtor], string.Join("、", m.All.Select(i => look.Items[i].Title.Ja)),
            m.Read(key))), waiting));
    }

    static async Task<Answer> Accept(Guid id, Turn turn, IMessages messages, IAccounts accounts)
    {
        var mandate = await turn.Take(turn.DebitMandates().Where(m => m.Id == id));
        mandate.Accept(turn.Me, turn.Now);
        turn.Journal.About(DebitDesk.Mandate, id, mandate.Debtor);
        await Tell(mandate, turn, messages, accounts);
        return Answer.See(DebitDesk.Mandates);
    }

    static async Task<Answer> End(Guid id, Turn turn, IMessages messages, IAccounts accounts)
    {
        var mandate = await turn.Take(turn.DebitMandates().Where(m => m.Id == id));
        mandate.End(turn.Me, turn.Now);
        turn.Journal.About(DebitDesk.Mandate, id, mandate.Debtor);
        await Tell(mandate, turn, messages, accounts);
        return Answer.See(DebitDesk.Mandates);
    }

    static async Task Tell(DebitMandate mandate, Turn turn, IMessages messages, IAccounts accounts)
    {
        var (ended, what) = (mandate.EndedAt is not null, mandate.EndedAt is null ? "in" : "out");
        foreach (var to in await DebitAnswers.Reached(accounts, turn.Db, mandate, turn.Stop))
            await messages.Send(turn.Db, Message.ToResident($"payments.mandate.{mandate.Id:N}.{what}.{to.Account:N}", to.Account, to.Mail,
                to.Reads, l => ended
                    ? (l.Pick("口座振替を終わりにしました", "口座から はらうのを おわりに しました", "Your account transfer has ended"),
                        l.Pick("これからの納期限のものは、納付書などで納めてください。分からないときは、市に聞いてください。",
                            "これからは、紙などで はらって ください。わからない ときは、市に きいて ください。",
                            "From now on please pay by slip. Ask us if anything is unclear."))
                    : (l.Pick("口座振替を受け付けました", "口座から はらえます", "Your account transfer was accepted"),
                        l.Pick("次の納期限から、お申し込みの口座から引き落とします。", "つぎから、口座から お金を もらいます。",
                            "From the next due day on we collect from your account.")), DebitDesk.Apply), turn.Stop);
    }
}
