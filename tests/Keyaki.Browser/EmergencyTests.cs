using Keyaki.Kernel;
using Keyaki.Tests.InWebsite;
using Keyaki.Tests.Pages;
using Keyaki.Website;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Browser;

[Collection(Chrome.Other)]
public sealed class 緊急情報を電話で出す(Chrome chrome)
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task 電話で緊急情報を出し_プログラムが止まっても_読む人にはどのページの上にも見え_控えの中をさがせる(bool script)
    {
        var site = await City.Furnish(BothDatabases.Sqlite);
        var copy = Path.Combine(site.Folder, "copy");
        var city = await City.Open(site, new Dictionary<string, string?> { [CopyState.Setting] = copy });
        await Until(() => File.Exists(Path.Combine(CopyFolder.SiteOf(copy), "index.html")));
        await using var nginx = await Nginx.Start(site.Folder, city.Address, copy);
        await Move(city, "suzuki", "bosai-kacho");

        await using var chief = await chrome.Person(city, Device.Phone, script);
        await chief.Become("鈴木 亮");
        await chief.Open(ListAlerts.Url);
        await chief.Look();
        await chief.Follow("洪水の避難情報");
        await chief.Look();
        await chief.Choose("警戒レベル/警戒レベル4　避難指示");
        await chief.Choose("地区/元町");
        await chief.Choose("開いている避難所/芝山小学校");
        await chief.Press("確かめる画面へ");
        await chief.Look();
        await chief.Press("この内容で、今すぐ出す");
        await chief.See("後閲");
        await chief.Look();
        await chief.Open(KeepShelters.Url);
        await chief.Look();
        chief.NoTrouble();

        await using var reader = await chrome.Person(city, Device.Phone, script: script, address: nginx.Address);
        await reader.Open("/");
        await reader.See("洪水に関する警戒レベル4、避難指示を発令しました");
        await reader.Look();
        await reader.Open("/shelters/");
        await reader.Look();
        await Until(() => File.Exists(Path.Combine(copy, "alert", "top.html")));
        city.Keep();
        await city.DisposeAsync();

        // The program is gone; whoever comes now has kept nothing from before.
        await using var late = await chrome.Person(city, Device.Phone, script: script, address: nginx.Address);
        await late.Open("/kurashi/gomi/");
        await late.See("警戒レベル4、避難指示：元町");
        await late.Look();
        await late.Open("/");
        await late.See("今は控えのサイトです");
        await late.Look();
        await late.Open("/search?q=" + Uri.EscapeDataString("粗大ごみ"));
        if (script) await late.See("粗大ごみ収集の申込");
        await late.Look();
        var answer = await late.Page.GotoAsync(new Uri(nginx.Address, "/my").ToString());
        Assert.Equal(503, answer?.Status);
        await late.See("今は使えません");
    }

    static Task Move(City city, string login, string post) => city.Turns.Run(async (_, db, ct) =>
    {
        var (today, who) = (city.Clock.Today(), await db.Set<Staff.Officer>().Where(o => o.Login == login).Select(o => o.Id)
            .SingleAsync(ct));
        foreach (var held in await db.Set<Staff.PostHolding>().AsTracking().Where(h => h.Officer == who && h.Until == null).ToListAsync(ct))
            held.End(today.AddDays(-1), null, city.Clock.GetUtcNow());
        db.Add(new Staff.PostHolding
        {
            Id = city.Clock.NewId(), Officer = who, Post = post, From = today,
            GivenAt = city.Clock.GetUtcNow()
        });
        return true;
    });

    static async Task Until(Func<bool> holds)
    {
        for (var n = 0; n < 600 && !holds(); n++) await Task.Delay(100);
        Assert.True(holds());
    }
}
