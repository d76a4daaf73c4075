using Keyaki.Contracts;
using Keyaki.Contracts.Payments;
using Keyaki.Kernel;
using Keyaki.Payments;
using Keyaki.Procedures;
using Keyaki.Simulator;
using Keyaki.Tests.InProcedures;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.InPayments;

/// <summary>決まると納めるもの: what a procedure grants is owed month by month: decided, determined, paid by slip and online, seen by the
/// resident.</summary>
public sealed class FeeOfGrantTests
{
    [Theory, BothDatabases]
    public async Task 学童クラブの入会が決まると毎月の育成料が調定され_どの方法でも納められ_取り消すと先の月は要らない(string database)
    {
        await using var city = await City.Start(database);
        var id = await city.Submit("afterschool-club", "清瀬 花子", Answers(new(2026, 12, 1)));
        Assert.Equal(0, await city.Read(db => db.Claims().CountAsync()));
        await OfficeCases.Proposed(city, id, await city.OfficerId("suzuki"), "kankyo-kacho");
        await OfficeCases.Approve(city, id, "takahashi");
        var claims = await city.Read(db => db.Claims().OrderBy(c => c.Due).ToListAsync());
        Assert.Equal([(9, new DateOnly(2027, 1, 4)), (10, new(2027, 2, 1)), (11, new(2027, 3, 1)), (12, new(2027, 3, 31))],
            claims.Select(c => (c.Term, c.Due)));
        Assert.All(claims, c => Assert.Equal(("afterschool-fee", Application.Kind, (Guid?)id, 2026),
            (c.Item, c.SubjectKind, c.SubjectId, c.Year)));
        var debtor = await city.Read(db => db.Debtors().SingleAsync(d => d.Id == claims[0].Debtor));
        Assert.Equal(("清瀬 花子", (await MyPaymentsTests.As(city, "清瀬 花子")).Person), (debtor.Name, debtor.Person));
        Assert.Contains("中里五丁目", debtor.Address, StringComparison.Ordinal);

        var mine = await city.SignedIn(ActorKind.Resident, (await MyPaymentsTests.As(city, "清瀬 花子")).Account);
        await mine.Open(Links.Application(id));
        Assert.Contains("学童クラブ育成料 12月分", mine.Text, StringComparison.Ordinal);
        Assert.Contains("4,500円", mine.Text, StringComparison.Ordinal);
        await (await (await mine.Open(Links.MyClaim(claims[0].Id))).Follow("オンラインで納める")).Press("決済会社の画面へ進む");
        await PayingTests.Pay(city, mine.Page.QuerySelector("a.button-main")?.GetAttribute("href")?.Split('/')[^1] ?? "",
            Behaviour.Success);
        await PayingTests.Until("育成料が納付済みになりません", async () =>
            (await mine.Open(Links.Application(id))).Text.Contains("納付済み", StringComparison.Ordinal));
        await MyPaymentsTests.Pay(city, claims[1], 4_500);

        // Taken back: what nobody has paid of months to come is owed no more, and what was paid for them is overpaid.
        await city.Turns.Run(async (services, db, ct) =>
        {
            await services.GetRequiredService<TakingBack>().Take(db, await db.Set<Application>().AsTracking()
                .SingleAsync(a => a.Id == id, ct),
                await OfficerId(city), "転出のため", ct);
            return 0;
        });
        var faces = await city.Turns.Run((services, db, ct) => services.GetRequiredService<IReceivables>()
            .Of(db, Application.Kind, id, ct));
        Assert.Equal([0, 0, 0, 0], faces.Select(f => f.Determined.Amount));
        Assert.Equal([4_500, 4_500, 0, 0], faces.Select(f => f.Overpaid.Amount));
        Assert.Contains("納めなくてよくなりました", (await mine.Open(Links.Application(id))).Text, StringComparison.Ordinal);
        Assert.Equal(Yen.Zero, await city.Read(db => db.SumOfAll(default)));
    }

    [Fact]
    public void 毎月のものは始まる月から年度末まで_過ぎた月の納期限は今月の末日で_一度のものは日数の後になる()
    {
        var days = Keyaki.Tests.Rules.KiyoseTests.Load().Calendar;
        var yen = Expression.Parse(System.Text.Json.JsonSerializer.SerializeToElement(4500), "", Names.None,
            new("")) ?? throw new NotHere();
        OwedFee Fee(string? from, int due) => new("afterschool-fee", new(new("育成料"), yen), from, due);
        Assert.Equal([(1, new DateOnly(2026, 4, 30)), (2, new(2026, 6, 1))],
            Fee("from", 0).Terms(new(2026, 4, 10), new(2026, 4, 20), days).Take(2).Select(t => (t.Term, t.Due)));
        Assert.Equal([(9, new DateOnly(2027, 2, 1)), (10, new(2027, 2, 1)), (11, new(2027, 3, 1)), (12, new(2027, 3, 31))],
            Fee("from", 0).Terms(new(2026, 12, 31), new(2027, 1, 15), days).Select(t => (t.Term, t.Due)));
        Assert.Equal([(new FiscalYear(2026), 1, new DateOnly(2026, 12, 28))], Fee(null, 30).Terms(null, new(2026, 11, 27), days));
    }

    static Task<Guid> OfficerId(City city) => city.OfficerId("suzuki");

    static Dictionary<string, string> Answers(DateOnly from) => new()
    {
        ["name"] = "清瀬 花子", ["kana"] = "キヨセ ハナコ", ["phone"] = "042-000-0001", ["mail"] = "hanako@example.jp",
        ["address.postal"] = "2040003", ["address.town"] = "中里五丁目", ["address.street"] = "900番地1",
        ["childName"] = "清瀬 一太", ["school"] = "第一小学校", ["grade"] = "1", ["care"] = "no", ["firstName"] = "清瀬 花子",
        ["two"] = "no",
        ["club"] = "第一学童クラブ", ["from.era"] = "ad", ["from.year"] = $"{from.Year}", ["from.month"] = $"{from.Month}",
        ["from.day"] = $"{from.Day}",
    };
}
