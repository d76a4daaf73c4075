using Keyaki.Contracts.Payments;
using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>総合振込のファイルを作る: a decided list is checked once more, what has changed since falls out, and the rest is the
/// bank's.</summary>
public sealed partial class SendRun
{
    /// <param name="Falls">What falls out; of a long list that is found when its file is made.</param>
    public sealed record Page(Form Form, PaymentRun Run, string Title, IReadOnlyList<(RunRow Row, string Why)> Falls, int Stays, Yen Sum)
    {
        public bool Long => Run.Count > PaymentRun.AtOnce;
    }

    internal static void Map(IEndpointRouteBuilder app) => app.MapForm(PayoutPaths.Home + "/runs/{id:guid}/send", PaymentsModule.CanPayOut,
        PayoutDeeds.Send, Build, Ask, Accept, PayoutDeeds.Look, Weigh);

    internal static async Task<Form> Build(Guid id, Look look)
    {
        var run = await ShowPaymentRun.Find(id, look);
        var form = new Form([new Question("day", new DateKind(), "振込の日（取組日）") { Hint = "銀行に届く日より後の、開庁日です。" }]);
        return look.Afresh ? form.Fill("day", run.Day < look.Today ? look.City.Calendar.Add(look.Today, 1) : run.Day) : form;
    }

    static async Task<IResult> Ask(Guid id, Form form, Look look, Inspection inspection, IRegister register)
    {
        var run = await ShowPaymentRun.Find(id, look);
        if (run.State is not RunState.Decided) throw new Rule("", $"この一覧は「{run.State.Words()}」です。");
        if (run.Count > PaymentRun.AtOnce)
        {
            var sums = await RunSums.Of(look.Db, run, look.Stop);
            look.Journal.About(PayoutDeeds.Run, id);
            return Show(new(form, run, RunPaper.Title(run, look.PayoutKinds[run.Kind]), [], sums.Of(PayoutState.Frozen).Count,
                sums.Of(PayoutState.Frozen).Sum));
        }
        var (rows, lines) = (await RunRow.Of(look.Db, run, inspection, look.Stop), await Frozen(look, id).AsNoTracking()
            .ToListAsync(look.Stop));
        var changed = Changed(rows, await inspection.Of(look.Db, lines, await Absent.Of(look, register, lines.Select(l => l.Payee)),
            look.Stop));
        look.Journal.About(PayoutDeeds.Run, id, [.. rows.Select(r => (Guid?)r.Line.Payee).Distinct()]);
        return Show(new(form, run, RunPaper.Title(run, look.PayoutKinds[run.Kind]),
            [.. rows.Where(r => changed.ContainsKey(r.Line.Id)).Select(r => (r, changed[r.Line.Id]))], lines.Count - changed.Count,
            Yen.Sum(lines.Where(l => !changed.ContainsKey(l.Id)).Select(l => l.Amount))));
    }

    static IQueryable<PayoutLine> Frozen(Look look, Guid run) => look.Db.PayoutLines().Where(l => l.Run == run
        && l.State == PayoutState.Frozen);

    static Dictionary<Guid, string> Changed(IReadOnlyList<RunRow> rows, IReadOnlyList<Checked> now)
    {
        var frozen = rows.ToDictionary(r => r.Line.Id, r => r.Frozen);
        return now.Select(c => (c.Line.Id, Why: c.Since(frozen[c.Line.Id]))).Where(c => c.Why is not null).ToDictionary(c => c.Id, c =>
            c.Why ?? "");
    }

    static async Task<Absent> Weigh(Guid id, Look look, IRegister register)
    {
        if ((await ShowPaymentRun.Find(id, look)).Count > PaymentRun.AtOnce) return Absent.Nobody;
        return await Absent.Of(look, register, await Frozen(look, id).Select(l => l.Payee).ToListAsync(look.Stop));
    }

    internal static async Task<Answer> Accept(Guid id, Form form, Turn turn, Absent absent, Inspection inspection, RunSteps steps)
    {
        var run = await turn.Take(turn.PaymentLists().Where(r => r.Id == id));
        if (form.Value("day") is not DateOnly day || day < turn.Today || !turn.City.Calendar.IsOpen(day))
            throw new Rule("day", "きょうから後の開庁日を選んでください。");
        var prints = await turn.Db.RunLines().Where(l => l.Run == id).OrderBy(l => l.Position).Select(l => l.Print).ToListAsync(turn.Stop);
        if (PaymentRun.HashOf(prints) != run.Hash)
            throw new Rule("", "一覧が、固めたときと違います。振り込まず、情報システムの担当に連絡してください。");
        run.BeginSending(day, turn.Me, turn.Now);
        turn.Journal.About(PayoutDeeds.Run, id);
        if (run.Count > PaymentRun.AtOnce)
        {
            await steps.Send(turn.Db, run, turn.Stop);
            return Answer.See(PayoutPaths.Run(id));
        }
        var rows = await RunRow.Of(turn.Db, run, inspection, turn.Stop);
        var lines = await Frozen(turn, id).AsTracking().ToListAsync(turn.Stop);
        var changed = Changed(rows, await inspection.Of(turn.Db, lines, absent, turn.Stop));
        foreach (var line in lines)
            turn.Db.Add(changed.TryGetValue(line.Id, out var why) ? line.Release(why, turn.Today, turn.Me, turn.NewId(), turn.Now)
                : line.Send(day, turn.Me, turn.NewId(), turn.Now));
        var sent = rows.Where(r => lines.Any(l => l.Id == r.Line.Id) && !changed.ContainsKey(r.Line.Id)).ToList();
        run.EndSending(sent.Count == 0 ? null : BankFile.HashOf(BankFile.Make(turn.City, run, sent, day)));
        turn.Journal.With([.. sent.Select(r => (Guid?)r.Line.Payee).Distinct()]).Fact("sent", sent.Count)
            .Fact("yen", sent.Sum(r => r.Frozen.Figure)).Fact("blocked", changed.Count).Fact("file", run.FileHash ?? "");
        return Answer.See(PayoutPaths.Run(id));
    }

    /// <summary>All lines of a long list are sent or fell out: its file is made, and named by its hash.</summary>
    internal static void Close(PaymentRun run, IReadOnlyList<RunRow> rows, CityProfile city)
    {
        var sent = rows.Where(r => r.Left).ToList();
        run.EndSending(sent.Count == 0 ? null : BankFile.HashOf(BankFile.Make(city, run, sent, run.SentFor ?? run.Day)));
    }
}
