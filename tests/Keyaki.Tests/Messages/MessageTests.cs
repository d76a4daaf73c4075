using System.Net;
using Keyaki.Contracts.Messages;
using Keyaki.Kernel;
using Keyaki.Messages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Keyaki.Tests.InMessages;

public sealed class 連絡
{
    static Task<bool> Send(City city, Message message) => city.Turns.Run(async (services, db, ct) =>
    {
        await services.GetRequiredService<IMessages>().Send(db, message, ct);
        return true;
    });

    // The hall's own worker may be doing the item at this moment: look again until it has settled.
    static async Task Until(City city, Func<Task<bool>> holds)
    {
        for (var i = 0; i < 200; i++)
        {
            await city.Settle();
            if (await holds()) return;
            await Task.Delay(50);
        }
        Assert.Fail("待っても変わりませんでした");
    }

    static Task<MailState> StateOf(City city, string key) =>
        city.Read(async db => (await db.Set<Mail>().SingleAsync(m => m.Key == key)).State);

    static async Task<Visitor> Hanako(City city) => await city.SignedIn(ActorKind.Resident, await HanakoId(city));
    static Task<Guid> HanakoId(City city) => Account(city, "清瀬 花子");
    static Task<Guid> Account(City city, string name) =>
        city.Read(db => db.Set<Residents.Account>().Where(a => a.Name == name).Select(a => a.Id).SingleAsync());

    [Theory, BothDatabases]
    public async Task メールが届き_お知らせにも残る(string database)
    {
        await using var city = await City.Start(database);
        var account = await HanakoId(city);
        var message = new Message("t1", account, "hanako@example.jp", "申請を受け付けました", "受付番号を確かめてください。\n二行目です。", "/my/applications/1");
        await Send(city, message);
        await Send(city, message);
        await Until(city, async () => await StateOf(city, "t1") is MailState.Sent);
        var mail = Assert.Single(city.Simulator.Mails.Mails);
        Assert.Equal(("申請を受け付けました", "hanako@example.jp"), (mail.Subject, mail.Recipients.Single()));
        Assert.Contains("二行目です。", mail.Text);
        Assert.Contains(city.Address + "my/applications/1", mail.Text);
        Assert.Equal("auto-generated", mail.Headers["Auto-Submitted"]);
        Assert.Contains("清瀬市", mail.From);
        var hanako = await (await Hanako(city)).Open(Inbox.Url);
        Assert.Contains("未読", hanako.Text);
        await hanako.Follow("申請を受け付けました");
        Assert.Contains("同じ内容をメールでもお送りしました。", hanako.Text);
        Assert.DoesNotContain("未読", (await hanako.Open(Inbox.Url)).Text);
        Assert.Contains("申請を受け付けました", (await city.Visitor().Open("/_dev/mail")).Text);
    }

    [Theory, BothDatabases]
    public async Task メールサーバーが止まっていても知らせは残り_戻ると送られる(string database)
    {
        await using var city = await City.Start(database);
        city.Simulator.Mails.Outage = true;
        await Send(city, new Message("t2", await HanakoId(city), "hanako@example.jp", "結果のお知らせ", "結果が出ました。"));
        await Until(city, async () => await StateOf(city, "t2") is MailState.Delayed);
        var hanako = await (await (await Hanako(city)).Open(Inbox.Url)).Follow("結果のお知らせ");
        Assert.Contains("自動で送り直しています", hanako.Text);
        city.Simulator.Mails.Outage = false;
        city.Clock.Pass(TimeSpan.FromMinutes(1));
        await Until(city, async () => await StateOf(city, "t2") is MailState.Sent);
        Assert.Single(city.Simulator.Mails.Mails);
    }

    [Theory, BothDatabases]
    public async Task ない宛先には一度だけ送り_本人のページで知らせる(string database)
    {
        await using var city = await City.Start(database);
        city.Simulator.Mails.Reject("hanako@example.jp");
        await Send(city, new Message("t3", await HanakoId(city), "hanako@example.jp", "結果のお知らせ", "結果が出ました。"));
        await Until(city, async () => await StateOf(city, "t3") is MailState.Refused);
        Assert.Equal(0, await city.Read(db => db.Set<OutboxItem>().CountAsync(i => i.Key == "t3" && i.DoneAt == null)));
        Assert.Contains("届きませんでした", (await (await (await Hanako(city)).Open(Inbox.Url)).Follow("結果のお知らせ")).Text);
    }

    [Theory, BothDatabases]
    public async Task ほかの人のお知らせは開けない(string database)
    {
        await using var city = await City.Start(database);
        await Send(city, new Message("t4", await HanakoId(city), null, "花子さんへのお知らせ", "本人だけが読めます。"));
        var id = await city.Read(db => db.Set<InboxMessage>().Select(m => m.Id).SingleAsync());
        var ichiro = await city.SignedIn(ActorKind.Resident, await Account(city, "松山 一郎"));
        Assert.DoesNotContain("花子さんへのお知らせ", (await ichiro.Open(Inbox.Url)).Text);
        Assert.Equal(HttpStatusCode.NotFound, (await ichiro.Open($"{Inbox.Url}/{id}")).Status);
        Assert.Null(await city.Read(db => db.Set<InboxMessage>().Select(m => m.ReadAt).SingleAsync()));
    }

    [Theory, BothDatabases]
    public async Task 決まった日に行う処理は_送信待ちに並べずに数だけを知らせる(string database)
    {
        await using var city = await City.Start(database);
        var now = city.Clock.GetUtcNow();
        await city.Turns.Run((_, db, _) =>
        {
            db.Add(new OutboxItem
            {
                Id = city.Clock.NewId(), Kind = "procedures.conclude", Key = "k", Payload = "{}", CreatedAt = now,
                DueAt = now.AddDays(10)
            });
            return Task.FromResult(true);
        });
        var kobayashi = await (await city.Officer("kobayashi")).Open(OutboxPage.Url);
        Assert.Contains("送信待ち（0 件）", kobayashi.Text);
        Assert.Contains("1件予定されています", kobayashi.Text);
    }

    [Theory, BothDatabases]
    public async Task 送れずに残ったものを職員がやり直し_またはやめる(string database)
    {
        await using var city = await City.Start(database);
        city.Simulator.Mails.Outage = true;
        await Send(city, new Message("again", null, "a@example.jp", "確認コード", "123456"));
        await Send(city, new Message("stop", null, "b@example.jp", "確認コード", "654321"));
        Task<int> Dead() => city.Read(db => db.Set<OutboxItem>().CountAsync(i => i.DeadAt != null && i.DoneAt == null));
        await Until(city, async () =>
        {
            city.Clock.Pass(TimeSpan.FromHours(25));
            return await Dead() == 2;
        });
        Assert.Equal(HttpStatusCode.Forbidden, (await (await city.Officer("tanaka")).Open(OutboxPage.Url)).Status);
        var kobayashi = await (await city.Officer("kobayashi")).Open(OutboxPage.Url);
        Assert.Contains("送信できなかったもの（2 件）", kobayashi.Text);
        Assert.DoesNotContain("123456", kobayashi.Text);
        city.Simulator.Mails.Outage = false;
        await kobayashi.Press("やり直す");
        Assert.Contains("送信できなかったもの（1 件）", kobayashi.Text);
        await kobayashi.Press("送信をやめる");
        Assert.Contains("送信できなかったものはありません", kobayashi.Text);
        await Until(city, () => Task.FromResult(city.Simulator.Mails.Mails.Count == 1));
        Assert.Equal(0, await Dead());
        Assert.Equal(["outbox.abandon", "outbox.replay"], await city.Read(db => db.Set<JournalEntry>()
            .Where(e => e.Code.StartsWith("outbox.")).Select(e => e.Code).OrderBy(c => c).ToListAsync()));
    }
}
