using System.Collections.Concurrent;
using Keyaki.Contracts.Messages;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Messages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.InMessages;

public sealed class MailLaneTests
{
    static Task Send(City city, IEnumerable<Message> messages) => city.Turns.Run(async (services, db, ct) =>
    {
        foreach (var message in messages) await services.GetRequiredService<IMessages>().Send(db, message, ct);
        return true;
    });

    static IEnumerable<Message> Letters(string to, int count, Lane lane = Lane.Usual) =>
        Enumerable.Range(0, count).Select(i => new Message($"{to} {i}", null, $"{to}{i}@example.jp", "お知らせ", "本文です。", Lane: lane));

    static async Task Until(Func<Task<bool>> holds)
    {
        for (var i = 0; i < 400; i++, await Task.Delay(50))
            if (await holds()) return;
        Assert.Fail("待っても変わりませんでした");
    }

    static Task Until(Func<bool> holds) => Until(() => Task.FromResult(holds()));

    static Task<bool> Arrived(City city, string to) => Task.FromResult(city.Simulator.Mails.Mails.Any(m => m.Recipients.Contains(to)));

    [Theory, BothDatabases]
    public async Task 一斉のメールがどれだけ待っていても_確認コードと受付のメールは先に届く(string database)
    {
        await using var city = await City.Start(database);
        var gate = new TaskCompletionSource();
        city.Simulator.Mails.Meet = (to, ct) => to.StartsWith("mass", StringComparison.Ordinal) ? gate.Task.WaitAsync(ct)
            : Task.CompletedTask;
        await Send(city, Letters("mass", 60, Lane.Mass));
        await Until(() => city.Read(db => db.Set<OutboxItem>().AnyAsync(i => i.Lane == Lane.Mass && i.Claim != null)));
        await Send(city, Letters("receipt", 3));
        await Until(() => Arrived(city, "receipt2@example.jp"));
        var guest = await city.Visitor().Open("/my/journal");
        await guest.Follow("メールアドレスで");
        await guest.Fill("メールアドレス", "code@example.jp").Press("確認コードを送る");
        await Until(() => Arrived(city, "code@example.jp"));
        Assert.DoesNotContain(city.Simulator.Mails.Mails, m => m.Recipients.Single().StartsWith("mass", StringComparison.Ordinal));
        gate.SetResult();
        await Until(() => city.Simulator.Mails.Mails.Count == 64);
    }

    [Theory, BothDatabases]
    public async Task 受付のメールがどれだけ待っていても_確認コードは先に届く(string database)
    {
        await using var city = await City.Start(database);
        var gate = new TaskCompletionSource();
        city.Simulator.Mails.Meet = (to, ct) => to.StartsWith("receipt", StringComparison.Ordinal) ? gate.Task.WaitAsync(ct)
            : Task.CompletedTask;
        await Send(city, Letters("receipt", 200));
        await Until(() => city.Read(db => db.Set<OutboxItem>().AnyAsync(i => i.Lane == Lane.Usual && i.Claim != null)));
        await Send(city, Letters("code", 5, Lane.Awaited));
        await Until(() => city.Simulator.Mails.Mails.Count == 5);
        gate.SetResult();
        await Until(() => city.Simulator.Mails.Mails.Count == 205);
    }

    [Theory, BothDatabases]
    public async Task メールは同時にいくつも送られ_つないだ線は使い回される(string database)
    {
        await using var city = await City.Start(database);
        var (gate, here) = (new TaskCompletionSource(), new ConcurrentBag<string>());
        city.Simulator.Mails.Meet = (to, ct) =>
        {
            here.Add(to);
            return gate.Task.WaitAsync(ct);
        };
        await Send(city, Letters("many", 100));
        await Until(() => here.Count == 8);
        gate.SetResult();
        await Until(() => city.Simulator.Mails.Mails.Count == 100);
        Assert.InRange(city.Simulator.Mails.Conversations, 8, 12);
        Assert.Equal(0, city.Simulator.Mails.Repeats);
    }

    [Theory, BothDatabases]
    public async Task 送り終えたメールは_宛先も本文も残らず_90日で記録も消える(string database)
    {
        await using var city = await City.Start(database);
        city.Simulator.Mails.Reject("refused0@example.jp");
        await Send(city, [.. Letters("sent", 1), .. Letters("refused", 1)]);
        await Until(() => city.Read(db => db.Set<OutboxItem>().AllAsync(i => i.DoneAt != null)));
        var mails = await city.Read(db => db.Set<Mail>().ToListAsync());
        Assert.Equal([MailState.Sent, MailState.Refused], mails.Select(m => m.State).Order());
        Assert.All(mails, m => Assert.Equal(("", ""), (m.SealedTo, m.SealedText)));
        await Sweep(city);
        Assert.Equal((2, 2), await Left(city));
        city.Clock.Pass(TimeSpan.FromDays(91));
        await Sweep(city);
        Assert.Equal((0, 0), await Left(city));
    }

    static Task<(int, int)> Left(City city) =>
        city.Read(async db => (await db.Set<Mail>().CountAsync(), await db.Set<OutboxItem>().CountAsync(o => o.Kind == SendMail.WorkKind)));

    static Task Sweep(City city) => city.Sweep();

    [Theory, BothDatabases]
    public async Task 送るのに時間がかかっているメールを_ほかの機械は取らない(string database)
    {
        await using var city = await City.Start(database);
        var (gate, here) = (new TaskCompletionSource(), new ConcurrentBag<string>());
        city.Simulator.Mails.Meet = (to, ct) =>
        {
            here.Add(to);
            return gate.Task.WaitAsync(ct);
        };
        await Send(city, Letters("slow", 1));
        await Until(() => here.Count == 1);
        var first = await city.Read(db => db.Set<OutboxItem>().Select(i => i.ClaimedUntil).SingleAsync());
        // The claim that it had ends; a living node has renewed it by then.
        await Until(() => city.Read(db => db.Set<OutboxItem>().AnyAsync(i => i.ClaimedUntil > first)));
        city.Clock.Pass(TimeSpan.FromSeconds(19));
        Assert.Equal(0, await city.Services.GetRequiredService<OutboxWorker>().Drain());
        gate.SetResult();
        await Until(() => city.Read(db => db.Set<OutboxItem>().AllAsync(i => i.DoneAt != null)));
        Assert.Single(city.Simulator.Mails.Mails);
        Assert.Equal(0, city.Simulator.Mails.Repeats);
    }

    [Theory, BothDatabases]
    public async Task ほかの機械に渡った仕事は_遅れた機械が済みにできない(string database)
    {
        await using var city = await City.Start(database);
        var (gate, here) = (new TaskCompletionSource(), new ConcurrentBag<string>());
        city.Simulator.Mails.Meet = (to, ct) =>
        {
            here.Add(to);
            return gate.Task.WaitAsync(ct);
        };
        await Send(city, Letters("taken", 1));
        await Until(() => here.Count == 1);
        var (other, until) = (city.Clock.NewId(), city.Clock.GetUtcNow().AddHours(1));
        await city.Turns.Run((_, db, ct) => db.Set<OutboxItem>()
            .ExecuteUpdateAsync(s => s.SetProperty(i => i.Claim, other).SetProperty(i => i.ClaimedUntil, until), ct));
        gate.SetResult();
        await Until(() => city.Simulator.Mails.Mails.Count == 1);
        await Task.Delay(300);
        Assert.Equal((other, null), await city.Read(async db => await db.Set<OutboxItem>()
            .Select(i => new ValueTuple<Guid?, DateTimeOffset?>(i.Claim, i.DoneAt)).SingleAsync()));
        Assert.Equal(MailState.Queued, (await city.Read(db => db.Set<Mail>().SingleAsync())).State);
    }

    [Theory, BothDatabases]
    public async Task 点の続くアドレスの人も_確認コードを受け取り_アカウントを作れる(string database)
    {
        await using var city = await City.Start(database);
        foreach (var address in new[] { "a..b@docomo.ne.jp", ".a@docomo.ne.jp", "a.@docomo.ne.jp" })
        {
            var guest = await ResidentDoorTests.Guest(city, address);
            Assert.Equal("/my/journal", guest.Path);
        }
        // Typed with the quotes that some phones show, it is the same address.
        var again = await city.Visitor().Open("/my/journal");
        await again.Follow("メールアドレスで");
        await again.Fill("メールアドレス", "\"A..b\"@docomo.ne.jp").Press("確認コードを送る");
        await again.Fill("確認コード", await ResidentDoorTests.Mailed(city, "A..b@docomo.ne.jp")).Press("確認する");
        Assert.Equal(3, await city.Read(db => db.Set<Residents.GuestVisitor>().CountAsync()));
        await Send(city, Letters("shown..", 1));
        await Until(() => Arrived(city, "shown..0@example.jp"));
        Assert.Contains("shown..0@example.jp", (await city.Visitor().Open("/_dev/mail")).Text, StringComparison.Ordinal);
    }
}
