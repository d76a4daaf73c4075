using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Tests.Pages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.InKits;

/// <summary>添付ファイルの照合: bytes that are no more those that were stored are said loudly.</summary>
public sealed class FileProofTests
{
    [Theory, BothDatabases]
    public async Task 中身が変わったファイルとなくなったファイルは_月初めの照合で見つかり_担当に知らされる(string database)
    {
        await using var city = await City.Start(database);
        var store = city.Services.GetRequiredService<FileStore>();
        async Task<string> Kept(string text)
        {
            var file = await store.Put(System.Text.Encoding.UTF8.GetBytes(text), "a.txt", FileBytes.Plain, default);
            file.UsedBy = city.Clock.NewId();
            await city.Turns.Run((_, db, _) => Task.FromResult(db.Add(file)));
            return store.Place(file);
        }
        var (changed, gone, fine) = (await Kept("変わるもの"), await Kept("なくなるもの"), await Kept("そのままのもの"));
        await File.AppendAllTextAsync(changed, "!");
        File.Delete(gone);
        await city.Turns.Run(async (services, db, ct) =>
        {
            await services.GetServices<IJob>().Single(j => j.Code == "files.prove").Do(db, Due.At(city.Clock.GetUtcNow()), ct);
            return true;
        });
        await city.Services.GetRequiredService<RunWorker>().RunAll(default);
        var run = await city.Read(db => db.Set<Run>().SingleAsync(r => r.Kind == "files.prove"));
        Assert.Equal(2, run.Refused);
        Assert.True(run.Done >= 1);

        var kobayashi = await (await city.Officer("kobayashi")).Open(ShowRun.Url(run.Id));
        Assert.Contains("保存したときと違います", kobayashi.Text, StringComparison.Ordinal);
        Assert.Contains("ファイルがありません", kobayashi.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Path.GetFileName(fine), kobayashi.Text, StringComparison.Ordinal);
        Assert.Contains("添付ファイルが壊れています", (await kobayashi.Open("/office")).Text, StringComparison.Ordinal);

        // It is a task with the way to go until the copies are back.
        const string Waits = "壊れた添付ファイルに、バックアップの写しを戻す（2件）";
        await kobayashi.Follow(Waits);
        Assert.Contains("同じ場所に写します", kobayashi.Page.QuerySelector("#put-back")?.TextContent ?? "", StringComparison.Ordinal);
        await File.WriteAllTextAsync(changed, "変わるもの");
        await File.WriteAllTextAsync(gone, "なくなるもの");
        await kobayashi.Press("できなかったものをやり直す");
        await city.Services.GetRequiredService<RunWorker>().RunAll(default);
        Assert.DoesNotContain("写しを戻す", (await kobayashi.Open("/office")).Text, StringComparison.Ordinal);
    }
}
