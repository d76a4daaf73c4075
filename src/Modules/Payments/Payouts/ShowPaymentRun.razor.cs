using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Payments;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>固めた一覧: its lines as they were frozen and as they stand, who decides, and the bank's file.</summary>
public sealed partial class ShowPaymentRun
{
    public sealed record Page(PaymentRun Run, PayoutKind Kind, IReadOnlyList<RunRow> Rows, string By, string? SentBy, ApprovalFace? Route)
    {
        public int Blocked => Rows.Count(r => r.Blocked is not null);
        public Yen Sum(params PayoutState[] of) => Yen.Sum(Rows.Where(r => r.Blocked is null && of.Contains(Now(r))).Select(r =>
            r.Frozen.Amount));
        public int Count(params PayoutState[] of) => Rows.Count(r => r.Blocked is null && of.Contains(Now(r)));
    }

    /// <summary>Where a line stood when it left this list, or stands in it.</summary>
    static PayoutState Now(RunRow row) => row.Last?.State ?? PayoutState.Frozen;

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage(PayoutPaths.Home + "/runs/{id:guid}", PaymentsModule.CanPayOut, PayoutDeeds.Look, Ask);
        app.MapPage(PayoutPaths.Home + "/runs/{id:guid}/file", PaymentsModule.CanPayOut, PayoutDeeds.File, File);
    }

    internal static Task<PaymentRun> Find(Guid id, Look look) => look.Find(look.PaymentLists().AsNoTracking().Where(r => r.Id == id));

    static async Task<IResult> Ask(Guid id, Look look, IStaff staff, IApprovals approvals, Inspection inspection)
    {
        var run = await Find(id, look);
        var rows = await RunRow.Of(look.Db, run, inspection, look.Stop);
        var faces = await staff.Faces(look, [.. new[] { run.By, run.SentBy }.OfType<Guid>()]);
        look.Journal.About(PayoutDeeds.Run, id, [.. rows.Select(r => (Guid?)r.Line.Payee).Distinct()]);
        return Show(new(run, look.PayoutKinds[run.Kind], rows, faces.NameOf(run.By), run.SentBy is { } sent ? faces.NameOf(sent) : null,
            (await approvals.Of(look.Db, PaymentRun.Subject, id, look.Stop)).FirstOrDefault()));
    }

    /// <summary>The file that was made, byte by byte; another one is not given out.</summary>
    static async Task<IResult> File(Guid id, Look look, Inspection inspection)
    {
        var run = await Find(id, look);
        if (run.SentFor is not { } day) throw new Rule("", "ファイルは、まだ作られていません。");
        var rows = (await RunRow.Of(look.Db, run, inspection, look.Stop)).Where(r => r.Left).ToList();
        var content = BankFile.Make(look.City, run, rows, day);
        if (BankFile.HashOf(content) != run.FileHash) throw new Rule("",
            "ファイルが、作ったときと同じになりません。銀行には出さず、情報システムの担当に連絡してください。");
        look.Journal.About(PayoutDeeds.Run, id, [.. rows.Select(r => (Guid?)r.Line.Payee).Distinct()]);
        return Results.File(content, "application/octet-stream", $"sogo-furikomi-{run.Code}.txt");
    }
}
