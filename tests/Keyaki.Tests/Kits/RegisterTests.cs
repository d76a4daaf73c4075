using System.Net;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Plan;
using Keyaki.Tests.Pages;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Tests.Kits;

/// <summary>What every register does by its one declaration, shown by the register of seal forms.</summary>
public sealed class RegisterTests
{
    const string List = "/office/plan/forms";

    static async Task<Visitor> Enter(City city, string code = "F-1", string name = "申込書", string group = "押印をなくせる")
    {
        var desk = await (await city.Officer("kobayashi")).Open(List + "/new");
        return await desk.Fill("番号", code).Fill("様式名", name).Fill("担当課", "shimin").Choose($"区分/{group}").Press("様式を入れる");
    }

    static Visitor Day(Visitor desk, string name, DateOnly day) =>
        desk.Fill($"{name}/年", $"{day.Year}").Fill($"{name}/月", $"{day.Month}").Fill($"{name}/日", $"{day.Day}");

    [Fact]
    public async Task 台帳の画面を並べるだけでは_データベースは開かれない()
    {
        var site = await City.Furnish(BothDatabases.Sqlite, seeded: false);
        await using (City.Closed(site)) Assert.False(File.Exists(Path.Combine(site.Folder, "data", "city.db")));
        await site.Clear();
    }

    [Theory, BothDatabases]
    public async Task 入れて_直して_書き間違いを直して_終わりにして_取り消すまでが_履歴に残る(string database)
    {
        await using var city = await City.Start(database);
        var desk = await Enter(city);
        Assert.Equal(HttpStatusCode.OK, desk.Status);
        Assert.Contains("申込書", desk.Text, StringComparison.Ordinal);
        var here = desk.Path;
        var today = city.Clock.Today();

        await desk.Follow("直す");
        await desk.Fill("様式名", "利用申込書").Fill("理由", "新しい様式になった").Press("直した内容を保存する");
        Assert.Contains("「申込書」から「利用申込書」", desk.Text, StringComparison.Ordinal);
        await desk.Follow("直す");
        await desk.Press("直した内容を保存する");
        Assert.Contains("理由を入力してください", desk.Text, StringComparison.Ordinal);
        await desk.Fill("理由", "なし").Press("直した内容を保存する");
        Assert.Contains("変わったところがありません", desk.Text, StringComparison.Ordinal);
        await desk.Fill("様式名", "施設利用申込書").Choose("直すわけ/書き間違いを直す").Fill("理由", "施設が抜けていた")
            .Press("直した内容を保存する");
        Assert.Contains("書き間違いを直した", desk.Text, StringComparison.Ordinal);

        await desk.Follow("終わりにする");
        await Day(desk, "終わった日", today.AddDays(1)).Fill("理由", "使わなくなった").Press("終わりにする");
        Assert.Contains("今日までの日を書いてください", desk.Text, StringComparison.Ordinal);
        await Day(desk, "終わった日", today).Press("終わりにする");
        Assert.Contains("に終わったものです", desk.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("施設利用申込書", (await desk.Open(List)).Text, StringComparison.Ordinal);
        Assert.Contains("施設利用申込書", (await desk.Open(List + "?ended=yes")).Text, StringComparison.Ordinal);

        await desk.Open(here + "/undo/4");
        await desk.Fill("理由", "まだ使う").Press("取り消す");
        Assert.Equal(here, desk.Path);
        Assert.DoesNotContain("に終わったものです", desk.Text, StringComparison.Ordinal);
        Assert.Contains("施設利用申込書", (await desk.Open(List)).Text, StringComparison.Ordinal);
        await desk.Open(here + "/undo/4");
        await desk.Fill("理由", "もう一度").Press("取り消す");
        Assert.Contains("もう直したか取り消したものです", desk.Text, StringComparison.Ordinal);

        var form = await city.Read(db => db.Set<SealForm>().SingleAsync());
        Assert.Equal(("施設利用申込書", 5L, null), (form.Name, form.Version, form.EndedOn));
        Assert.Equal([(1L, null, false), (2L, null, false), (3L, 2L, false), (4L, null, false), (5L, (long?)4L, true)],
            (await city.Read(db => db.Set<RecordVersion<SealForm>>().OrderBy(v => v.Number).ToListAsync()))
            .Select(v => (v.Number, v.Replaces, v.Void)));
        Assert.Equal(["plan.forms.begun", "plan.forms.changed", "plan.forms.changed", "plan.forms.ended", "plan.forms.undone"],
            await city.Read(db => db.Set<JournalEntry>().Where(e => e.Code.StartsWith("plan.forms")).OrderBy(e => e.At).ThenBy(e => e.Id)
            .Select(e => e.Code).ToListAsync()));
    }

    [Theory, BothDatabases]
    public async Task ある日の内容と_ある日までに知っていた内容が_一覧でも記録でも見られる(string database)
    {
        await using var city = await City.Start(database);
        var (desk, first) = (await Enter(city), city.Clock.Today());
        var here = desk.Path;
        city.Clock.Pass(TimeSpan.FromDays(10));
        desk = await city.Officer("kobayashi");
        var second = city.Clock.Today();
        await desk.Open(here + "/edit");
        await desk.Fill("様式名", "新しい申込書").Fill("理由", "変わった").Press("直した内容を保存する");
        city.Clock.Pass(TimeSpan.FromDays(10));
        desk = await city.Officer("kobayashi");
        await desk.Open(here + "/edit");
        await Day(desk.Fill("様式名", "五日前の申込書").Fill("理由", "聞いていなかった"), "いつから変わったか", first.AddDays(5))
            .Press("直した内容を保存する");

        // What is said of an earlier day leaves today as it is.
        async Task<string> Then(string path) => (await desk.Open(path)).Page.QuerySelector("main dl, main table")?.TextContent ?? "";
        Assert.Contains("新しい申込書", await Then(here), StringComparison.Ordinal);
        Assert.Contains("五日前の申込書", await Then($"{here}?asof={first.AddDays(6):yyyy-MM-dd}"), StringComparison.Ordinal);
        Assert.DoesNotContain("五日前", await Then($"{here}?asof={first.AddDays(6):yyyy-MM-dd}&known={second:yyyy-MM-dd}"),
            StringComparison.Ordinal);
        Assert.Contains("申込書", await Then($"{here}?asof={first:yyyy-MM-dd}"), StringComparison.Ordinal);
        Assert.Contains("まだありませんでした", (await desk.Open($"{here}?asof={first.AddDays(-1):yyyy-MM-dd}")).Text,
            StringComparison.Ordinal);
        Assert.Contains("五日前の申込書", (await desk.Open($"{List}?asof={first.AddDays(6):yyyy-MM-dd}")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("五日前", (await desk.Open($"{List}?asof={first.AddDays(6):yyyy-MM-dd}&known={second:yyyy-MM-dd}")).Text,
            StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 一覧は_ことばと条件でしぼられ_並べ替えられ_ほかの職員の直しは上書きされない(string database)
    {
        await using var city = await City.Start(database);
        await Enter(city);
        var desk = await Enter(city, "F-2", "契約書", "その他");
        await Enter(city, "F-3", "見積書");
        async Task<IEnumerable<string>> Listed(string query) =>
            (await desk.Open(List + query)).Page.QuerySelectorAll("table td.cell-head a").Select(a => a.TextContent);
        Assert.Equal(["申込書", "契約書", "見積書"], await Listed(""));
        Assert.Equal(["見積書", "契約書", "申込書"], await Listed("?by=-code"));
        Assert.Equal(["契約書"], await Listed("?q=契約"));
        Assert.Equal(["契約書"], await Listed("?group=other"));
        Assert.Equal([], await Listed("?group=other&q=見積"));
        Assert.Equal(["申込書", "契約書", "見積書"], await Listed("?group=nothing"));
        await desk.Open(List + "/new");
        await desk.Fill("番号", "F-2").Fill("様式名", "二つめ").Fill("担当課", "shimin").Choose("区分/その他").Press("様式を入れる");
        Assert.Contains("この番号は、もう使われています", desk.Text, StringComparison.Ordinal);
    }
}
