using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Payments;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>固めた一覧: its lines as they were frozen and as they stand, who decides, and the bank's file.</summary>
public sealed partial class ShowPaymentRun
{
    const int PageSize = 100, Refresh = 3;

    /// <param name="Work">The run that works on a long list, until it is over.</param>
    /// <param name="Ready">What a list that was made has, for who puts it to decision.</param>
    public sealed record Page(PaymentRun Run, PayoutKind Kind, Slice<RunRow> Rows, RunSums Sums, string By, string? SentBy,
        ApprovalFace? Route, Run? Work, IReadOnlyList<YearMoney> Money)
    {
        public bool Works => Work is { EndedAt: null };
        public int LeftOut => Work?.Refused ?? 0;
    }

    static readonly Order<RunLine, RunLine> ByPosition = new Order<RunLine, RunLine>().Up(l => l.Position, l => l.Position);

    /// <summary>Where a line stood when it left this list, or stands in it.</summary>
    static PayoutState Now(RunRow row) => row.Last?.State ?? PayoutState.Frozen;

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage(PayoutPaths.Home + "/runs/{id:guid}", PaymentsModule.CanPayOut, PayoutDeeds.Look, Ask);
        app.MapAct(PayoutPaths.Home + "/runs/{id:guid}/propose", PaymentsModule.CanPayOut, PayoutDeeds.Freeze, Propose);
        app.MapAct(PayoutPaths.Home + "/runs/{id:guid}/drop", PaymentsModule.CanPayOut, PayoutDeeds.Drop, Drop);
        app.MapPage(PayoutPaths.Home + "/runs/{id:guid}/file", PaymentsModule.CanPayOut, PayoutDeeds.File, File);
    }

    internal static Task<PaymentRun> Find(Guid id, Look look) => look.Find(look.PaymentLists().AsNoTracking().Where(r => r.Id == id));

    static async Task<IResult> Ask(Guid id, Look look, IStaff staff, IApprovals approvals, Inspection inspection, RunWorker worker,
        string? at = null)
    {
        var run = await Find(id, look);
        var work = run.Work is { } w ? await look.Find<Run>(r => r.Id == w) : null;
        if (work is { EndedAt: null })
        {
            work = await worker.Soon(look, work.Id);
            run = await Find(id, look);
            if (work.Goes) look.RenewIn(Refresh);
        }
        var slice = await ByPosition.Slice(look.Db.RunLines().Where(l => l.Run == id), at, PageSize, rows => rows.ToListAsync(look.Stop));
        var (first, last) = slice.Rows is [var f, .., var l] ? (f.Position, l.Position) : (slice.Rows.Select(r => r.Position)
            .FirstOrDefault(), slice.Rows.Select(r => r.Position).FirstOrDefault());
        var rows = await RunRow.Of(look.Db, look.Db.RunLines().Where(r => r.Run == id && r.Position >= first && r.Position <= last),
            inspection, look.Stop);
        var faces = await staff.Faces(look, [.. new[] { run.By, run.SentBy }.OfType<Guid>()]);
        look.Journal.About(PayoutDeeds.Run, id, [.. rows.Select(r => (Guid?)r.Line.Payee).Distinct()]);
        return Show(new(run, look.PayoutKinds[run.Kind], new(rows, slice.Before, slice.After), await RunSums.Of(look.Db, run, look.Stop),
            faces.NameOf(run.By), run.SentBy is { } sent ? faces.NameOf(sent) : null,
            (await approvals.Of(look.Db, PaymentRun.Subject, id, look.Stop)).FirstOrDefault(), work,
            run.State is RunState.Making ? await look.Db.Money(look.PayoutKinds[run.Kind], [], look.Stop) : []));
    }

    static async Task<PaymentRun> Made(Guid id, Turn turn)
    {
        var run = await turn.Take(turn.PaymentLists().Where(r => r.Id == id));
        if (run.State is not RunState.Making) throw new Rule("", $"この一覧は「{run.State.Words()}」です。");
        return await turn.Db.Set<Run>().AnyAsync(r => r.Id == run.Work && r.EndedAt == null, turn.Stop)
            ? throw new Rule("", "まだ点検しています。終わってから、もう一度押してください。") : run;
    }

    /// <summary>A long list that was made goes to those who decide.</summary>
    static async Task<Answer> Propose(Guid id, Turn turn, IApprovals approvals)
    {
        var (run, kind) = (await Made(id, turn), turn.PayoutKinds);
        var lines = await turn.Db.RunLines().Where(l => l.Run == id).OrderBy(l => l.Position).Select(l => new { l.Print, l.Figure })
            .ToListAsync(turn.Stop);
        foreach (var money in await turn.Db.Money(kind[run.Kind], [], turn.Stop))
            if (money.Over(Yen.Zero) is var over && over > Yen.Zero)
                throw new Rule("", $"{money.Year}の予算を{over}超えます。この一覧をやめて、除くものを書くか、予算を確かめてください。");
        await FreezeRun.Propose(turn, kind[run.Kind], run, [.. lines.Select(l => (l.Print, l.Figure))], approvals);
        return Answer.See(PayoutPaths.Run(id));
    }

    static async Task<Answer> Drop(Guid id, Turn turn, RunSteps steps)
    {
        var run = await Made(id, turn);
        run.Go(RunState.Returned);
        await steps.Release(turn.Db, run, "一覧を作るのをやめた", turn.Me, turn.Stop);
        turn.Journal.About(PayoutDeeds.Run, id);
        return Answer.See(PayoutPaths.Run(id));
    }

    /// <summary>The file that was made, byte by byte; another one is not given out.</summary>
    static async Task<IResult> File(Guid id, Look look, Inspection inspection)
    {
        var run = await Find(id, look);
        if (run is not { SentFor: { } day, FileHash: not null }) throw new Rule("", "ファイルは、まだ作られていません。");
        var rows = (await RunRow.Of(look.Db, run, inspection, look.Stop)).Where(r => r.Left).ToList();
        var content = BankFile.Make(look.City, run, rows, day);
        if (BankFile.HashOf(content) != run.FileHash) throw new Rule("",
            "ファイルが、作ったときと同じになりません。銀行には出さず、情報システムの担当に連絡してください。");
        look.Journal.About(PayoutDeeds.Run, id, [.. rows.Take(PaymentRun.AtOnce).Select(r => (Guid?)r.Line.Payee).Distinct()])
            .Fact("count", rows.Count);
        return Results.File(content, "application/octet-stream", $"sogo-furikomi-{run.Code}.txt");
    }
}
