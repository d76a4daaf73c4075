using System.Net;
using Keyaki.Kernel;
using Keyaki.Payments;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Posted = Keyaki.Payments.Posted;

namespace Keyaki.Tests.InPayments;

/// <summary>日計の締めと年度の帳簿: what is closed stays as it is, and what the database adds up is what the rules say.</summary>
public sealed class DayClosingTests
{
    const int Most = 1_000;

    [Theory, BothDatabases]
    public async Task 締めた日には何も載らず_後から届いたお金は次の日に載り_領収日は残り_締めた額は円まで元帳と合う(string database)
    {
        await using var city = await City.Start(database);
        var (today, claim) = (city.Clock.Today(), await Owed(city));
        await Collect(city, claim, 4_000, today.AddDays(-5), "a");
        var kobayashi = await (await city.Officer("kobayashi")).Open(CloseDays.Url);
        await Day(kobayashi, today).Press("この日まで締める");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, kobayashi.Status); // The day is not over.
        await Day(kobayashi, today.AddDays(-1)).Press("この日まで締める");
        Assert.Contains("署名を待っている日計の締め", kobayashi.Text, StringComparison.Ordinal);

        // What comes while it waits for its second person is too late for these days, too.
        await Collect(city, claim, 1_000, today.AddDays(-4), "b");
        var late = await city.Read(db => db.Postings().SingleAsync(p => p.Payment == "b"));
        Assert.Equal((today, today.AddDays(-4)), (late.Day, late.PaidOn));

        var nakamura = await (await city.Officer("nakamura")).Open(CloseDays.Url);
        await nakamura.Follow("締めを確かめる");
        Assert.Contains("4,000円", nakamura.Text, StringComparison.Ordinal);
        await nakamura.Choose("この日計の締めに署名しますか/はい").Press("確かめた結果を記録する");
        Assert.Equal(HttpStatusCode.OK, nakamura.Status);
        await Collect(city, claim, 500, today.AddDays(-1), "c");
        await nakamura.Follow("令和");
        Assert.Contains("元帳と一致", nakamura.Text, StringComparison.Ordinal);
        Assert.Contains("市都民税", nakamura.Text, StringComparison.Ordinal);
        Assert.Contains("4000", await (await nakamura.Raw(nakamura.Path + "/file")).Content.ReadAsStringAsync(), StringComparison.Ordinal);

        await nakamura.Open(ClaimPaths.Posting(late.Id));
        Assert.Contains("領収日", nakamura.Text, StringComparison.Ordinal);
        // Lateness is counted by the day on which it was handed over.
        var book = await Reread(city, claim);
        Assert.Equal([(today.AddDays(-5), 4_000L), (today.AddDays(-4), 1_000L), (today.AddDays(-1), 500L)],
            book.Ledger.Payments(book.Of(claim)).Select(p => (p.Day, p.Amount.Amount)));

        // The same days are not closed again; a closing that is taken back opens its days.
        await Day(await kobayashi.Open(CloseDays.Url), today.AddDays(-1)).Press("この日まで締める");
        Assert.Contains("もう締めてあります", kobayashi.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 締めを取り消すと_その日はまた開く(string database)
    {
        await using var city = await City.Start(database);
        var (today, claim) = (city.Clock.Today(), await Owed(city));
        var kobayashi = await (await city.Officer("kobayashi")).Open(CloseDays.Url);
        await Day(kobayashi, today.AddDays(-1)).Press("この日まで締める");
        await kobayashi.Press("締めを取り消す");
        await Collect(city, claim, 1_000, today.AddDays(-2), "a");
        Assert.Equal(today.AddDays(-2), await city.Read(db => db.Postings().Where(p => p.Payment == "a").Select(p => p.Day).SingleAsync()));
    }

    [Theory, BothDatabases]
    public async Task 締めるのと同時にいくつ届いても_締めた額と元帳は合う(string database)
    {
        await using var city = await City.Start(database);
        var day = city.Clock.Today().AddDays(-1);
        var claims = new List<Claim>();
        for (var n = 0; n < 6; n++) claims.Add(await Owed(city));
        var kobayashi = await (await city.Officer("kobayashi")).Open(CloseDays.Url);
        Day(kobayashi, day);
        await Task.WhenAll([.. claims.Select((c, n) => Task.Run(() => GoesOn(c, n))), Task.Run(Closes)]);
        var closing = await city.Read(db => db.Set<DayClosing>().SingleAsync());
        var before = await city.Read(db => db.Postings().CountAsync(p => p.Payment != null && p.Day == day));
        Assert.Equal(before * 1_000, closing.Lines.Sum(l => l.Collected));
        await kobayashi.Open(ShowDays.Of(closing));
        Assert.Contains("元帳と一致", kobayashi.Text, StringComparison.Ordinal);
        Assert.True(before < await city.Read(db => db.Postings().CountAsync(p => p.Payment != null)), "nothing came after the closing");

        // Money comes until the days are closed, and once more. Who is told to wait asks again, as a person does, and stops only where
        // something is broken.
        async Task GoesOn(Claim claim, int who)
        {
            for (var (n, more) = (0, true); more; n++)
            {
                more = n < Most && !await Closed();
                try { await Collect(city, claim, 1_000, day, $"p{who}-{n}"); }
                catch (PleaseWait) { more = n < Most; }
                await Task.Delay(50);
            }
        }

        async Task Closes()
        {
            await Task.Delay(50);
            for (var tries = 0; tries < Most && !await Closed(); tries++) await kobayashi.Press("この日まで締める");
        }

        Task<bool> Closed() => city.Read(db => db.Set<DayClosing>().AnyAsync());
    }

    [Theory, BothDatabases]
    public async Task 年度の帳簿の画面は_元帳を読んだ計算と同じで_繰越は前の年度の未済から続く(string database)
    {
        await using var city = await City.Start(database);
        var (random, items) = (new Random(7), city.Services.GetRequiredService<CityProfile>().Files<Items>());
        var claims = new List<Claim>();
        foreach (var year in new[] { 2023, 2024, 2025, 2026 })
            for (var n = 0; n < 4; n++) claims.Add(New(city, n % 2 == 0 ? "resident-tax" : "afterschool-fee", year));
        await city.Turns.Run(async (_, db, ct) =>
        {
            foreach (var claim in claims)
            {
                var book = Book.New(db, city.Services.GetRequiredService<CityProfile>());
                var (of, begin) = (book.Begin(claim), new FiscalYear(claim.Year).First);
                book.Write(book.Ledger.Determine(of, new(random.Next(2, 9) * 1_000), "当初", begin.AddDays(60)) ?? throw new NotHere(),
                    null, city.Clock);
                for (var n = 0; n < 4; n++)
                    if (book.Ledger.Collect(new($"{claim.Key}-{n}", claim.Key, new(random.Next(1, 9) * 300), CollectionMethod.Bank,
                        begin.AddDays(random.Next(90, 1200))), new(2030, 1, 1)) is var (found, posting))
                        book.Write(posting, null, city.Clock, found);
            }
            return await Task.FromResult(0);
        });
        await using var reader = city.Database.OpenReader();
        var whole = await Book.Open(reader, city.Services.GetRequiredService<CityProfile>(), claims, [], default);
        var ids = claims.Select(c => c.Id).ToList();
        DateOnly[] days = [new(2025, 5, 31), new(2025, 6, 1), new(2026, 3, 31), new(2026, 4, 1), new(2026, 11, 30), new(2029, 12, 31)];
        foreach (var day in days)
            for (var year = 2022; year <= 2029; year++)
                Assert.Equal(YearBook.Of(whole.Ledger, new(year), day), await YearBook.Read(reader,
                    reader.Claims().Where(c => ids.Contains(c.Id)), items, new(year), day, default));

        var kobayashi = await (await city.Officer("kobayashi")).Open(ShowYear.Url + "?year=2025&on=2026-11-24");
        var line = YearBook.Of(whole.Ledger, new(2025), new(2026, 11, 24)).First(l => l.Carried);
        Assert.Contains("滞納繰越分", kobayashi.Text, StringComparison.Ordinal);
        Assert.Contains($"{line.Unpaid}", kobayashi.Text, StringComparison.Ordinal);
        var file = await (await kobayashi.Raw(ShowYear.Url + "/file?year=2025&on=2026-11-24")).Content.ReadAsStringAsync();
        Assert.Contains($"{line.Brought.Amount}", file, StringComparison.Ordinal);
    }

    static Claim New(City city, string item, int year) => new()
    {
        Id = city.Clock.NewId(), Key = $"{city.Clock.NewId():N}", Item = item, Year = year, Term = 1, Debtor = city.Clock.NewId(),
        Due = new(year, 6, 30), At = city.Clock.GetUtcNow(),
    };

    static async Task<Claim> Owed(City city)
    {
        var claim = New(city, "resident-tax", 2026);
        await city.Turns.Run((services, db, ct) =>
            services.GetRequiredService<Bookkeeper>().Determine(db, claim, new(10_000), "当初", null, ct));
        return claim;
    }

    static Task<(Match, Posted)> Collect(City city, Claim claim, long yen, DateOnly on, string payment) =>
        city.Turns.Run((services, db, ct) => services.GetRequiredService<Bookkeeper>().Collect(db, claim,
            new(payment, claim.Key, new(yen), CollectionMethod.Bank, on), null, ct));

    static async Task<Book> Reread(City city, Claim claim)
    {
        await using var db = city.Database.OpenReader();
        return await Book.Open(db, city.Services.GetRequiredService<CityProfile>(), [claim], [], default);
    }

    static Visitor Day(Visitor officer, DateOnly day) => officer.Fill("どの日まで締めますか/年", $"{day.Year}")
        .Fill("どの日まで締めますか/月", $"{day.Month}").Fill("どの日まで締めますか/日", $"{day.Day}");
}
