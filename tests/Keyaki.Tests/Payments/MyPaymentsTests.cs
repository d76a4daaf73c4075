using System.Net;
using Keyaki.Contracts;
using Keyaki.Contracts.Payments;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Messages;
using Keyaki.Payments;
using Keyaki.Residents;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Posted = Keyaki.Payments.Posted;

namespace Keyaki.Tests.InPayments;

/// <summary>納付と領収: what a resident sees of the ledger, in three languages, and what nobody else does.</summary>
public sealed class MyPaymentsTests
{
    [Theory, BothDatabases]
    public async Task 住民は_納めるものと納めたものを三つの言葉で見られ_ほかの人のものは番号を変えても見られない(string database)
    {
        await using var city = await City.Start(database);
        var hanako = await As(city, "清瀬 花子");
        var person = hanako.Person ?? throw new NotHere();
        var (open, late) = (await Owe(city, person, "清瀬 花子", 42_000, new(2027, 2, 1)),
            await Owe(city, person, "清瀬 花子", 240_000, new(2026, 8, 31)));
        var stranger = await Owe(city, null, "秋津 太郎", 77_000, new(2027, 2, 1));
        await Pay(city, late, 15_000);

        var visitor = await (await city.SignedIn(ActorKind.Resident, hanako.Account)).Open("/my");
        await visitor.Follow("納付と領収");
        Assert.Equal((HttpStatusCode.OK, MyPayments.Url), (visitor.Status, visitor.Path));
        foreach (var words in new[] { "42,000円", "225,000円", "267,000円", "15,000円",
            "納期限を過ぎています", "金融機関", "納税証明書を申し込む" })
            Assert.Contains(words, visitor.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("77,000", visitor.Text, StringComparison.Ordinal);

        await visitor.Open(Links.MyClaim(late.Id));
        foreach (var words in new[] { "当初賦課", "225,000円", "延滞金が", "コンビニエンスストア", "電話" })
            Assert.Contains(words, visitor.Text, StringComparison.Ordinal);
        Assert.Contains("Overdue", (await visitor.Open(MyPayments.Url + "?lang=en")).Text, StringComparison.Ordinal);
        Assert.Contains("by direct debit", (await visitor.Open(Links.MyClaim(open.Id) + "?lang=en")).Text, StringComparison.Ordinal);
        Assert.Contains("はらう もの", (await visitor.Open(MyPayments.Url + "?lang=easy")).Text, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Open(Links.MyClaim(stranger.Id))).Status);
        var other = await city.SignedIn(ActorKind.Resident, (await As(city, "松山 一郎")).Account);
        Assert.Equal(HttpStatusCode.NotFound, (await other.Open(Links.MyClaim(open.Id))).Status);
        Assert.DoesNotContain("42,000", (await other.Open(MyPayments.Url)).Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 連帯の債務は一人一人に見え_取り消した納付は納めたものに出ない(string database)
    {
        await using var city = await City.Start(database);
        var hanako = await As(city, "清瀬 花子");
        var joint = await Joint(city, hanako.Person ?? throw new NotHere());
        await Pay(city, joint, 5_000);
        var visitor = await (await city.SignedIn(ActorKind.Resident, hanako.Account)).Open(MyPayments.Url);
        Assert.Contains("31,000円", visitor.Text, StringComparison.Ordinal);
        Assert.Contains("5,000円", visitor.Text, StringComparison.Ordinal);
        await city.Turns.Run(async (services, db, ct) =>
        {
            var came = await db.Postings().AsNoTracking().Include(p => p.Entries).SingleAsync(p => p.Kind == PostingKind.Collect, ct);
            await services.GetRequiredService<Bookkeeper>().Reverse(db, came, "別の人のお金", city.Clock.NewId(), ct);
            return 0;
        });
        await visitor.Open(MyPayments.Url);
        Assert.Contains("36,000円", visitor.Text, StringComparison.Ordinal);
        Assert.Contains("まだありません", visitor.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 納期限の七日前に_まだ納めていない人だけに知らせ_メールには額も内容も書かない(string database)
    {
        await using var city = await City.Start(database);
        var hanako = await As(city, "清瀬 花子");
        var due = city.Clock.Today().AddDays(RemindDue.DaysBefore);
        var (open, paid) = (await Owe(city, hanako.Person, "清瀬 花子", 42_000, due),
            await Owe(city, hanako.Person, "清瀬 花子", 3_000, due));
        await Pay(city, paid, 3_000);
        await Owe(city, hanako.Person, "清瀬 花子", 9_000, due.AddDays(1));
        await city.Turns.Run(async (services, db, ct) =>
        {
            await services.GetServices<IJob>().OfType<RemindDue>().Single().Do(db, Due.At(city.Clock.GetUtcNow()), ct);
            return 0;
        });
        var visitor = await (await city.SignedIn(ActorKind.Resident, hanako.Account)).Open("/my/messages");
        Assert.Contains("納期限が近づいています", visitor.Text, StringComparison.Ordinal);
        Assert.Single(visitor.Page.QuerySelectorAll("ul.news li"));
        await visitor.Follow("納期限が近づいています");
        Assert.DoesNotContain("42,000", visitor.Text, StringComparison.Ordinal);
        Assert.Contains(Links.MyClaim(open.Id), visitor.Page.DocumentElement.OuterHtml, StringComparison.Ordinal);
    }

    [Fact]
    public void 納税証明書の手続は_市のファイルにある()
    {
        var city = Keyaki.Tests.Rules.KiyoseTests.Load();
        foreach (var code in city.Files<Items>().All.Select(i => i.Certificate).OfType<string>().Distinct())
            Assert.True(File.Exists(Path.Combine(Keyaki.Tests.Rules.KiyoseTests.Folder(), "procedures", $"{code}.json")), code);
    }

    internal sealed record Who(Guid Account, Guid? Person);

    internal static Task<Who> As(City city, string name) => city.Read(async db =>
    {
        var account = await db.Set<Keyaki.Residents.Account>().Where(a => a.Name == name).Select(a => a.Id).SingleAsync();
        return new Who(account,
            await db.Set<AccountLink>().Where(l => l.Standing == account).Select(l => (Guid?)l.Person).FirstOrDefaultAsync());
    });

    internal static Task<Claim> Owe(City city, Guid? person, string name, long yen, DateOnly due, string item = "resident-tax") =>
        city.Turns.Run(async (services, db, ct) =>
    {
        var debtor = await services.GetRequiredService<IReceivables>().Debtor(db, person, name, null, null, body: false, ct);
        return await Determined(city, services, db, debtor, yen, due, ct, item);
    });

    internal static Task<Claim> Joint(City city, Guid person) => city.Turns.Run(async (services, db, ct) =>
    {
        var receivables = services.GetRequiredService<IReceivables>();
        var joint = Debtor.Of(city.Clock.NewId(), DebtorKind.Joint, "清瀬 花子ほか1名", null, null, city.Clock.GetUtcNow());
        db.Add(joint);
        foreach (var (n, who) in new[] { (1, (Guid?)person), (2, null) })
            db.Add(new DebtorMember
            {
                Debtor = joint.Id, Number = n,
                Member = await receivables.Debtor(db, who, n == 1 ? "清瀬 花子" : "秋津 花", null, null, false, ct),
            });
        return await Determined(city, services, db, joint.Id, 36_000, new(2027, 2, 1), ct);
    });

    static async Task<Claim> Determined(City city, IServiceProvider services, CityDb db, Guid debtor, long yen, DateOnly due,
        CancellationToken ct, string item = "resident-tax")
    {
        var claim = new Claim
        {
            Id = city.Clock.NewId(), Key = $"{city.Clock.NewId():N}", Item = item, Year = 2026, Term = 1,
            Debtor = debtor, Due = due, At = city.Clock.GetUtcNow(),
        };
        await services.GetRequiredService<Bookkeeper>().Determine(db, claim, new(yen), "当初賦課", null, ct);
        return claim;
    }

    internal static Task<(Match, Posted)> Pay(City city, Claim claim, long yen) => city.Turns.Run((services, db, ct) =>
        services.GetRequiredService<Bookkeeper>().Collect(db, claim,
            new($"t:{city.Clock.NewId():N}", claim.Key, new(yen), CollectionMethod.Bank, city.Clock.Today()), null, ct));
}
