using System.Net;
using Keyaki.Kernel;
using Keyaki.Payments;
using Keyaki.Residents;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.InPayments;

/// <summary>債務者: from the register or by hand, changed with its history; who paid online stands in no list.</summary>
public sealed class DebtorTests
{
    [Theory, BothDatabases]
    public async Task 住民記録から選んだ人は一度だけ債務者になり_支援措置の住所は一覧にも画面にも検索にも出ない(string database)
    {
        await using var city = await City.Start(database);
        var officer = await city.OfficerId("kobayashi");
        await city.Turns.Run((_, db, _) =>
        {
            db.Add(new Keyaki.Staff.PostHolding
            {
                Id = city.Clock.NewId(), Officer = officer, Post = "choshu-shuji", From = new(2026, 4, 1), GivenAt = city.Clock.GetUtcNow(),
            });
            return Task.FromResult(0);
        });
        var kept = await city.Read(db => (from o in db.Set<ProtectionOrder>() join p in db.Set<Person>() on o.Person equals p.Id
                                          join h in db.Set<Household>() on p.Household equals h.Id
                                          select new { Person = p, Home = h }).FirstAsync());
        var kobayashi = await city.Officer("kobayashi");
        foreach (var again in new[] { false, true })
        {
            await kobayashi.Open(PickResident.Url);
            if (again) kobayashi.Fill("宛名番号", kept.Person.AddressNumber);
            else kobayashi.Fill("氏名", kept.Person.Name).Fill("生年月日/年", $"{kept.Person.Birth.Year}")
                .Fill("生年月日/月", $"{kept.Person.Birth.Month}").Fill("生年月日/日", $"{kept.Person.Birth.Day}");
            await kobayashi.Press("さがして調定へ進む");
            Assert.Equal((HttpStatusCode.OK, ClaimPaths.Determine(kept.Person.Id)), (kobayashi.Status, kobayashi.Path));
        }
        Assert.Equal(1, await city.Read(db => db.Debtors().CountAsync(d => d.Id == kept.Person.Id && d.Kind == DebtorKind.Resident)));
        var street = kept.Home.Street;
        foreach (var url in new[] { FindDebtor.Url, ClaimPaths.Debtor(kept.Person.Id), ClaimPaths.Change(kept.Person.Id) })
        {
            await kobayashi.Open(url);
            Assert.Contains(kept.Person.Name, kobayashi.Page.DocumentElement.OuterHtml, StringComparison.Ordinal);
            Assert.DoesNotContain(street, kobayashi.Page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        }
        Assert.Contains("支援措置のため表示できず", kobayashi.Text, StringComparison.Ordinal);
        await kobayashi.Fill("氏名または名称", "秋津 かおり").Fill("変える理由", "婚姻").Press("変更する");
        Assert.DoesNotContain(street, kobayashi.Text, StringComparison.Ordinal);
        Assert.Contains("あてはまる債務者はいません",
            (await kobayashi.Open(Keyaki.Kits.Address.Of(FindDebtor.Url, ("q", street)))).Text, StringComparison.Ordinal);
        // What could not be seen was not changed.
        Assert.Contains(street, await city.Read(db => db.Debtors().Where(d => d.Id == kept.Person.Id).Select(d => d.Address).SingleAsync())
            ?? "", StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 氏名や住所は理由とともに変えられ_前のものが履歴に残り_新しい名前でさがせる(string database)
    {
        await using var city = await City.Start(database);
        var kobayashi = await (await city.Officer("kobayashi")).Open(AddDebtor.Url);
        await kobayashi.Choose("個人").Fill("氏名または名称", "秋津 太郎").Fill("住所（送付先）", "中里五丁目900番地1")
            .Press("債務者を登録する");
        var debtor = kobayashi.Path;
        await kobayashi.Follow("氏名や住所を変える");
        await kobayashi.Fill("住所（送付先）", "野塩一丁目900番地2").Press("変更する");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, kobayashi.Status); // no reason
        await kobayashi.Fill("氏名または名称", "秋津 次郎").Fill("変える理由", "転居の届出").Press("変更する");
        Assert.Equal((debtor, "秋津 次郎"), (kobayashi.Path, kobayashi.Heading));
        foreach (var words in new[] { "野塩一丁目900番地2", "秋津 太郎", "中里五丁目900番地1", "転居の届出", "小林" })
            Assert.Contains(words, kobayashi.Text, StringComparison.Ordinal);
        Assert.Contains("秋津 次郎", (await kobayashi.Open(FindDebtor.Url + "?q=秋津次郎")).Text, StringComparison.Ordinal);
        Assert.Contains(ClaimDeeds.Change.Code, await city.Read(db => db.Set<JournalEntry>().Select(j => j.Code).ToListAsync()));
    }

    [Theory, BothDatabases]
    public async Task 手で登録した債務者は二人で住民と結び付けられ_本人の画面に出て_記帳は変わらず_やめれば出なくなる(string database)
    {
        await using var city = await City.Start(database);
        await MayFind(city, "kobayashi");
        var claim = await IncomingTests.Owed(city, "キヨセ花子", 12_000, new(2026, 12, 25));
        var hanako = await MyPaymentsTests.As(city, "清瀬 花子");
        var number = await city.Read(db => db.Set<Person>().Where(p => p.Id == hanako.Person).Select(p => p.AddressNumber).SingleAsync());
        var mine = await (await city.SignedIn(ActorKind.Resident, hanako.Account)).Open(Contracts.Links.MyClaim(claim.Id));
        Assert.Equal(HttpStatusCode.NotFound, mine.Status);

        var kobayashi = await (await city.Officer("kobayashi")).Open(ClaimPaths.Debtor(claim.Debtor));
        await kobayashi.Follow("住民記録の方と結び付ける");
        await kobayashi.Fill("宛名番号", number).Fill("同じ人だと分かる理由", "申告書の生年月日と合う").Press("結び付けを確認に出す");
        Assert.Contains("別の職員の確認を待っている結び付け", kobayashi.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await mine.Open(Contracts.Links.MyClaim(claim.Id))).Status);
        await kobayashi.Open(CheckTie.Page(await city.Read(db => db.Set<DebtorTie>().SingleAsync())));
        Assert.Contains("ほかの人が確認します", kobayashi.Text, StringComparison.Ordinal);
        await Agree(city, claim.Debtor, "結び付けを確かめる", "同じ人として認めますか");
        Assert.Contains("12,000円", (await mine.Open(Contracts.Links.MyClaim(claim.Id))).Text, StringComparison.Ordinal);
        Assert.Contains("12,000円", (await mine.Open(MyPayments.Url)).Text, StringComparison.Ordinal);
        Assert.Equal(1, await city.Read(db => db.Postings().CountAsync()));

        await kobayashi.Open(ClaimPaths.Debtor(claim.Debtor));
        foreach (var words in new[] { "住民記録の方と結び付けてあります", "申告書の生年月日と合う", "小林", "中村" })
            Assert.Contains(words, kobayashi.Text, StringComparison.Ordinal);
        await kobayashi.Follow("住民記録の方との結び付けをやめる");
        await kobayashi.Fill("やめる理由", "同姓同名だった").Press("やめることを確認に出す");
        await Agree(city, claim.Debtor, "結び付けを確かめる", "同じ人として認めますか");
        Assert.Equal(HttpStatusCode.NotFound, (await mine.Open(Contracts.Links.MyClaim(claim.Id))).Status);
    }

    [Theory, BothDatabases]
    public async Task 亡くなった人の債権は_相続分ごとに督促状が出て_相続人の画面に出て_相続分だけ納められる(string database)
    {
        await using var city = await City.Start(database);
        await MayFind(city, "kobayashi");
        var claim = await IncomingTests.Owed(city, "秋津 太郎", 10_001, new(2026, 10, 31));
        var hanako = await MyPaymentsTests.As(city, "清瀬 花子");
        await MyPaymentsTests.Owe(city, hanako.Person, "清瀬 花子", 1_000, new(2027, 2, 1));
        var kobayashi = await (await city.Officer("kobayashi")).Open(ClaimPaths.Debtor(claim.Debtor));
        await kobayashi.Follow("亡くなった債務者の相続を記録する");
        await kobayashi.Press("相続人を追加する");
        kobayashi.Fill("亡くなった日/年", "2026").Fill("亡くなった日/月", "11").Fill("亡くなった日/日", "3").Choose("相続分に応じて")
            .Fill("確かめたもの", "戸籍");
        Row(kobayashi, 0, "清瀬 花子", "1", "2");
        Row(kobayashi, 1, "秋津 次郎", "1", "3");
        await kobayashi.Press("相続を確認に出す");
        Assert.Contains(kobayashi.Errors, e => e.Contains("相続分の合計が1になりません", StringComparison.Ordinal));
        Row(kobayashi, 1, "秋津 次郎", "1", "2");
        await kobayashi.Press("相続を確認に出す");
        Assert.Equal((HttpStatusCode.OK, ClaimPaths.Debtor(claim.Debtor)), (kobayashi.Status, kobayashi.Path));
        await Agree(city, claim.Debtor, "相続を確かめる", "この相続を認めますか");
        Assert.Contains("2分の1", (await kobayashi.Open(ClaimPaths.Debtor(claim.Debtor))).Text, StringComparison.Ordinal);

        await kobayashi.Open(RecoveryPaths.Demands);
        await kobayashi.Choose("市都民税").Press("督促を決めて、確認に出す");
        var nakamura = await (await city.Officer("nakamura")).Open(RecoveryPaths.Demands);
        await (await nakamura.Follow("確かめる")).Choose("この督促を認めますか/はい").Press("確かめた結果を記録する");
        var key = city.Services.GetRequiredService<MasterKey>();
        var letters = await city.Read(db => db.Set<Keyaki.Kits.PaperLetter>().OrderBy(l => l.Key).ToListAsync());
        Assert.Equal([$"{claim.Key}/1", $"{claim.Key}/2"], letters.Select(l => l.Key));
        Assert.Equal([("清瀬 花子", "5,001円"), ("秋津 次郎", "5,000円")],
            letters.Select(l => (l.Open(key).Name, l.Open(key).Facts["owed"])));
        Assert.All(letters, l => Assert.Contains("故 秋津 太郎 様", l.Open(key).Facts["item"], StringComparison.Ordinal));

        var mine = await (await city.SignedIn(ActorKind.Resident, hanako.Account)).Open(PayClaim.Of(claim.Id));
        await mine.Fill("今、納める額", "5001").Press("決済会社の画面へ進む");
        Assert.Equal(5_001, await city.Read(db => db.Set<Charge>().Select(c => c.Amount).SingleAsync()) is var yen ? yen.Amount : 0);
    }

    [Fact]
    public void 相続分は分けても合計が変わらず_割り切れない円は一人目が負い_連帯ならそれぞれが全部を負う()
    {
        Inheritance Of(bool joint, params (int Part, int Whole)[] shares)
        {
            var act = new Inheritance
            {
                Id = New(), By = null, At = default, Debtor = New(), DiedOn = default, Joint = joint, Reason = "戸籍",
            };
            act.Name([.. shares.Select(s => (New(), s.Part, s.Whole))]);
            return act;

            static Guid New() => Guid.CreateVersion7(TestClock.StoryDay);
        }

        Assert.Equal([34, 33, 33], Of(false, (1, 3), (1, 3), (1, 3)).Split(new(100)).Select(s => s.Amount.Amount));
        Assert.Equal([100, 100], Of(true, (1, 1), (1, 1)).Split(new(100)).Select(s => s.Amount.Amount));
        foreach (var (name, shares) in new[] { ("足りない", new[] { (1, 2), (1, 3) }), ("多い", [(1, 2), (2, 3)]), ("0", [(0, 1)]),
            ("だれもいない", []) })
            Assert.True(Record.Exception(() => Of(false, shares)) is Rule, name);
    }

    static void Row(Visitor officer, int row, string name, string part, string whole)
    {
        foreach (var (field, text) in new[] { ("name", name), ("part", part), ("whole", whole) })
            (officer.Page.QuerySelector($"[name='heirs.{row}.{field}']") as AngleSharp.Html.Dom.IHtmlInputElement
                ?? throw new InvalidOperationException($"heirs.{row}.{field}: {officer.Text}")).Value = text;
    }

    static async Task Agree(City city, Guid debtor, string press, string asks)
    {
        var nakamura = await (await city.Officer("nakamura")).Open(ClaimPaths.Debtor(debtor));
        await (await nakamura.Follow(press)).Choose($"{asks}/はい").Press("確かめた結果を記録する");
        Assert.Equal((HttpStatusCode.OK, ClaimPaths.Debtor(debtor)), (nakamura.Status, nakamura.Path));
    }

    static async Task MayFind(City city, string login)
    {
        var officer = await city.OfficerId(login);
        await city.Turns.Run((_, db, _) =>
        {
            db.Add(new Keyaki.Staff.PostHolding
            {
                Id = city.Clock.NewId(), Officer = officer, Post = "choshu-shuji", From = new(2026, 4, 1), GivenAt = city.Clock.GetUtcNow(),
            });
            return Task.FromResult(0);
        });
    }

    [Theory, BothDatabases]
    public async Task オンラインで支払った人は一覧に出ず_さがせば出る(string database)
    {
        await using var city = await City.Start(database);
        await city.Turns.Run((_, db, _) =>
        {
            db.Add(Debtor.OfAccount(city.Clock.NewId(), city.Clock.GetUtcNow()));
            return Task.FromResult(0);
        });
        var kobayashi = await (await city.Officer("kobayashi")).Open(FindDebtor.Url);
        Assert.DoesNotContain("/debtors/0", kobayashi.Page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        await kobayashi.Follow("オンラインの利用者をさがす");
        Assert.Contains("/debtors/0", kobayashi.Page.DocumentElement.OuterHtml, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 一人で返せる額を超える不明金は_二人目が認めてから出ていく(string database)
    {
        await using var city = await City.Start(database);
        var kobayashi = await (await city.Officer("kobayashi")).Open(TakeMoney.Url);
        await kobayashi.Fill("入金の額", "80000").Choose("金融機関").Fill("振込名義など、手がかり", "アキツタロウ").Press("入金を記帳する");
        var posting = kobayashi.Path;
        await kobayashi.Follow("送った人に返す");
        await kobayashi.Choose("金融機関").Fill("返す理由", "二度振り込んだと電話があった").Press("返すことを申し出る");
        Assert.Equal((posting, HttpStatusCode.OK), (kobayashi.Path, kobayashi.Status));
        Assert.Contains("別の職員の確認を待っている返金", kobayashi.Text, StringComparison.Ordinal);
        Assert.Equal(0, await Refunds(city));
        var nakamura = await (await city.Officer("nakamura")).Open(posting);
        await nakamura.Follow("返金を確かめる");
        foreach (var words in new[] { "アキツタロウ", "80,000円", "二度振り込んだ" })
            Assert.Contains(words, nakamura.Text, StringComparison.Ordinal);
        await nakamura.Choose("この不明金を返すことを認めますか/はい").Press("確かめた結果を記録する");
        Assert.Equal((posting, 1), (nakamura.Path, await Refunds(city)));
        Assert.DoesNotContain("不明金です", nakamura.Text, StringComparison.Ordinal);
        Assert.Equal(Yen.Zero, await city.Read(db => db.SumOfAll(default)));
        await TaskCheck.Agrees(city);
    }

    static Task<int> Refunds(City city) => city.Read(db => db.Postings().CountAsync(p => p.Kind == PostingKind.Refund));
}
