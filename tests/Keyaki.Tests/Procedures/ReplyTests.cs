using System.Net;
using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Procedures;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Tests.InProcedures;

/// <summary>返信のひな形, and what an officer writes to the applicant.</summary>
public sealed class ReplyTests
{
    const string Templates = "/office/cases/templates";

    static async Task<Visitor> Wrote(City city, string use, string text, string title = "よく書く文")
    {
        var suzuki = await (await city.Officer("suzuki")).Open(Templates + "/new");
        return await suzuki.Fill("ひな形の名前", title).Choose($"何に使うか/{use}").Fill("文", text).Press("保存する");
    }

    [Theory, BothDatabases]
    public async Task ひな形の入れ替える言葉は確かめられ_選ぶと入り_直してから送れる(string database)
    {
        await using var city = await City.Start(database);
        var wrong = await Wrote(city, "補正のお願いの理由", "{氏名}様、{締切}までにお願いします。");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Contains("「{締切}」は入れ替えられません", wrong.Text, StringComparison.Ordinal);
        await wrong.Fill("文", "{氏名}様、{期限}までに{受付番号}を直してください。").Press("保存する");
        Assert.Equal(Templates, wrong.Path);
        var id = await city.Composter();
        var suzuki = await (await city.Officer("suzuki")).Open(Links.Case(id));
        await suzuki.Press("審査を始める");
        await (await suzuki.Follow("補正をお願いする")).Follow("よく書く文");
        var found = await city.Case(id);
        var filled = suzuki.Page.QuerySelector("[name=reason-model]")?.TextContent ?? "";
        Assert.StartsWith($"清瀬 花子様、令和", filled, StringComparison.Ordinal);
        Assert.Contains($"{found.Number}を直して", filled, StringComparison.Ordinal);
        await suzuki.Choose("直していただく項目/型番").Fill("「型番・品名」を直していただく理由", "{期限}までに直してください。").Press("補正をお願いする");
        Assert.Contains("「{期限}」が残っています", suzuki.Text, StringComparison.Ordinal);
        await suzuki.Fill("「型番・品名」を直していただく理由", "型番が違います。").Press("補正をお願いする");
        Assert.Equal("型番が違います。", await city.Read(db => db.Set<Correction>().Select(c => c.Reason).SingleAsync()));
    }

    [Theory, BothDatabases]
    public async Task ひな形は課のもので_ほかの課には見えず_変えると版が進み_古い版からは上書きできない(string database)
    {
        await using var city = await City.Start(database);
        await Wrote(city, "職員のメモ", "電話で確かめました。", "聞き取り");
        var template = await city.Read(db => db.Set<ReplyTemplate>().SingleAsync());
        var tanaka = await (await city.Officer("tanaka")).Open(Templates);
        Assert.DoesNotContain("聞き取り", tanaka.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await tanaka.Open($"{Templates}/{template.Id}")).Status);
        var (suzuki, sato) = (await (await city.Officer("suzuki")).Open($"{Templates}/{template.Id}"),
            await (await city.Officer("sato")).Open($"{Templates}/{template.Id}"));
        await suzuki.Fill("文", "窓口で確かめました。").Press("保存する");
        await sato.Fill("文", "郵便で確かめました。").Press("保存する");
        Assert.Equal(HttpStatusCode.Conflict, sato.Status);
        var now = await city.Read(db => db.Set<ReplyTemplate>().SingleAsync());
        Assert.Equal(("窓口で確かめました。", 2L), (now.Text, now.Version));
        await suzuki.Open(Templates);
        await suzuki.Press("使わないことにする");
        var id = await city.Composter();
        Assert.DoesNotContain("聞き取り", (await suzuki.Open($"{Links.Case(id)}/note")).Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 連絡は本人のページに載り_メールには中身が書かれず_ほかの課からは送れない(string database)
    {
        await using var city = await City.Start(database);
        var id = await city.Composter();
        var suzuki = await (await city.Officer("suzuki")).Open($"{Links.Case(id)}/tell");
        await suzuki.Fill("連絡の内容", "領収書の原本を、捨てずに持っていてください。").Press("連絡を送る");
        Assert.Contains("申請した方への連絡", suzuki.Text, StringComparison.Ordinal);
        var hanako = await city.SignedIn(ActorKind.Resident, (await city.Case(id)).Account);
        Assert.Contains("領収書の原本を", (await hanako.Open(Links.Application(id))).Text, StringComparison.Ordinal);
        await city.Settle();
        var mail = Assert.Single(city.Simulator.Mails.Mails, m => m.Subject.Contains("市からの連絡", StringComparison.Ordinal));
        Assert.DoesNotContain("領収書", mail.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await (await city.Officer("tanaka")).Open($"{Links.Case(id)}/tell")).Status);
    }
}
