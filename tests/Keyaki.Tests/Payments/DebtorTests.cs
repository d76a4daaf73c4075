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
