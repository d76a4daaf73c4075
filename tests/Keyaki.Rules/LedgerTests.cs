using FsCheck;
using FsCheck.Fluent;
using Keyaki.Kernel;
using Keyaki.Payments;

namespace Keyaki.Tests.Rules;

/// <summary>The ledger: each yen has two sides, nothing is changed, and whatever happens in whatever order, what it says is
/// true.</summary>
public sealed class LedgerTests
{
    static readonly DateOnly Day = new(2026, 11, 30);
    static readonly Guid Hanako = Guid.Parse("0198c0de-0000-7000-8000-000000000001");
    static readonly Guid Taro = Guid.Parse("0198c0de-0000-7000-8000-000000000002");

    static Item Item(string code, ClaimClass of, string? family = null, string? heldFor = null) => new(code, new(code), of, "choshu",
        heldFor is null ? "歳入" : null, heldFor, [CollectionMethod.Bank, CollectionMethod.ConvenienceStore], 4, null, family);

    static readonly Item Tax = Item("tax", ClaimClass.Enforceable, family: "local-tax");
    static readonly Item Rent = Item("rent", ClaimClass.Private);
    static readonly Item Hall = Item("hall", ClaimClass.Public, heldFor: "指定管理者");

    static Determination Of(Item item, int term, Guid debtor, DateOnly due) =>
        new($"{item.Code}-{term}-{debtor.ToString()[^1]}", item, new(2026), term, debtor, due);

    static readonly Determination First = Of(Tax, 1, Hanako, new(2026, 6, 30)), Second = Of(Tax, 2, Hanako, new(2026, 8, 31)),
        Last = Of(Tax, 4, Hanako, new(2027, 1, 31)), Others = Of(Tax, 1, Taro, new(2026, 6, 30)), Flat = Of(Rent, 1, Hanako, Day),
        Room = Of(Hall, 1, Hanako, Day);

    static readonly Determination[] All = [First, Second, Last, Others, Flat, Room];

    static Ledger Determined(params (Determination Of, long Yen)[] claims) => claims.Aggregate(Ledger.Empty,
        (ledger, claim) => ledger.Then(l => l.Determine(claim.Of, new(claim.Yen), "当初", new(2026, 6, 1))));

    static Collection Money(string key, long yen, string payment = "p1", CollectionMethod by = CollectionMethod.Bank,
        DateOnly? on = null) => new(payment, key, new(yen), by, on ?? new(2026, 6, 30));

    static (Match Found, Ledger After) Pay(Ledger ledger, Collection money)
    {
        var (found, posting) = ledger.Collect(money, Day) ?? throw new InvalidOperationException("taken before");
        return (found, ledger.With(posting));
    }

    static Ledger Paid(Ledger ledger, Determination of, long yen, string payment = "p1") => Pay(ledger, Money(of.Key, yen, payment)).After;

    // What is done to a ledger: which of six things, to which claim or posting, and how much.
    static readonly Gen<(int Does, int Which, int Hundreds)[]> Walks =
        (from does in Gen.Choose(0, 6) from which in Gen.Choose(0, 40) from hundreds in Gen.Choose(0, 9) select (does, which, hundreds))
        .ArrayOf();

    /// <summary>What an officer would keep on paper: what is determined and what came in for each claim, without any account.</summary>
    sealed class Paper
    {
        readonly Dictionary<Determination, long> determined = All.ToDictionary(d => d, _ => 0L), came = All.ToDictionary(d => d, _ => 0L);
        readonly Dictionary<string, long> unknown = [];
        readonly Dictionary<int, Action> back = [];
        long cash, interest;

        public Ledger Ledger { get; private set; } = Ledger.Empty;

        long Over(Determination of) => Math.Max(0, came[of] - determined[of]);
        long Owed(Determination of) => Math.Max(0, determined[of] - came[of]);

        public void Do(int does, int which, int hundreds)
        {
            var (of, yen) = (All[which % All.Length], hundreds * 100L);
            try
            {
                switch (does)
                {
                    case 0: Determine(of, yen, which % 2 == 0 ? Part.Principal : Part.LateCharge); break;
                    case 1 or 2: Collect(of, yen, which); break;
                    case 3: Assign(of, which); break;
                    case 4: Appropriate(of); break;
                    case 5: PayBack(of, yen); break;
                    default: Reverse(which); break;
                }
            }
            catch (Rule) { }
        }

        void Add(Posting? posting, Action now, Action? undo = null)
        {
            if (posting is null) return;
            Ledger = Ledger.With(posting);
            now();
            if (undo is not null) back[posting.Number] = undo;
        }

        void Determine(Determination of, long yen, Part part)
        {
            var before = Ledger.Determined(of, part).Amount;
            Add(Ledger.Determine(of, new(yen), "変更", Day, part), () => determined[of] += yen - before);
        }

        void Collect(Determination of, long yen, int which)
        {
            // Some come twice under one name, some for nothing that is known.
            var (name, known) = ($"p{which % 12}-{Ledger.Next / 3}", which % 5 != 0 && Ledger.Find(of.Key) is not null);
            Add(Ledger.Collect(Money(known ? of.Key : "?", yen, name), Day)?.Posting, () => Take(1), () => Take(-1));
            void Take(int times)
            {
                cash += yen * times;
                if (known) came[of] += yen * times;
                else unknown[name] = unknown.GetValueOrDefault(name) + yen * times;
            }
        }

        void Assign(Determination of, int which)
        {
            if (unknown.Where(u => u.Value > 0).Select(u => u.Key).ToList() is not { Count: > 0 } names) return;
            var name = names[which % names.Count];
            var yen = unknown[name];
            Add(Ledger.Assign(name, of, "照会").Posting, () => Move(1), () => Move(-1));
            void Move(int times) => (unknown[name], came[of]) = (unknown[name] - yen * times, came[of] + yen * times);
        }

        void Appropriate(Determination from)
        {
            var (left, moves) = (Over(from), new List<(Determination To, long Yen)>());
            foreach (var to in All.Where(d => from.Item == Tax && d.Item == Tax && d != from && d.Debtor == from.Debtor && d.Due <= Day))
            {
                var yen = Math.Min(left, Owed(to));
                if (yen == 0) continue;
                left -= yen;
                moves.Add((to, yen));
            }
            var posting = Ledger.Appropriate(from, Day);
            Assert.Equal(moves.Count == 0, posting is null);
            Add(posting, () => Move(1), () => Move(-1));
            void Move(int times)
            {
                foreach (var (to, yen) in moves) (came[from], came[to]) = (came[from] - yen * times, came[to] + yen * times);
            }
        }

        void PayBack(Determination of, long most)
        {
            var yen = most % 200 == 0 ? Math.Min(most, Over(of)) : most;
            Add(Ledger.PayBack(of, new(yen), new(10), CollectionMethod.Bank, "過納", Day), () => Move(1), () => Move(-1));
            void Move(int times) =>
                (came[of], cash, interest) = (came[of] - yen * times, cash - (yen + 10) * times, interest + 10 * times);
        }

        void Reverse(int which)
        {
            if (Ledger.Postings.Count == 0) return;
            var posting = Ledger.Postings[which % Ledger.Postings.Count];
            Add(Ledger.Reverse(posting, "誤り", Day), () => back[posting.Number]());
        }

        /// <summary>What the ledger says is what the paper says, and nothing went back that had not come.</summary>
        public bool Agrees() => Ledger.Sum(_ => true) == Yen.Zero && came.Values.All(yen => yen >= 0)
            && All.All(d => (Ledger.Determined(d).Amount, Ledger.Owed(d).Amount, Ledger.Overpaid(d).Amount)
                == (determined[d], Owed(d), Over(d)))
            && (Of(Account.Cash), Of(Account.Unmatched), Of(Account.RefundInterest)) == (cash, -unknown.Values.Sum(), interest)
            && Of(Account.Deposit) == -determined[Room]
            && All.GroupBy(d => (d.Item, d.Debtor)).All(g => g.Sum(d => Owed(d)) == Ledger.Sum(at =>
                at is { Account: Account.Receivable, Of: { } of }
                && of.Item == g.Key.Item && of.Debtor == g.Key.Debtor && of.Year == new FiscalYear(2026)).Amount);

        long Of(Account account) => Ledger.Sum(p => p.Account == account).Amount;
    }

    [Fact]
    public void 調定と入金と取消しと充当と還付をどの順にしても_合計は零で_残高は紙の控えと同じ() =>
        Prop.ForAll(Walks.ToArbitrary(), steps =>
        {
            var paper = new Paper();
            return steps.All(step =>
            {
                paper.Do(step.Does, step.Which, step.Hundreds);
                return paper.Agrees();
            });
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400).WithEndSize(120));

    [Fact]
    public void 記帳は足されるだけで_初めから読み直しても同じ残高になる() =>
        Prop.ForAll(Walks.ToArbitrary(), steps =>
        {
            var (paper, before) = (new Paper(), new List<Posting>());
            foreach (var (does, which, hundreds) in steps)
            {
                paper.Do(does, which, hundreds);
                var now = paper.Ledger.Postings;
                if (now.Count > before.Count + 1 || !before.SequenceEqual(now.Take(before.Count))) return false;
                before = [.. now];
            }
            var again = Ledger.Of(paper.Ledger.Postings);
            return before.Select((p, i) => p.Number == i + 1).All(right => right)
                && before.SelectMany(p => p.Entries).All(e => again[e.At] == paper.Ledger[e.At]);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void 零にならない記帳と_動かない行は作れず_番号の飛んだ記帳は続けられない()
    {
        var (cash, revenue) = (new SubAccount(Account.Cash), new SubAccount(Account.Revenue));
        Assert.Throws<ArgumentException>(() => new Posting(1, PostingKind.Collect, Day, [new(cash, new(100)), new(revenue, new(-99))]));
        Assert.Throws<ArgumentException>(() => new Posting(1, PostingKind.Collect, Day, []));
        Assert.Throws<ArgumentException>(() => new Posting(1, PostingKind.Collect, Day, [new(cash, new(0)), new(revenue, new(0))]));
        Assert.Throws<InvalidOperationException>(() => Ledger.Empty.With(
            new(2, PostingKind.Collect, Day, [new(cash, new(100)), new(new(Account.Unmatched, Payment: "p1"), new(-100))])));
        Assert.Throws<InvalidOperationException>(() => Ledger.Empty.With(
            new(1, PostingKind.Collect, Day, [new(cash, new(-100)), new(new(Account.Unmatched, Payment: "p1"), new(100))])));
    }

    [Theory]
    [InlineData(3000, 0, PostingKind.Cancel, -3000)]
    [InlineData(3000, 5000, PostingKind.Increase, 2000)]
    [InlineData(3000, 1000, PostingKind.Decrease, -2000)]
    public void 調定の変更は_差額だけが理由とともに記帳される(long before, long after, PostingKind kind, long difference)
    {
        var ledger = Determined((First, before));
        Assert.Equal(PostingKind.Determine, Assert.Single(ledger.Postings).Kind);
        var posting = ledger.Determine(First, new(after), "更正", Day);
        Assert.NotNull(posting);
        Assert.Equal((kind, "更正"), (posting.Kind, posting.Reason));
        Assert.Equal(difference, posting.Entries.Single(e => e.At.Account is Account.Receivable).Amount.Amount);
        Assert.Equal(after, ledger.With(posting).Owed(First).Amount);
        Assert.Null(ledger.Determine(First, new(before), "更正", Day));
        Assert.Throws<Rule>(() => ledger.Determine(First, new(after), " ", Day));
        Assert.Throws<Rule>(() => ledger.Determine(First, new(-1), "更正", Day));
        Assert.Throws<Rule>(() => ledger.Determine(First with { Debtor = Taro }, new(after), "更正", Day));
        Assert.Throws<Rule>(() => ledger.Determine(First with { Term = 5, Key = "tax-5" }, new(after), "当初", Day));
    }

    [Theory]
    [InlineData("tax-1-1", 5000, "2026-06-30", CollectionMethod.Bank, Match.Whole, 0, 0)]
    [InlineData("tax-1-1", 4999, "2026-06-30", CollectionMethod.Bank, Match.Partial, 1, 0)]
    [InlineData("tax-1-1", 5001, "2026-06-30", CollectionMethod.Bank, Match.Over, 0, 1)]
    [InlineData("tax-1-1", 5000, "2026-07-01", CollectionMethod.Bank, Match.Late, 0, 0)]
    [InlineData("tax-1-1", 1000, "2026-07-01", CollectionMethod.Counter, Match.Partial | Match.Late | Match.OtherMethod, 4000, 0)]
    public void 消込の結果には名前がある(string key, long yen, string on, CollectionMethod by, Match found, long owed, long over)
    {
        var (said, after) = Pay(Determined((First, 5000)), Money(key, yen, by: by, on: DateOnly.Parse(on)));
        Assert.Equal((found, owed, over), (said, after.Owed(First).Amount, after.Overpaid(First).Amount));
    }

    [Fact]
    public void 二度払われたお金は二重納付_知らない番号は不明_取り消した調定への入金は過納になる()
    {
        var paid = Paid(Determined((First, 5000)), First, 5000);
        var (found, twice) = Pay(paid, Money(First.Key, 5000, "p2"));
        Assert.Equal((Match.Double, 5000), (found, twice.Overpaid(First).Amount));

        var (unknown, lost) = Pay(paid, Money("tax-9", 700, "p3", on: new(2026, 9, 1)));
        Assert.Equal((Match.Unknown, -700), (unknown, lost.Sum(p => p.Account is Account.Unmatched).Amount));
        var (assigned, posting) = lost.Then(l => l.Determine(Second, new(1000), "当初", Day)).Assign("p3", Second, "本人に確認");
        Assert.Equal((Match.Partial | Match.Late, new DateOnly(2026, 9, 1)), (assigned, posting.Day));
        Assert.Throws<Rule>(() => paid.Assign("p3", First, "本人に確認"));

        var cancelled = Determined((First, 5000)).Then(l => l.Determine(First, Yen.Zero, "取消", Day));
        Assert.Equal(Match.Over, Pay(cancelled, Money(First.Key, 5000)).Found);
    }

    [Fact]
    public void 同じ入金は二度読んでも一度だけ入り_零円と先の日の入金は断られる()
    {
        var paid = Paid(Determined((First, 5000)), First, 5000);
        Assert.Null(paid.Collect(Money(First.Key, 5000), Day));
        Assert.Throws<Rule>(() => paid.Collect(Money(First.Key, 0, "p2"), Day));
        Assert.Throws<Rule>(() => paid.Collect(Money(First.Key, 1, "p2", on: Day.AddDays(1)), Day));
    }

    [Fact]
    public void 公債権は本税から_私債権は費用と利息から先に充てられる()
    {
        var ledger = Determined((First, 5000), (Flat, 5000))
            .Then(l => l.Determine(First, new(800), "延滞金", Day, Part.LateCharge))
            .Then(l => l.Determine(Flat, new(800), "遅延損害金", Day, Part.LateCharge));
        var paid = Paid(Paid(ledger, First, 5100), Flat, 5100, "p2");
        Assert.Equal((0, 700), (paid.Owed(First, Part.Principal).Amount, paid.Owed(First, Part.LateCharge).Amount));
        Assert.Equal((700, 0), (paid.Owed(Flat, Part.Principal).Amount, paid.Owed(Flat, Part.LateCharge).Amount));
    }

    [Fact]
    public void 預り金の項目は市の歳入にならない()
    {
        var ledger = Determined((Room, 900), (First, 100));
        Assert.Equal(-900, ledger.Sum(p => p.Account is Account.Deposit).Amount);
        Assert.Equal(-100, ledger.Sum(p => p.Account is Account.Revenue).Amount);
    }

    [Fact]
    public void 減額で生じた過誤納金は_納期限の早い同じ人の未納から充当され_残りが還付される()
    {
        var ledger = Paid(Determined((First, 9000), (Second, 3000), (Last, 3000), (Others, 3000), (Flat, 3000)), First, 9000)
            .Then(l => l.Determine(First, new(2000), "減額更正", Day));
        Assert.Equal(7000, ledger.Overpaid(First).Amount);
        Assert.Throws<Rule>(() => ledger.PayBack(First, new(7000), Yen.Zero, CollectionMethod.Bank, "減額更正", Day));
        var after = ledger.Then(l => l.Appropriate(First, Day));
        Assert.Equal((4000, 0, 3000, 3000, 3000), (after.Overpaid(First).Amount, after.Owed(Second).Amount, after.Owed(Last).Amount,
            after.Owed(Others).Amount, after.Owed(Flat).Amount));
        Assert.Throws<Rule>(() => after.PayBack(First, new(4001), Yen.Zero, CollectionMethod.Bank, "減額更正", Day));
        var given = after.With(after.PayBack(First, new(4000), new(1200), CollectionMethod.Bank, "減額更正", Day));
        Assert.Equal((0, 3800), (given.Overpaid(First).Amount, given.Sum(p => p.Account is Account.Cash).Amount));
        // On the day on which the next term is due it is appropriated to as well.
        Assert.Equal(1000, ledger.Then(l => l.Appropriate(First, Last.Due)).Overpaid(First).Amount);
    }

    [Fact]
    public void 還付したお金の入金は取り消せず_還付を取り消してから取り消せる()
    {
        var over = Paid(Determined((First, 600)), First, 1000);
        var refund = over.PayBack(First, new(400), Yen.Zero, CollectionMethod.Bank, "過納", Day);
        var given = over.With(refund);
        var collected = given.Postings[1];
        Assert.Throws<Rule>(() => given.Reverse(collected, "速報の取消し", Day));
        var back = given.With(given.Reverse(refund, "振込不能", Day));
        Assert.Equal(400, back.Overpaid(First).Amount);
        var none = back.With(back.Reverse(collected, "速報の取消し", Day));
        Assert.Equal((600, 0), (none.Owed(First).Amount, none.Overpaid(First).Amount));
        Assert.Throws<Rule>(() => none.Reverse(collected, "もう一度", Day));
        Assert.Throws<Rule>(() => none.Reverse(none.Postings[^1], "もう一度", Day));
        Assert.Throws<Rule>(() => none.Reverse(none.Postings[0], "調定", Day));
    }

    [Fact]
    public void 還付の後の増額で見えなくなっても_還付したお金の入金は取り消せない()
    {
        var whole = Paid(Determined((First, 1000)), First, 1000).Then(l => l.Determine(First, new(600), "減額", Day))
            .Then(l => l.PayBack(First, new(400), Yen.Zero, CollectionMethod.Bank, "減額", Day))
            .Then(l => l.Determine(First, new(1000), "増額", Day));
        Assert.Equal((400, 0), (whole.Owed(First).Amount, whole.Overpaid(First).Amount));
        Assert.Throws<Rule>(() => whole.Reverse(whole.Postings[1], "速報の取消し", Day));
    }
}

static class LedgerSteps
{
    /// <summary>The ledger with what is posted to it; the same where nothing is.</summary>
    public static Ledger Then(this Ledger ledger, Func<Ledger, Posting?> step) =>
        step(ledger) is { } posting ? ledger.With(posting) : ledger;
}
