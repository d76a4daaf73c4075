using System.Net;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Tests.InProcedures;
using Keyaki.Tests.Pages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.InKits;

/// <summary>Files on the screen, by a ticket that their room gave to one officer.</summary>
public sealed class FilePageTests
{
    [Theory, BothDatabases]
    public async Task ファイルは_渡された職員だけが_その日のうちに_ページごとに見られ_見たことが残る(string database)
    {
        await using var city = await City.Start(database);
        var store = city.Services.GetRequiredService<FileStore>();
        var file = await store.Take(new MemoryStream("一行目\n二行目"u8.ToArray()), "メモ.txt", [FileBytes.Plain], null, default);
        var record = city.Clock.NewId();
        await city.Turns.Run((_, db, _) => { file.UsedBy = record; return Task.FromResult(db.Add(file)); });
        var suzuki = await city.Officer("suzuki");
        var me = await city.Read(db => db.Set<Keyaki.Staff.Officer>().Where(o => o.Login == "suzuki").Select(o => o.Id).SingleAsync());
        var look = new Look(city.Services, new Actor(ActorKind.Officer, me, "鈴木 亮", "kankyo-shuji", "kankyo")
        { Posts = ["kankyo-shuji"] }, null, default);
        var url = city.Services.GetRequiredService<FileTickets>().Url(look, file.Id, "test", record, (await city.Person("清瀬 花子")).Account);
        Assert.Contains("二行目", (await suzuki.Open(url)).Text, StringComparison.Ordinal);
        Assert.Equal("メモ.txt", suzuki.Heading);
        Assert.Equal(1, await city.Read(db => db.Set<JournalEntry>().CountAsync(e => e.Code == "files.page" && e.RecordId == record)));

        Assert.Equal(HttpStatusCode.NotFound, (await suzuki.Open(url + "?page=2")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await suzuki.Open(url[..^4] + "AAAA")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await (await city.Officer("sato")).Open(url)).Status);
        // In other posts than when it was given, one asks the room again.
        await 電子決裁.Move(city, "suzuki", "kenko-shuji");
        Assert.Equal(HttpStatusCode.NotFound, (await suzuki.Open(url)).Status);
        await 電子決裁.Move(city, "suzuki", "kankyo-shuji");
        Assert.Equal(HttpStatusCode.OK, (await suzuki.Open(url)).Status);
        city.Clock.Pass(TimeSpan.FromHours(13));
        Assert.Equal(HttpStatusCode.NotFound, (await (await city.Officer("suzuki")).Open(url)).Status);
    }
}
