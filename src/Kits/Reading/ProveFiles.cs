using Keyaki.Contracts;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Kits;

/// <summary>添付ファイルの照合: reads every kept file again and compares it with the hash under which it was stored. What differs or is gone
/// stands on the run, and whoever looks after the program is told at once.</summary>
sealed class ProveFiles(FileStore files, TimeProvider clock) : IRunWork
{
    public string Kind => "files.prove";
    public string Label => "添付ファイルが保存したときのままかを確かめる";
    public Permission Who => KitsModule.OperateFiles;

    /// <summary>It changes nothing.</summary>
    public int Alone => int.MaxValue;
    public RunSubject About(RunOrder order) => new($"{order.Key}の照合");

    public async Task<IReadOnlyList<string>> Keys(CityDb db, RunOrder order, CancellationToken ct) =>
        await db.Set<StoredFile>().Where(f => f.UsedBy != null).Select(f => f.Hash).Distinct().OrderBy(h => h).ToListAsync(ct);

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
                    $"{broken}件のファイルが、保存したときのままではありません。どれかは、一括処理の画面で見られます。操作の手引きの「バックアップから戻す」に従って、写しを戻してください。",
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
        Runs.Order(db, work, $"{EraDate.Of(due.Day)}", "{}", null, trial: false, clock, ct);
}
