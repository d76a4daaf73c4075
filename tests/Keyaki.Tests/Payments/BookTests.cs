using Keyaki.Contracts.Payments;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Payments;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Posted = Keyaki.Payments.Posted;

namespace Keyaki.Tests.InPayments;

/// <summary>The ledger in the tables: what the pure rules say is what the database adds up, whatever happens in whatever order.</summary>
public abstract class 元帳の表(string database) : IAsyncLifetime
{
    static readonly Guid Officer = Guid.Parse("0198c0de-0000-7000-8000-0000000000aa");

    PaymentHall hall = null!;

    public async Task InitializeAsync() => hall = await PaymentHall.Start(database);
    public async Task DisposeAsync() => await hall.DisposeAsync();

    public sealed class SQLiteで() : 元帳の表("sqlite");
    public sealed class PostgreSQLで() : 元帳の表("postgres");

    CityProfile City => hall.Services.GetRequiredService<CityProfile>();
    DateOnly Today => hall.Clock.Today();

    Claim Claim(string item, int term, Guid debtor, DateOnly? due = null) => new()
    {
        Id = hall.Clock.NewId(), Key = $"{item}-{term}-{debtor.ToString()[^12..]}", Item = item, Year = 2026, Term = term, Debtor = debtor,
        Due = due ?? Today.AddDays(-30), At = hall.Clock.GetUtcNow(),
    };

    Task<T> Do<T>(Func<Bookkeeper, CityDb, CancellationToken, Task<T>> work) =>
        hall.Turn((services, db, ct) => work(services.GetRequiredService<Bookkeeper>(), db, ct));

    Task Determine(Claim claim, long yen, string reason = "当初") =>
        Do((books, db, ct) => books.Determine(db, claim, new(yen), reason, Officer, ct));

    Task<(Match Found, Posted Posted)> Collect(Claim? claim, long yen, string payment, string? key = null) => Do((books, db, ct) =>
        books.Collect(db, claim, new(payment, key ?? claim?.Key ?? "", new(yen), CollectionMethod.Bank, Today), Officer, ct));

    [Fact]
    public async Task 記帳は変えることも消すこともできず_番号だけが一度付く()
    {
        var claim = Claim("resident-tax", 1, hall.Clock.NewId());
        await Determine(claim, 5000);
        foreach (var sql in new[]
        {
            "UPDATE payments_entries SET \"Figure\" = 1", "DELETE FROM payments_entries", "DELETE FROM payments_postings",
            "UPDATE payments_postings SET \"Reason\" = 'x'", "UPDATE payments_claims SET \"Due\" = '2030-01-01'", "DELETE FROM payments_claims",
        })
            Assert.Contains("only appended to", (await Assert.ThrowsAnyAsync<Exception>(() => hall.Turn((_, db, ct) =>
                db.Database.ExecuteSqlRawAsync(sql, ct)))).ToString(), StringComparison.Ordinal);
        await hall.Services.GetServices<IRound>().OfType<Numbering>().Single().Round(default);
        Assert.Equal([1L], await hall.Read(db => db.Postings().Select(p => p.Number ?? 0).ToListAsync()));
        await Assert.ThrowsAnyAsync<Exception>(() => hall.Turn((_, db, ct) =>
            db.Database.ExecuteSqlRawAsync("UPDATE payments_postings SET \"Number\" = 2", ct)));
        Assert.Equal(5000, (await hall.Read(db => db.BalancesOf([claim.Id], default)))[claim.Id].OwedFigure);
    }

    [Fact]
    public async Task 並んだ窓口が同時に収納しても_二重にも不足にもならず_番号は抜けずに一度ずつ付く()
    {
        var shared = Claim("resident-tax", 1, hall.Clock.NewId());
        await Determine(shared, 100_000);
        var others = Enumerable.Range(0, 8).Select(_ => Claim("property-tax", 1, hall.Clock.NewId())).ToList();
        foreach (var other in others) await Determine(other, 10_000);
        var numbering = hall.Services.GetServices<IRound>().OfType<Numbering>().Single();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async n =>
        {
            for (var i = 0; i < 5; i++)
            {
                await Try(() => Collect(others[n], 1_000, $"own-{n}-{i}"));
                // The same word comes twice at once: it is the same money.
                await Task.WhenAll(Try(() => Collect(shared, 500, $"shared-{n}-{i}")), Try(() => Collect(shared, 500, $"shared-{n}-{i}")));
                await numbering.Round(default);
            }
        }));
        await numbering.Round(default);
        var balance = (await hall.Read(db => db.BalancesOf([shared.Id], default)))[shared.Id];
        Assert.Equal((80_000, 0), (balance.OwedFigure, balance.OverpaidFigure));
        var numbers = await hall.Read(db => db.Postings().OrderBy(p => p.Row).Select(p => p.Number).ToListAsync());
        Assert.Equal(Enumerable.Range(1, 9 + 80).Select(n => (long?)n), numbers.Order());
        Assert.Equal(Yen.Zero, await hall.Read(db => db.SumOfAll(default)));
    }

    [Fact]
    public async Task 一度に申し出た調定は一つずつ申し出たのと同じに記帳され_どれかが誤りなら一つも記帳されない()
    {
        var debtors = Enumerable.Range(0, 30).Select(_ => hall.Clock.NewId()).ToList();
        Receivable Of(Guid debtor, int term, long yen) => new($"L-{term}-{debtor:N}", "resident-tax", new(2026), term, debtor, new(yen),
            Today.AddDays(30 * term), "当初賦課", "levy", debtor);
        Task Say(IReadOnlyList<Receivable> what) => hall.Turn(async (services, db, ct) =>
        {
            await services.GetRequiredService<IReceivables>().DetermineAll(db, what, Actor.Program, ct);
            return true;
        });
        await Say([.. debtors.SelectMany(d => Enumerable.Range(1, 4).Select(t => Of(d, t, 1000 * t)))]);
        Assert.Equal((120, 120 * 2), (await hall.Read(db => db.Postings().CountAsync()), await hall.Read(db => db.Entries().CountAsync())));
        // Said again with one changed and one new debtor: only that is posted.
        await Say([.. debtors.SelectMany(d => Enumerable.Range(1, 4).Select(t => Of(d, t, d == debtors[3] ? 900 : 1000 * t))),
            Of(hall.Clock.NewId(), 1, 500), Of(hall.Clock.NewId(), 1, 0)]);
        Assert.Equal(120 + 4 + 1, await hall.Read(db => db.Postings().CountAsync()));
        await Assert.ThrowsAsync<Rule>(() => Say([Of(hall.Clock.NewId(), 1, 700), Of(hall.Clock.NewId(), 9, 700)]));
        Assert.Equal(125, await hall.Read(db => db.Postings().CountAsync()));
        Assert.Equal(29 * 10_000 + 3_600 + 500, await hall.Read(db => db.Entries().Where(e => e.Account == Account.Receivable)
            .SumAsync(e => e.Figure)));
    }

    [Fact]
    public async Task 書き出した元帳をほかのプログラムで足しても_勘定ごとの残高は円まで同じになる()
    {
        var claims = Enumerable.Range(0, 6).Select(n => Claim(n % 2 == 0 ? "resident-tax" : "property-tax", 1, hall.Clock.NewId()))
            .ToList();
        foreach (var (n, claim) in claims.Index()) await Determine(claim, 1000 * (n + 1));
        foreach (var (n, claim) in claims.Take(4).Index()) await Collect(claim, 900 + 700 * n, $"bank-{n}");
        await Collect(null, 5000, "nobody", "?");
        await Determine(claims[2], 100, "減額");
        await hall.Services.GetServices<IRound>().OfType<Numbering>().Single().Round(default);
        using var written = new MemoryStream();
        await ExportLedger.Write(written, hall.Services.GetRequiredService<IDatabase>(), default);
        var table = Rules.PaperTests.Read(written.ToArray(), "hledger", "balance", "--flat", "--no-total", "-O", "csv", "-f");
        var theirs = table.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.Trim('"', '\r').Split("\",\""))
            .ToDictionary(l => l[0], l => long.Parse(l[1].Replace(" JPY", "", StringComparison.Ordinal),
                System.Globalization.CultureInfo.InvariantCulture));
        var ours = await hall.Read(async db => (await (from e in db.Entries()
                                                       join c in db.Claims() on e.Claim equals (Guid?)c.Id into of
                                                       from c in of.DefaultIfEmpty()
                                                       group e by new { e.Account, Item = c == null ? "" : c.Item } into g
                                                       select new { g.Key.Account, g.Key.Item, Sum = g.Sum(e => e.Figure) }).ToListAsync())
            .Where(g => g.Sum != 0).ToDictionary(g => ExportLedger.Name(g.Account, g.Item), g => g.Sum));
        Assert.Equal(ours.OrderBy(o => o.Key, StringComparer.Ordinal), theirs.OrderBy(o => o.Key, StringComparer.Ordinal));
        Assert.Contains("Overpaid:resident-tax", ours.Keys);
        Assert.Equal(0, ours.Values.Sum());
    }

    // Who comes second at the same moment is told; a neighbour's conflict is tried again, as a person does.
    static async Task Try(Func<Task> act)
    {
        for (var tries = 0; ; tries++)
            try { await act(); return; }
            catch (Rule) { return; }
            catch (PleaseWait) when (tries < 5) { await Task.Delay(20); }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task どんな順の調定と収納と消込と充当と還付と取消しでも_表の合計は純粋な元帳と同じで_全体は零円(int seed)
    {
        var random = new Random(seed);
        var debtors = new[] { hall.Clock.NewId(), hall.Clock.NewId() };
        var claims = (from debtor in debtors from item in new[] { "resident-tax", "property-tax", "afterschool-fee" } from term in new[] { 1, 2 }
                      select Claim(item, term, debtor)).ToList();
        // Who gets something back is written to.
        await hall.Turn((_, db, _) =>
        {
            db.AddRange(debtors.Select((d, i) => Debtor.Of(d, DebtorKind.Person, $"債務者{i}", null, null, hall.Clock.GetUtcNow())));
            return Task.FromResult(0);
        });
        var items = City.Files<Items>();
        var (pure, posted) = (Ledger.Empty, new List<Guid>());
        for (var step = 0; step < 70; step++)
        {
            var (claim, yen) = (claims[random.Next(claims.Count)], random.Next(1, 9) * 100L);
            var of = claim.Read(items);
            var known = pure.Find(of.Key) is not null;
            // Each step is given to the rules alone and to the tables: both do it, or both refuse.
            Func<Ledger, Posting?> alone;
            Func<Task> kept;
            switch (random.Next(8))
            {
                case 0 or 1:
                    alone = l => l.Determine(of, new(yen), "変更", Today);
                    kept = () => Determine(claim, yen, "変更");
                    break;
                case 2 or 3:
                    var key = known ? of.Key : "";
                    alone = l => l.Collect(new($"p{step}", key, new(yen), CollectionMethod.Bank, Today), Today)?.Posting;
                    kept = () => Collect(known ? claim : null, yen, $"p{step}", key);
                    break;
                case 4 when pure.Sum(p => p.Account is Account.Unmatched && p.Payment is not null) < Yen.Zero:
                    var payment = pure.Postings.Where(p => p.Payment is { } name && pure[new(Account.Unmatched, Payment: name)] < Yen.Zero)
                        .Select(p => p.Payment ?? "").First();
                    if (random.Next(4) == 0)
                    {
                        alone = l => l.Return(payment, CollectionMethod.Bank, "返す", Today);
                        kept = () => Do(async (books, db, ct) => { await books.Return(db, payment, CollectionMethod.Bank, "返す", Officer, ct); return 0; });
                        break;
                    }
                    if (!known) continue;
                    alone = l => l.Assign(payment, of, "確認").Posting;
                    kept = () => Do((books, db, ct) => books.Assign(db, claim, payment, "確認", Officer, ct));
                    break;
                case 5 when known:
                    alone = l => l.Appropriate(of, Today) ?? throw new Rule("", "");
                    kept = () => Do(async (books, db, ct) => { await books.Appropriate(db, claim, Officer, ct); return 0; });
                    break;
                case 6 when known:
                    alone = l => l.PayBack(of, new(yen), Yen.Zero, CollectionMethod.Bank, "還付", Today);
                    kept = () => Do(async (books, db, ct) =>
                    {
                        await books.PayBack(db, claim, new(yen), Yen.Zero, CollectionMethod.Bank, "還付", Officer, ct);
                        return 0;
                    });
                    break;
                case 7 when posted.Count > 0:
                    var back = random.Next(posted.Count);
                    alone = l => l.Reverse(l.Postings[back], "取消し", Today);
                    kept = () => Do(async (books, db, ct) =>
                    {
                        var id = posted[back];
                        await books.Reverse(db, await db.Postings().AsNoTracking().Include(p => p.Entries).FirstAsync(p => p.Id == id, ct), "取消し",
                            Officer, ct);
                        return 0;
                    });
                    break;
                default: continue;
            }
            Posting? next = null;
            var refused = false;
            try { next = alone(pure); }
            catch (Rule) { refused = true; }
            if (refused) await Assert.ThrowsAsync<Rule>(kept);
            else await kept();
            if (next is null) continue;
            pure = pure.With(next);
            posted.Add(await hall.Read(db => db.Postings().OrderByDescending(p => p.Row).Select(p => p.Id).FirstAsync()));
        }
        Assert.True(posted.Count > 20, $"only {posted.Count} of the steps did something");
        Assert.Equal(posted.Count, await hall.Read(db => db.Postings().CountAsync()));
        var balances = await hall.Read(db => db.BalancesOf([.. claims.Select(c => c.Id)], default));
        foreach (var claim in claims)
        {
            var (of, balance) = (claim.Read(items), balances.GetValueOrDefault(claim.Id) ?? Balance.None(claim.Id));
            Assert.Equal((pure.Determined(of), pure.Owed(of), pure.Overpaid(of)), (balance.Determined, balance.Owed, balance.Overpaid));
        }
        Assert.Equal(pure.Sum(p => p.Account is Account.Cash).Amount,
            await hall.Read(db => db.Entries().Where(e => e.Account == Account.Cash).SumAsync(e => e.Figure)));
        Assert.Equal(-pure.Sum(p => p.Account is Account.Unmatched).Amount, (await hall.Read(db => db.Unknowns().ToListAsync())).Sum(u => u.Figure));
        Assert.Equal(Yen.Zero, await hall.Read(db => db.SumOfAll(default)));
    }

    [Fact]
    public async Task オンラインの支払いは_その取引で調定と収納になり_返金が済むと調定の取消しと還付になる()
    {
        var payer = await hall.Owe(800);
        await payer.Pay(Keyaki.Simulator.Behaviour.Success);
        await payer.Becomes(Contracts.Payments.ChargeStanding.Paid);
        Assert.Equal((800, 800, 0), await Day());
        Assert.Equal([PostingKind.Determine, PostingKind.Collect], await Kinds());
        var claim = await hall.Read(db => db.Claims().SingleAsync());
        Assert.Equal(("test", payer.Subject, payer.Charge), (claim.SubjectKind, claim.SubjectId, ChargeBooks.ChargeOf(claim)));

        await hall.Turn(async (services, db, ct) =>
        {
            await services.GetRequiredService<Contracts.Payments.IPayments>().Refund(db, payer.Charge, "withdrawn", ct);
            return 0;
        });
        await payer.Becomes(Contracts.Payments.ChargeStanding.Refunded);
        Assert.Equal((0, 0, 0), await Day());
        Assert.Equal([PostingKind.Determine, PostingKind.Collect, PostingKind.Cancel, PostingKind.Refund], await Kinds());
        Assert.Equal(Yen.Zero, await hall.Read(db => db.SumOfAll(default)));
    }

    [Fact]
    public async Task 支払いの一部だけを返すと_支払いは済みのまま額だけが減り_残りも返すと返金済みになり_決済会社とも元帳とも円まで合う()
    {
        var payer = await hall.Owe(800);
        await payer.Pay(Keyaki.Simulator.Behaviour.Success);
        await payer.Becomes(Contracts.Payments.ChargeStanding.Paid);
        Task Back(long yen, AfterRefund? after = null) => hall.Turn(async (services, db, ct) =>
        {
            var charge = await db.Charges().Include(c => c.Captures).AsTracking().FirstAsync(c => c.Id == payer.Charge, ct);
            await services.GetRequiredService<GivingBack>().Do(db, charge, new(yen), "一部が不要になったため", after, Officer, ct);
            return 0;
        });
        await Assert.ThrowsAsync<Rule>(() => Back(801));
        await Assert.ThrowsAsync<Rule>(() => Back(0));
        await Assert.ThrowsAsync<Rule>(() => Back(300, AfterRefund.End));
        await Back(300);
        await payer.Becomes(f => f.Refunded == new Yen(300), "一部を返金");
        Assert.Equal(Contracts.Payments.ChargeStanding.Paid, (await payer.Face()).State);
        Assert.Equal((500, 500, 0), await Day());
        await Back(200);
        await payer.Becomes(f => f.Refunded == new Yen(500), "一部を返金");
        await Assert.ThrowsAsync<Rule>(() => Back(301));
        // What ends gives back the rest, and no more.
        await hall.Turn(async (services, db, ct) =>
        {
            await services.GetRequiredService<Contracts.Payments.IPayments>().Refund(db, payer.Charge, "withdrawn", ct);
            return 0;
        });
        await payer.Becomes(Contracts.Payments.ChargeStanding.Refunded);
        Assert.Equal([200L, 300L, 300L], hall.Company.Payments.Refunds.Select(r => r.Amount).Order());
        Assert.Equal((0, 0, 0), await Day());
        Assert.Equal(Yen.Zero, await hall.Read(db => db.SumOfAll(default)));
    }

    [Fact]
    public async Task 枠が埋まって返すお金は_調定にならず不明金として入り_返金が済むと出ていく()
    {
        hall.Desk.PlaceTaken = true;
        var payer = await hall.Owe(800);
        await payer.Pay(Keyaki.Simulator.Behaviour.Success);
        await payer.Becomes(Contracts.Payments.ChargeStanding.Refunded);
        Assert.Equal([PostingKind.Collect, PostingKind.Refund], await Kinds());
        Assert.Equal((0, 0, 0), await Day());
    }

    [Fact]
    public async Task 明細のある支払いは_明細ごとの債権になり_項目ごとに数えられる()
    {
        var (subject, account) = (hall.Clock.NewId(), hall.Clock.NewId());
        var charge = await hall.Turn((services, db, ct) => services.GetRequiredService<Contracts.Payments.IPayments>().Open(db,
            new("test", subject, new(1100), "証明書", "7B3D-K6FG-M", hall.Clock.GetUtcNow().AddMinutes(30), account, "/my", "shimin")
            { Lines = [new(null, new(300), "住民票の写し"), new("other-fee", new(800), "写しの送料")] }, ct));
        await hall.Turn(async (services, db, ct) =>
        {
            var owed = await db.Charges().Include(c => c.Lines).AsTracking().FirstAsync(c => c.Id == charge, ct);
            var capture = owed.Take("pay_1", new(1100), PaymentMethod.Card, hall.Clock.GetUtcNow(), hall.Clock) ?? throw new InvalidOperationException();
            db.Add(capture);
            owed.Honour(capture, hall.Clock.GetUtcNow());
            await services.GetRequiredService<ChargeBooks>().Paid(db, owed, capture, ct);
            return 0;
        });
        var claims = await hall.Read(db => db.Claims().OrderBy(c => c.Key).ToListAsync());
        Assert.Equal([("certificate-fee", "住民票の写し（7B3D-K6FG-M）"), ("other-fee", "写しの送料（7B3D-K6FG-M）")], claims.Select(c => (c.Item, c.About)));
        Assert.Equal((1100, 1100, 0), await Day());
        await Assert.ThrowsAsync<ArgumentException>(() => hall.Turn((services, db, ct) =>
            services.GetRequiredService<Contracts.Payments.IPayments>().Open(db, new("test", hall.Clock.NewId(), new(1100), "証明書", "7B3D-K6FG-M",
                hall.Clock.GetUtcNow().AddMinutes(30), account, "/my", "shimin")
            { Lines = [new(null, new(300), "住民票の写し")] }, ct)));
    }

    [Fact]
    public async Task ほかの課が申し出た債権は_差額だけが記帳され_収納と完納が知らされる()
    {
        var subject = hall.Clock.NewId();
        var person = hall.Clock.NewId();
        Task Say(long yen, string reason) => hall.Turn(async (services, db, ct) =>
        {
            var receivables = services.GetRequiredService<Contracts.Payments.IReceivables>();
            var debtor = await receivables.Debtor(db, person, "清瀬 花子", "キヨセ ハナコ", "中里五丁目", body: false, ct);
            await receivables.Determine(db, new("levy-1", "resident-tax", new(2026), 1, debtor, new(yen), Today, reason, "levy", subject),
                Actor.Program, ct);
            return 0;
        });
        await Say(5000, "当初");
        await Say(5000, "当初");
        await Say(7000, "増額更正");
        Assert.Equal([PostingKind.Determine, PostingKind.Increase], await Kinds());
        Assert.Equal(1, await hall.Read(db => db.Debtors().CountAsync()));
        var face = Assert.Single(await hall.Turn((services, db, ct) =>
            services.GetRequiredService<Contracts.Payments.IReceivables>().Of(db, "levy", subject, ct)));
        Assert.Equal((7000, 0, 7000, person), (face.Determined.Amount, face.Paid.Amount, face.Owed.Amount, face.Debtor));
        await Assert.ThrowsAsync<Rule>(() => hall.Turn(async (services, db, ct) =>
        {
            await services.GetRequiredService<Contracts.Payments.IReceivables>().Determine(db,
                new("levy-1", "property-tax", new(2026), 1, person, new(1), Today, "別", "levy", subject), Actor.Program, ct);
            return 0;
        }));
        Assert.Contains(ClaimDeeds.Determined.Code, await hall.Read(db => db.Set<JournalEntry>().Select(j => j.Code).ToListAsync()));
    }

    async Task<(long Determined, long Collected, long Open)> Day() => await hall.Read(async db => (
        -await db.Entries().Where(e => e.Account == Account.Revenue).SumAsync(e => e.Figure),
        await db.Entries().Where(e => e.Account == Account.Cash).SumAsync(e => e.Figure),
        await db.Entries().Where(e => e.Account != Account.Revenue && e.Account != Account.Cash).SumAsync(e => e.Figure)));

    Task<List<PostingKind>> Kinds() => hall.Read(db => db.Postings().OrderBy(p => p.Row).Select(p => p.Kind).ToListAsync());
}
