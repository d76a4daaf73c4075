using System.Net;
using Keyaki.Kernel;
using Keyaki.Procedures;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Tests.InProcedures;

/// <summary>保存した絞り込み of the inbox.</summary>
public sealed class SavedListTests
{
    static async Task<Visitor> Kept(City city, string login, string query, string name, string whose = "自分だけ")
    {
        var officer = await (await city.Officer(login)).Open("/office/cases" + query);
        await officer.Follow("この絞り込みを保存する");
        return await officer.Fill("名前", name).Choose($"だれが使うか/{whose}").Press("保存する");
    }

    [Theory, BothDatabases]
    public async Task 絞り込みは名前で保存でき_件数が出て_自分のものはほかの人に見えず課のものは課のみんなに見える(string database)
    {
        await using var city = await City.Start(database);
        await city.Composter();
        await city.Composter("松山 一郎", model: "MX-9");
        var suzuki = await Kept(city, "suzuki", "?whose=nobody&procedure=compost-subsidy&q=松山", "担当なしの補助金");
        Assert.Contains("担当なしの補助金（2）", suzuki.Text, StringComparison.Ordinal);
        var kept = await city.Read(db => db.Set<SavedList>().SingleAsync());
        Assert.DoesNotContain("q=", kept.Query, StringComparison.Ordinal);
        await Kept(city, "suzuki", "?waits=all", "課の全部", "課の職員みんな");
        var sato = await (await city.Officer("sato")).Open("/office/cases");
        Assert.Contains("課の全部（2）", sato.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("担当なしの補助金", sato.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("課の全部", (await (await city.Officer("tanaka")).Open("/office/cases")).Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 最初に開く絞り込みを決めると受付箱がそれで開き_元の一覧にも行け_他人のものは決められない(string database)
    {
        await using var city = await City.Start(database);
        await city.Composter();
        var suzuki = await Kept(city, "suzuki", "?whose=mine", "自分の分");
        var id = (await city.Read(db => db.Set<SavedList>().SingleAsync())).Id;
        await suzuki.Open("/office/cases/lists");
        await suzuki.Press("受付箱を開いたときに出す");
        Assert.Equal("/office/cases?whose=mine", (await suzuki.Open("/office/cases")).Path);
        await suzuki.Follow("全員の担当");
        Assert.Equal("/office/cases?waits=office", suzuki.Path);
        var sato = await (await city.Officer("sato")).Open("/office/cases/lists");
        Assert.Equal("/office/cases", (await sato.Open("/office/cases")).Path);
        await suzuki.Open("/office/cases/lists");
        await suzuki.Press("消す");
        Assert.Equal("/office/cases", (await suzuki.Open("/office/cases")).Path);
        Assert.False(await city.Read(db => db.Set<SavedList>().AnyAsync(l => l.Id == id)));
    }

    [Theory, BothDatabases]
    public async Task 保存できる数には限りがある(string database)
    {
        await using var city = await City.Start(database);
        await city.Composter();
        for (var i = 1; i <= SavedList.Most; i++) await Kept(city, "suzuki", "?waits=all", $"一覧{i}");
        var more = await Kept(city, "suzuki", "?waits=all", "九つ目");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, more.Status);
        Assert.Contains($"{SavedList.Most}件まで", more.Text, StringComparison.Ordinal);
        Assert.Contains("一覧8（1）", (await more.Open("/office/cases?waits=all")).Text, StringComparison.Ordinal);
    }
}
