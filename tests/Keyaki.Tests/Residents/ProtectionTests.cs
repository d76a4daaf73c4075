using System.Net;
using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Procedures;
using Keyaki.Residents;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Tests.InResidents;

/// <summary>支援措置 at the counter: recorded, extended and ended by officers with the power, and what follows from it at once.</summary>
public sealed class ProtectionTests
{
    static async Task<Guid> Resident(City city, string name) =>
        await city.Read(db => db.Set<Residents.Person>().Where(p => p.Name == name).Select(p => p.Id).SingleAsync());

    /// <summary>The officer records an order for the year that begins today.</summary>
    internal static async Task<Visitor> Protect(City city, string name, string login = "ito")
    {
        var officer = await city.Officer(login);
        await officer.Open($"/office/residents?q={name.Split(' ')[1]}");
        await officer.Follow(name);
        await officer.Follow("支援措置を記録する");
        return await officer.Choose("申出の理由/配偶者").Press("記録する");
    }

    static Visitor Date(Visitor visitor, string label, int year, int month, int day) =>
        visitor.Fill($"{label}/年", $"{year}").Fill($"{label}/月", $"{month}").Fill($"{label}/日", $"{day}");

    [Theory, BothDatabases]
    public async Task 係長が窓口で記録すると_すぐに住所が隠れ_オンラインの請求は理由を言わずに断られる(string database)
    {
        await using var city = await City.Start(database);
        var id = await city.Composter();
        var (hanako, tanaka, suzuki) = (await city.SignedIn(ActorKind.Resident, (await city.Person("清瀬 花子")).Account),
            await city.Officer("tanaka"), await city.Officer("suzuki"));
        Assert.Contains("900番地1", (await suzuki.Open(Links.Case(id))).Text, StringComparison.Ordinal);
        Assert.Contains("中里五丁目", (await tanaka.Open("/office/residents?q=花子")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("支援措置を記録する", (await tanaka.Follow("清瀬 花子")).Text, StringComparison.Ordinal);

        var ito = await Protect(city, "清瀬 花子");
        Assert.Equal("清瀬 花子", ito.Heading);
        Assert.Contains("令和8年11月24日(火)から令和9年11月23日(火)まで 続いています", ito.Text.Replace("　", " ", StringComparison.Ordinal),
            StringComparison.Ordinal);
        Assert.Contains("令和9年11月23日までの期間で記録", ito.Text, StringComparison.Ordinal);
        Assert.Contains("配偶者などからの暴力", ito.Text, StringComparison.Ordinal);
        Assert.Contains("中里五丁目", ito.Text, StringComparison.Ordinal);

        await tanaka.Open("/office/residents?q=清瀬");
        Assert.Contains("さくら", tanaka.Text, StringComparison.Ordinal); // her whole household is shielded
        Assert.DoesNotContain("中里五丁目", tanaka.Text, StringComparison.Ordinal);
        await tanaka.Follow("清瀬 花子");
        Assert.Contains("支援措置の対象です", tanaka.Text, StringComparison.Ordinal);
        foreach (var word in new[] { "中里五丁目", "配偶者", "令和9年11月23日" }) Assert.DoesNotContain(word, tanaka.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("900番地1", (await suzuki.Open(Links.Case(id))).Text, StringComparison.Ordinal);
        await hanako.Open("/procedures/resident-record/apply");
        Assert.Contains("オンラインでは受け付けられません", hanako.Text, StringComparison.Ordinal);
        foreach (var word in new[] { "支援", "暴力" }) Assert.DoesNotContain(word, hanako.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 記録は名前なしでジャーナルに残り_本人のアカウントの画面には出ない(string database)
    {
        await using var city = await City.Start(database);
        await Protect(city, "清瀬 花子");
        var person = await Resident(city, "清瀬 花子");
        var entry = await city.Read(db => db.Set<JournalEntry>().SingleAsync(e => e.Code == "residents.protection-begun"));
        Assert.Equal(("person", person, "", "{\"until\":\"2027-11-23\"}", await city.OfficerId("ito")),
            (entry.RecordKind, entry.RecordId, entry.Persons, entry.Facts, entry.Account));
        var hanako = await city.SignedIn(ActorKind.Resident, (await city.Person("清瀬 花子")).Account);
        await hanako.Open("/my/journal");
        Assert.Contains("住民の登録内容を見た", hanako.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("支援措置", hanako.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 期限の一覧から延長し_終わりにすると_だれがいつしたかが残り_次の日から見える(string database)
    {
        await using var city = await City.Start(database);
        var ito = await city.Officer("ito");
        Assert.Contains("30日以内に期間が終わる支援措置はありません", (await ito.Open("/office/protection")).Text, StringComparison.Ordinal);
        city.Clock.Pass(new DateTime(2027, 5, 10) - new DateTime(2026, 11, 24));
        ito = await city.Officer("ito");
        await ito.Open("/office");
        Assert.Contains("期限の近い支援措置", ito.Text, StringComparison.Ordinal);
        await ito.Follow("期限の近い支援措置");
        Assert.Contains("R9.5.31 あと21日 野塩 美咲", ito.Text.Replace("　", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Single((await city.Read(db => db.Set<JournalEntry>().SingleAsync(e => e.Code == "residents.protection-list"))).Persons.Split(
            ' '));
        await ito.Follow("延長する");
        await Date(ito, "新しい期間の終わりの日", 2028, 6, 1).Press("延長する");
        Assert.Contains("1回の期間は1年までです。令和10年5月31日まで", ito.Errors.Single(), StringComparison.Ordinal);
        await Date(ito, "新しい期間の終わりの日", 2028, 5, 31).Press("延長する");
        Assert.Contains("令和10年5月31日まで延長（", ito.Text, StringComparison.Ordinal);
        Assert.Contains("30日以内に期間が終わる支援措置はありません", (await ito.Open("/office/protection")).Text, StringComparison.Ordinal);

        await ito.Open($"/office/residents/{await Resident(city, "野塩 美咲")}");
        await ito.Follow("延長する");
        Assert.Contains("まだ延長を記録できません", ito.Text, StringComparison.Ordinal);
        await ito.Open($"/office/residents/{await Resident(city, "野塩 美咲")}");
        await ito.Follow("終わりにする");
        await Date(ito, "終わりにする日", 2026, 5, 31).Press("終わりにする");
        Assert.Contains("始まった日（令和8年6月1日）より前にはできません", ito.Errors.Single(), StringComparison.Ordinal);
        await Date(ito, "終わりにする日", 2027, 5, 10).Press("終わりにする");
        Assert.Contains("令和9年5月10日で終了（", ito.Text, StringComparison.Ordinal);
        Assert.Contains("伊藤", ito.Text, StringComparison.Ordinal);

        var tanaka = await city.Officer("tanaka");
        Assert.DoesNotContain("野塩四丁目", (await tanaka.Open("/office/residents?q=美咲")).Text, StringComparison.Ordinal);
        city.Clock.Pass(TimeSpan.FromDays(1));
        tanaka = await city.Officer("tanaka");
        Assert.Contains("野塩四丁目", (await tanaka.Open("/office/residents?q=美咲")).Text, StringComparison.Ordinal);
        await TaskCheck.Agrees(city);
    }

    [Theory, BothDatabases]
    public async Task 期間が過ぎても守られ_一覧に過ぎたと出る(string database)
    {
        await using var city = await City.Start(database);
        city.Clock.Pass(new DateTime(2027, 8, 1) - new DateTime(2026, 11, 24));
        var (tanaka, ito) = (await city.Officer("tanaka"), await city.Officer("ito"));
        Assert.DoesNotContain("野塩四丁目", (await tanaka.Open("/office/residents?q=美咲")).Text, StringComparison.Ordinal);
        Assert.Contains("過ぎています 野塩 美咲", (await ito.Open("/office/protection")).Text, StringComparison.Ordinal);
        await ito.Follow("野塩 美咲");
        Assert.Contains("期間は過ぎましたが、住所は守られています", ito.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 二人が同時に記録すると一つだけが残り_同時に変えるともう一人は知らされる(string database)
    {
        await using var city = await City.Start(database);
        var person = await Resident(city, "清瀬 花子");
        var (ito, watanabe) = (await city.Officer("ito"), await city.Officer("watanabe"));
        foreach (var officer in new[] { ito, watanabe }) (await officer.Open($"/office/residents/{person}/protect")).Choose("申出の理由/ストーカー");
        await Task.WhenAll(ito.Press("記録する"), watanabe.Press("記録する"));
        var (won, told) = ito.Status is HttpStatusCode.OK ? (ito, watanabe) : (watanabe, ito);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.UnprocessableEntity), (won.Status, told.Status));
        Assert.Contains("すでに記録されています", told.Errors.Single(), StringComparison.Ordinal);
        var order = await city.Read(db => db.Set<ProtectionOrder>().SingleAsync(o => o.Person == person));

        city.Clock.Pass(TimeSpan.FromDays(345));
        (ito, watanabe) = (await city.Officer("ito"), await city.Officer("watanabe"));
        await ito.Open($"/office/residents/{person}/protection/{order.Id}/extend");
        await watanabe.Open($"/office/residents/{person}/protection/{order.Id}/end");
        await Task.WhenAll(ito.Press("延長する"), watanabe.Press("終わりにする"));
        (won, told) = ito.Status is HttpStatusCode.OK ? (ito, watanabe) : (watanabe, ito);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Conflict), (won.Status, told.Status));
        Assert.Contains("ほかの人が内容を変えました", told.Errors.Single(), StringComparison.Ordinal);
        var after = await city.Read(db => db.Set<ProtectionOrder>().SingleAsync(o => o.Person == person));
        Assert.Equal((2L, won == watanabe), (after.Version, after.EndedOn is not null));
    }

    [Theory, BothDatabases]
    public async Task ゲストの申請は受付番号で結び付けると守られ_文書も隠れ_取り消せる(string database)
    {
        await using var city = await City.Start(database);
        var guest = await ApplyTests.Guest(city);
        await (await ApplyTests.Screening(guest, "野塩 美咲")).Press("この内容で申し込む");
        var found = await city.Read(db => db.Set<Application>().SingleAsync(a => a.ApplicantKind == ActorKind.Guest));
        var yamamoto = await city.Officer("yamamoto");
        Assert.Contains("900番地1", (await yamamoto.Open(Links.Case(found.Id))).Text, StringComparison.Ordinal);
        var document = await city.Read(db => db.Set<Documents.Document>().SingleAsync(d => d.SubjectId == found.Id));

        var person = await Resident(city, "野塩 美咲");
        var ito = await city.Officer("ito");
        await ito.Open($"/office/residents/{person}");
        await ito.Follow("ゲストとして送った申請も守る");
        await ito.Fill("受付番号", "2345-6789-2").Press("結び付ける");
        Assert.Contains("受付番号を確かめてください", ito.Errors.Single(), StringComparison.Ordinal);
        await ito.Fill("受付番号", $"{found.Number}".ToLowerInvariant()).Press("結び付ける");
        Assert.Contains($"{found.Number}", ito.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("900番地1", ito.Text, StringComparison.Ordinal);

        await yamamoto.Open(Links.Case(found.Id));
        Assert.DoesNotContain("900番地1", yamamoto.Text, StringComparison.Ordinal);
        Assert.Contains("住民記録との結び付け", yamamoto.Text, StringComparison.Ordinal);
        Assert.Contains("表示できません", (await yamamoto.Open($"/office/documents/{document.Id}")).Text, StringComparison.Ordinal);
        // The guest sees their own case as before, and who looked at it.
        Assert.Contains("900番地1", (await guest.Open(Links.Application(found.Id))).Text, StringComparison.Ordinal);
        await ito.Fill("受付番号", $"{found.Number}").Press("結び付ける");
        Assert.Contains("すでにこの方の住民記録と結び付いています", ito.Errors.Single(), StringComparison.Ordinal);

        await ito.Press("結び付きを取り消す");
        Assert.Equal("野塩 美咲", ito.Heading);
        Assert.Contains("900番地1", (await yamamoto.Open(Links.Case(found.Id))).Text, StringComparison.Ordinal);
        var tie = await city.Read(db => db.Set<CaseTie>().SingleAsync());
        Assert.Equal((await city.OfficerId("ito"), await city.OfficerId("ito")), (tie.By, tie.EndedBy));
        Assert.Null((await city.Case(found.Id)).Person);
    }

    [Theory, BothDatabases]
    public async Task 支援措置のない方には申請を結び付けられない(string database)
    {
        await using var city = await City.Start(database);
        var ito = await city.Officer("ito");
        await ito.Open($"/office/residents/{await Resident(city, "清瀬 花子")}/cases");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, ito.Status);
        Assert.Contains("先に支援措置を記録してください", ito.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task アカウントを結び付ける前に送った申請も_結び付けた後は守られる(string database)
    {
        await using var city = await City.Start(database);
        var account = (await city.Person("松山 一郎")).Account;
        var ichiro = await city.SignedIn(ActorKind.Resident, account);
        await (await ApplyTests.Screening(ichiro, "松山 一郎")).Press("この内容で申し込む");
        var found = await city.Read(db => db.Set<Application>().SingleAsync(a => a.Account == account));
        Assert.Null(found.Person);
        await Protect(city, "松山 一郎");
        var yamamoto = await city.Officer("yamamoto");
        Assert.Contains("900番地1", (await yamamoto.Open(Links.Case(found.Id))).Text, StringComparison.Ordinal);
        var tanaka = await city.Officer("tanaka");
        await tanaka.Open($"/office/residents/{await Resident(city, "松山 一郎")}/link/{account}");
        await tanaka.Choose("運転免許証").Press("結び付ける");
        Assert.DoesNotContain("900番地1", (await yamamoto.Open(Links.Case(found.Id))).Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 支援措置があっても補助金は認められる(string database)
    {
        await using var city = await City.Start(database);
        var id = await city.Composter("野塩 美咲");
        await OfficeCases.Proposed(city, id, await city.OfficerId("suzuki"), "kankyo-kacho");
        Assert.Equal(ApplicationState.Proposed, (await city.Case(id)).State);
        var other = await city.Composter("野塩 美咲", model: "KC-2");
        var suzuki = await city.Officer("suzuki");
        await (await suzuki.Open(Links.Case(other))).Press("審査を始める");
        await (await suzuki.Follow("決裁に回す")).Choose("決定/認める").Press("決裁に回す");
        Assert.Equal(ApplicationState.Proposed, (await city.Case(other)).State);
    }
}
