using Keyaki.Contracts.Payments;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>振込の結果を入れる: what the bank has paid is posted and told, what it could not pay has its account asked for again. Twice is
/// once.</summary>
public sealed partial class TakeResult
{
    public sealed record Page(Form Form, PaymentRun Run, string Title, int Waiting, Yen Sum);

    /// <summary>The file as it was read, before the turn.</summary>
    public sealed record Brought(FileContent? Content, Guid? File);

    internal static void Map(IEndpointRouteBuilder app) => app.MapForm(PayoutPaths.Home + "/runs/{id:guid}/result",
        PaymentsModule.CanPayOut,
        PayoutDeeds.Result, Build, Ask, Accept, PayoutDeeds.Look, Weigh).Taking(Takes.Attachments);

    internal static Form Build(Look look) => new([
        new Question("file", new FileKind(FileBytes.Plain, "銀行から受け取ったままのファイル"),
            "振込の結果のファイル") { Required = false },
        new Question("rest", new YesNoKind(), "ファイルにないものは、すべて振り込まれましたか")
            { Hint = "銀行が、振り込めなかったものだけを知らせるときは「はい」です。" },
    ])
    { Files = Upload.Of(look) };

    static async Task<IResult> Ask(Guid id, Form form, Look look)
    {
        var run = await ShowPaymentRun.Find(id, look);
        if (run.State is not RunState.Sent) throw new Rule("", $"この一覧は「{run.State.Words()}」です。");
        var (waiting, sum) = (await RunSums.Of(look.Db, run, look.Stop)).Of(PayoutState.Sent);
        return Show(new(form, run, RunPaper.Title(run, look.PayoutKinds[run.Kind]), waiting, sum));
    }

    static async Task<Brought> Weigh(Form form, Look look, FileStore files) => await Upload.Read(form, look, files) is var (file, bytes)
        ? new(FileReading.Read(look.City.Files<FileFormats>()[look.PayoutKinds.Result], bytes, look.Today, BankAccounts.Unknown), file.Id)
        : new(null, null);

    internal static async Task<Answer> Accept(Guid id, Form form, Brought brought, Turn turn, Inspection inspection, PayoutBooks books,
        RunSteps steps)
    {
        var run = await turn.Take(turn.PaymentLists().Where(r => r.Id == id));
        if (run.SentFor is not { } day) throw new Rule("", $"この一覧は「{run.State.Words()}」です。");
        if (day > turn.Today) throw new Rule("", $"振込の日（{EraDate.Of(day)}）が、まだ来ていません。");
        var (rows, rest) = (await RunRow.Of(turn.Db, run, inspection, turn.Stop), form.Value("rest") is true);
        if (brought.Content is null && !rest) throw new Rule("file",
            "結果のファイルを選んでください。ファイルがないときは、下の問いに「はい」と答えてください。");
        var told = brought.Content is { } content ? RunResult.Judge(run, rows, content,
            turn.City.Files<FileFormats>()[turn.PayoutKinds.Result], turn.PayoutKinds.Paid).ToDictionary(r => r.Row.Line.Id) : [];
        // The bank's file is full of accounts: it is not kept.
        if (brought.File is { } file) turn.Db.Remove(await turn.Take<StoredFile>(f => f.Id == file));
        var answer = new BankSaid(
            told.Values.Where(t => t.Words is not null).ToDictionary(t => t.Row.Frozen.Position, t => t.Words ?? ""),
            [.. told.Values.Where(t => t.Words is null).Select(t => t.Row.Frozen.Position)], rest);
        var waiting = rows.Where(r => r.Last?.State is PayoutState.Sent).ToDictionary(r => r.Line.Id, r => r.Frozen);
        turn.Journal.About(PayoutDeeds.Run, id).Fact("failed", answer.Failed.Count).Fact("told", told.Count);
        if (waiting.Count > PaymentRun.AtOnce)
        {
            await steps.Result(turn.Db, run, answer, turn.Me, turn.Stop);
            return Answer.See(PayoutPaths.Run(id));
        }
        var (lines, paid) = (await turn.Db.PayoutLines().AsTracking().Where(l => l.Run == id && l.State == PayoutState.Sent)
            .ToListAsync(turn.Stop), answer.Paid.ToHashSet());
        foreach (var line in lines) await Take(turn.Db, line, waiting[line.Id], answer, paid, books, day, turn.Me, turn.Stop);
        if (run.State is RunState.Sent && lines.All(l => l.State is not PayoutState.Sent)) run.Go(RunState.Closed);
        turn.Journal.With([.. lines.Select(l => (Guid?)l.Payee).Distinct()]);
        return Answer.See(PayoutPaths.Run(id));
    }

    /// <summary>One line that was at the bank, as it answered.</summary>
    internal static Task Take(CityDb db, PayoutLine line, RunLine frozen, BankSaid answer, HashSet<int> paid, PayoutBooks books,
        DateOnly day, Guid? by, CancellationToken ct) =>
        answer.Failed.TryGetValue(frozen.Position, out var why) ? books.Failed(db, line, frozen.Account, why, day, by, ct)
        : answer.Rest || paid.Contains(frozen.Position) ? books.Paid(db, line, day, by, ct) : Task.CompletedTask;
}
