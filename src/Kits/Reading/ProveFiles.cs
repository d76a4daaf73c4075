using System.Text.Json;
using Keyaki.Contracts.Messages;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Kits;

/// <summary>添付ファイルの照合: reads every kept file again and compares it with the hash under which it was stored. What differs or is gone
/// stands on the run, whoever looks after the program is told at once, and it is a task until the copies of a backup are back.</summary>
public sealed class ProveFiles(FileStore files, TimeProvider clock) : IRunWork
{
    internal const string Code = "files.prove", All = "{}";
    public string Kind => Code;
    public string Label => "添付ファイルが保存したときのままかを確かめる";
    public Permission Who => KitsModule.OperateFiles;

    /// <summary>It changes nothing.</summary>
    public int Alone => int.MaxValue;
    public RunSubject About(RunOrder order) => new($"{order.Key}の照合");

    /// <summary>A room came upon files that are not as they were stored: they are looked at once more, by whoever mends them.</summary>
    /// <param name="where">What found them, in words; it is a run for each hash that is found first there.</param>
    public Task Tell(CityDb db, string where, IReadOnlyList<string> hashes, CancellationToken ct) =>
        Runs.Order(db, this, $"{PlainText.Cut(where, 100)} {hashes[0][..8]}", JsonSerializer.Serialize(hashes), null, trial: false,
            clock, ct);

    public async Task<IReadOnlyList<string>> Keys(CityDb db, RunOrder order, CancellationToken ct) => order.Arguments != All
        ? JsonSerializer.Deserialize<List<string>>(order.Arguments) ?? []
        : await db.Set<StoredFile>().Where(f => f.UsedBy != null).Select(f => f.Hash).Distinct().OrderBy(h => h).ToListAsync(ct);

    public async Task<RunStep> Do(CityDb db, RunOrder order, IReadOnlyList<string> keys, CancellationToken ct)
    {
        var results = new List<ItemResult>();
        foreach (var hash in keys)
            results.Add(await files.Prove(hash, ct) switch
            {
                true => new(hash, ItemOutcome.Done),
                false => new(hash, ItemOutcome.Refused, "中身が保存したときと違います。バックアップの写しを戻してください。"),
                null => new(hash, ItemOutcome.Refused, "ファイルがありません。バックアップの写しを戻してください。"),
            });
        var broken = results.Count(r => r.Outcome is ItemOutcome.Refused);
        return new(results, broken == 0 ? null : async (services, turn, c) =>
        {
            var (staff, messages) = (services.GetRequiredService<IStaff>(), services.GetRequiredService<IMessages>());
            foreach (var officer in await staff.Holding(turn, KitsModule.OperateFiles.Code, clock.Today(), c))
                await messages.Send(turn, new Message($"files.prove.{order.Run:N}.{keys[0][..8]}.{officer.Account:N}",
                    officer.Account, null, "添付ファイルが壊れています",
                    $"{broken}件のファイルが、保存したときのままではありません。どれか、どう戻すかは、一括処理の画面で見られます。",
                    ShowRun.Url(order.Run)), c);
            return null;
        });
    }
}

/// <summary>Begins the comparison of each month.</summary>
sealed class ProveFilesMonthly(ProveFiles work, TimeProvider clock) : IJob
{
    public string Code => "files.prove";
    public string Label => "添付ファイルの照合を始める";
    public When When => When.Monthly(1, new(3, 30));

    public Task Do(CityDb db, Due due, CancellationToken ct) =>
        Runs.Order(db, work, $"{EraDate.Of(due.Day)}", ProveFiles.All, null, trial: false, clock, ct);
}

/// <summary>Copies of a backup have to be put back. A comparison of all files speaks for all, one of some for its own.</summary>
sealed class BrokenFiles : ITaskSource
{
    public Type Of => typeof(Run);

    public Task<IReadOnlyList<(Guid Cause, TaskWish? Wish)>> Ask(CityDb db, object record, bool gone, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<(Guid Cause, TaskWish? Wish)>>(
            record is Run { Kind: ProveFiles.Code } run && (gone || run.Refused > 0 || run.EndedAt is not null)
                ? [(Tasks.Cause(ProveFiles.Code + (run.Arguments == ProveFiles.All ? "" : $".{run.Id:N}")), gone ? null : Wish(run))] : []);

    static TaskWish? Wish(Run run) => run.Refused == 0 ? null
        : new(TaskKind.Repair, $"壊れた添付ファイルに、バックアップの写しを戻す（{run.Refused:#,0}件）", ShowRun.Url(run.Id) + "#put-back")
        { Power = KitsModule.OperateFiles };
}
