using Keyaki.Contracts.Payments;
using Keyaki.Kernel;
using Keyaki.Payments;

namespace Keyaki.Tests.Rules;

/// <summary>支払い: which steps there are, what is found before a list is frozen, what the year's money allows, and what the ledger
/// says.</summary>
public sealed class PayoutTests
{
    static readonly DateOnly Today = new(2026, 11, 24);
    static readonly DateTimeOffset Now = new(2026, 11, 24, 10, 0, 0, TimeSpan.FromHours(9));
    static readonly PayoutKinds Kinds = KiyoseTests.Load().Files<PayoutKinds>();
    static readonly PayoutKind Kind = Kinds["compost-subsidy"];
    static readonly TransferAccount Good = TransferAccount.Of(new("0001", "731", "1", "1234567", "キヨセハナコ"));
    static int ids;

    static Guid Id() => new(++ids, 0, 0, new byte[8]);

    static PayoutLine Line(long yen = 19_900, int year = 2026) => new()
    {
        Id = Id(), Key = $"k{ids}", Kind = Kind.Code, Payee = Id(), Figure = yen, Year = year, For = "補助金", Reference = "0001",
        SubjectKind = "test",
        SubjectId = Id(), At = Now,
    };

    static Payee Named(PayoutLine line, string? kana = "キヨセ ハナコ")
    {
        var payee = new Payee { Id = line.Payee, Resident = true, At = Now };
        payee.Call("清瀬 花子", kana);
        return payee;
    }

    static PayeeAccount Account(PayoutLine line, DateOnly? from = null) =>
        new() { Id = Id(), Payee = line.Payee, SealedAccount = "", From = from ?? Today, At = Now };

    static Checked Check(PayoutLine line, PayeeAccount? account = null, TransferAccount? to = null, bool asked = false,
        string? kana = "キヨセ ハナコ",
        bool gone = false, int others = 0) => RunCheck.Of(line, new(Named(line, kana), account is null ? [] : [account], asked), Kind,
            Today,
        _ => to ?? Good, gone ? new HashSet<Guid> { line.Payee } : [], others);

    [Fact]
    public void 振込済みになるまでに_固めて_銀行に出す_ほかの道はない()
    {
        var (line, run, posting) = (Line(), Id(), Id());
        Assert.Throws<Rule>(() => line.Pay(Today, posting, null, Id(), Now));
        Assert.Throws<Rule>(() => line.Send(Today, null, Id(), Now));
        line.Freeze(run, Today, null, Id(), Now);
        Assert.Equal(run, line.Run);
        Assert.Throws<Rule>(() => line.Freeze(Id(), Today, null, Id(), Now));
        Assert.Equal(run, line.Run);
        Assert.Throws<Rule>(() => line.HandOut("領収書", Today, posting, null, Id(), Now));
        line.Send(Today, null, Id(), Now);
        Assert.Throws<Rule>(() => line.Release("変わった", Today, null, Id(), Now));
        Assert.Throws<Rule>(() => line.CallOff("取消し", Today, null, Id(), Now));
        var mark = line.Pay(Today, posting, null, Id(), Now);
        Assert.Equal((PayoutState.Paid, Today, 3, run, (Guid?)posting), (line.State, line.PaidOn, mark.Number, mark.Run, mark.Posting));
        Assert.Throws<Rule>(() => line.Pay(Today, posting, null, Id(), Now));
    }

    [Fact]
    public void 振込不能は口座を聞き直す一覧に戻り_外れたときもそこに戻り_同じ口座ではもう固められない()
    {
        var (line, account) = (Line(), Id());
        line.Freeze(Id(), Today, null, Id(), Now);
        line.Send(Today, null, Id(), Now);
        line.Fail(account, "口座がない", Today, null, Id(), Now);
        Assert.Equal((PayoutState.AskAgain, (Guid?)null, true), (line.State, line.Run, line.IsOpen));
        var row = new PayeeAccount { Id = account, Payee = line.Payee, SealedAccount = "", From = Today, At = Now };
        Assert.True(Check(line, row).Stops);
        Assert.Empty(Check(line, Account(line)).Snags);
        line.Freeze(Id(), Today, null, Id(), Now);
        line.Release("変わった", Today, null, Id(), Now);
        Assert.Equal(PayoutState.AskAgain, line.State);
    }

    [Fact]
    public void 点検は_払えないものと_わけが要るものを分ける()
    {
        var line = Line();
        Assert.Equal([Snag.NoAccount], Check(line).Snags);
        Assert.Equal([Snag.UnknownBank], Check(line, Account(line), TransferAccount.Of(new("けやき銀行", "清瀬", "1", "1",
            "キヨセハナコ"))).Snags);
        Assert.Equal([Snag.Unwritable], Check(line, Account(line), Good with { Holder = "清瀬花子" }, kana: null).Snags);
        Assert.Equal([Snag.AccountChanges], Check(line, Account(line), asked: true).Snags);
        Assert.Equal([Snag.NoAccount, Snag.AccountChanges], Check(line, Account(line, Today.AddDays(1))).Snags);
        Assert.All([Check(line), Check(line, Account(line), asked: true)], c => Assert.True(c.Stops));
        Assert.Equal([Snag.OtherHolder], Check(line, Account(line), kana: "マツヤマ イチロウ").Snags);
        Assert.Equal([Snag.Gone, Snag.Twice], Check(line, Account(line), gone: true, others: 1).Snags);
        Assert.Empty(Check(Line(20_000) is var edge ? edge : line, Account(edge)).Snags);
        var large = Line(20_001);
        Assert.Equal([Snag.Unusual], Check(large, Account(large)).Snags);
        Assert.False(Check(large, Account(large)).Stops);
    }

    [Theory]
    [InlineData(2025, "2026-05-31", false)]
    [InlineData(2025, "2026-06-01", true)]
    [InlineData(2026, "2027-05-31", false)]
    public void 年度の出納閉鎖を過ぎた支払いは_過年度支出としてわけが要る(int year, string today, bool over)
    {
        var line = Line(1_000, year);
        var found = RunCheck.Of(line, new(Named(line), [Account(line, new(2026, 1, 1))], false), Kind, DateOnly.Parse(today), _ => Good,
            new HashSet<Guid>(), 0);
        Assert.Equal(over ? [Snag.YearOver] : [], found.Snags);
        Assert.Equal((over, false), (found.StandsOut, found.Stops));
    }

    [Fact]
    public void 固めた後に変わったことは_そのときに認めたことを除いて_言葉で出る()
    {
        var line = Line(20_001);
        var account = Account(line);
        var found = Check(line, account);
        var frozen = new RunLine
        {
            Run = Id(), Position = 1, Line = line.Id, Account = account.Id, Figure = line.Figure, Name = "清瀬 花子", Print = found.Print
                ?? "",
            Snags = string.Join(' ', found.Snags),
        };
        Assert.Null(Check(line, account).Since(frozen));
        Assert.Equal("住民登録がなくなっている", Check(line, account, gone: true).Since(frozen));
        Assert.Equal("固めたときと内容が違う", Check(line, Account(line)).Since(frozen));
        Assert.NotEqual(PaymentRun.HashOf(["a", "b"]), PaymentRun.HashOf(["b", "a"]));
    }

    [Theory]
    [InlineData(600_000, 500_000, 50_000, 50_000, 0)]
    [InlineData(600_000, 500_000, 50_000, 50_001, 1)]
    [InlineData(600_000, 0, 0, 700_000, 100_000)]
    public void 予算は_払ったものと払う途中のものと今度のものを足して比べる(long limit, long paid, long listed, long wanted, long over) =>
        Assert.Equal(new Yen(over), new YearMoney(new(2026), new(limit), new(limit), new(paid), new(listed)).Over(new(wanted)));

    [Fact]
    public void 予算のない種類は超えない() =>
        Assert.Equal(Yen.Zero, new YearMoney(new(2026), null, Yen.Zero, new(1_000_000), Yen.Zero).Over(new(1)));

    [Fact]
    public void 支払いは歳出と収納金の二つの側に立ち_一度だけ記帳され_戻ったときは零になる()
    {
        var ledger = Ledger.Empty.With(Ledger.Empty.PayOut("payout:1/3", new(19_900), CollectionMethod.Bank, "補助金", Today));
        Assert.Equal((new Yen(19_900), new Yen(-19_900)), (ledger.Sum(a => a.Account is Keyaki.Payments.Account.Expense), ledger.Sum(a =>
            a.Account is Keyaki.Payments.Account.Cash)));
        Assert.Throws<Rule>(() => ledger.PayOut("payout:1/3", new(19_900), CollectionMethod.Bank, "補助金", Today));
        Assert.Throws<Rule>(() => ledger.PayOut("payout:2/3", Yen.Zero, CollectionMethod.Bank, "補助金", Today));
        var back = ledger.With(ledger.Reverse(ledger.Postings[0], "口座がない", Today));
        Assert.Equal(Yen.Zero, back.Sum(a => a.Account is Keyaki.Payments.Account.Expense));
        Assert.Throws<Rule>(() => back.Reverse(back.Postings[0], "もう一度", Today));
    }

    [Fact]
    public void 口座は封じた行でだけ開き_末尾の3桁だけを見せる()
    {
        var folder = Directory.CreateTempSubdirectory("keyaki-payout");
        try
        {
            var key = MasterKey.Load(Path.Combine(folder.FullName, "key"), create: true);
            var (mine, other) = (Id(), Id());
            var box = Good.Seal(key, mine);
            Assert.DoesNotContain("1234567", box, StringComparison.Ordinal);
            Assert.Equal(Good, TransferAccount.Open(key, box, mine));
            Assert.Throws<InvalidDataException>(() => TransferAccount.Open(key, box, other));
            Assert.Equal("みずほ 清瀬 …567", Good.Hint);
        }
        finally { folder.Delete(recursive: true); }
    }
}
