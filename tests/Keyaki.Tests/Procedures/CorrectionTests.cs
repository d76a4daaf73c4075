using System.Net;
using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Procedures;

namespace Keyaki.Tests.InProcedures;

/// <summary>補正, all the way round: asked with a reason for each question, answered for just those, and what changed is seen.</summary>
public sealed class CorrectionTests
{
    const string ModelReason = "領収書の型番と違います。", ShopReason = "店の名前が途中で切れています。";

    static async Task<(Visitor Suzuki, Visitor Hanako, Guid Case)> Asked(City city)
    {
        var id = await city.Composter(photo: true);
        var suzuki = await city.Officer("suzuki");
        await (await suzuki.Open(Links.Case(id))).Press("審査を始める");
        await (await suzuki.Follow("補正をお願いする")).Choose("直していただく項目/型番").Choose("直していただく項目/販売店")
            .Fill("「型番・品名」を直していただく理由", ModelReason).Fill("「販売店の名前」を直していただく理由", ShopReason).Press("補正をお願いする");
        Assert.Equal(ApplicationState.CorrectionRequested, (await city.Case(id)).State);
        return (suzuki, await city.SignedIn(ActorKind.Resident, (await city.Person("清瀬 花子")).Account), id);
    }

    [Theory, BothDatabases]
    public async Task 理由を読んで頼まれたところだけを直し_職員には前との違いが見える(string database)
    {
        await using var city = await City.Start(database);
        var (suzuki, hanako, id) = await Asked(city);
        await hanako.Open(Links.Application(id));
        Assert.Contains(ModelReason, hanako.Text, StringComparison.Ordinal);
        Assert.Contains(ShopReason, hanako.Text, StringComparison.Ordinal);
        await hanako.Follow("直して送る");
        Assert.Contains("市からのお願い：" + ModelReason, hanako.Text, StringComparison.Ordinal);
        Assert.Equal(["model", "shop"], hanako.Page.QuerySelectorAll("main input:not([type=hidden]),main select,main textarea")
            .Select(f => f.GetAttribute("name")));
        await hanako.Press("直した内容を送る");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, hanako.Status);
        Assert.Contains("まだ何も直されていません", hanako.Text, StringComparison.Ordinal);
        await hanako.Fill("型番・品名", "").Press("直した内容を送る");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, hanako.Status);
        hanako.Fill("型番・品名", "KC-100").Fill("販売店の名前", "清瀬電器 駅前店");

        // A browser that sends more than was asked changes nothing else.
        var honest = hanako.Prepare("直した内容を送る");
        var fields = await honest.Content!.ReadAsStringAsync();
        using var greedy = new HttpRequestMessage(HttpMethod.Post,
            honest.RequestUri)
        {
            Content =
            new StringContent(fields + "&price=999999&name=%E5%88%A5%E4%BA%BA", null, "application/x-www-form-urlencoded")
        };
        using var answer = await hanako.Send(greedy);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var mended = await city.Case(id);
        var answers = AnswersJson.Read(mended.Answers);
        Assert.Equal((ApplicationState.Resubmitted, "清瀬 花子", "39870", "KC-100", "清瀬電器 駅前店"),
            (mended.State, mended.Name, answers["price"], answers["model"], answers["shop"]));

        await suzuki.Open(Links.Case(id));
        Assert.Contains("補正済み", suzuki.Text, StringComparison.Ordinal);
        Assert.Equal(["補正の前：KC-1", "補正の前：清瀬電器"], suzuki.Page.QuerySelectorAll(".changed").Select(c => c.TextContent.Trim()));
        Assert.Contains("KC-100", suzuki.Text, StringComparison.Ordinal);
        await suzuki.Press("補正された内容を審査する");
        Assert.Equal(ApplicationState.Examining, (await city.Case(id)).State);
    }

    [Theory, BothDatabases]
    public async Task 直している間に取り下げたら_送れずに今の状態を知らされる(string database)
    {
        await using var city = await City.Start(database);
        var (_, hanako, id) = await Asked(city);
        var other = await city.SignedIn(ActorKind.Resident, (await city.Person("清瀬 花子")).Account);
        await hanako.Open($"{Links.Application(id)}/correct");
        hanako.Fill("型番・品名", "KC-100");
        var late = hanako.Prepare("直した内容を送る");
        await (await other.Open($"{Links.Application(id)}/withdraw")).Press("取り下げる");
        await hanako.Late(late);
        Assert.Equal((HttpStatusCode.Conflict, "この画面は古いものでした"), (hanako.Status, hanako.Heading));
        Assert.Contains("今の状態は「取り下げました」です。", hanako.Text, StringComparison.Ordinal);
        Assert.Contains("KC-100", hanako.Text, StringComparison.Ordinal);
        Assert.Equal((ApplicationState.Withdrawn, "KC-1"),
            ((await city.Case(id)).State, AnswersJson.Read((await city.Case(id)).Answers)["model"]));
        var ichiro = await city.SignedIn(ActorKind.Resident, (await city.Person("松山 一郎")).Account);
        Assert.Equal(HttpStatusCode.NotFound, (await ichiro.Open($"{Links.Application(id)}/correct")).Status);
    }

    [Theory, BothDatabases]
    public async Task 直して送った画面をそのまま二度押しても_一度目と同じところへ進む(string database)
    {
        await using var city = await City.Start(database);
        var (_, hanako, id) = await Asked(city);
        await hanako.Open($"{Links.Application(id)}/correct");
        hanako.Fill("型番・品名", "KC-100").Fill("販売店の名前", "清瀬電器 駅前店");
        using (await hanako.Send(hanako.Prepare("直した内容を送る"))) { }
        // The same page once more, as a browser keeps it: pressed as it was it leads on as before.
        await hanako.Late(hanako.Prepare("直した内容を送る"));
        Assert.Equal((HttpStatusCode.OK, Links.Application(id)), (hanako.Status, hanako.Path));
    }

    [Theory, BothDatabases]
    public async Task 直して送ったあとに古い画面で変えたものは_黙って捨てられない(string database)
    {
        await using var city = await City.Start(database);
        var (_, hanako, id) = await Asked(city);
        await hanako.Open($"{Links.Application(id)}/correct");
        hanako.Fill("型番・品名", "KC-100").Fill("販売店の名前", "清瀬電器 駅前店");
        using (await hanako.Send(hanako.Prepare("直した内容を送る"))) { }
        hanako.Fill("型番・品名", "KC-200");
        await hanako.Late(hanako.Prepare("直した内容を送る"));
        Assert.Equal((HttpStatusCode.Conflict, "この画面は古いものでした"), (hanako.Status, hanako.Heading));
        Assert.Contains("今の状態は「直した内容を確認中」です。", hanako.Text, StringComparison.Ordinal);
        Assert.Equal([("型番・品名", "KC-200", "KC-100")], hanako.Page.QuerySelectorAll("main tbody tr")
            .Select(r => (r.Children[0].TextContent.Trim(), r.Children[1].TextContent.Trim(), r.Children[2].TextContent.Trim())));
        Assert.Equal("KC-100", AnswersJson.Read((await city.Case(id)).Answers)["model"]);
        await hanako.Follow("申し込みのページへ");
        Assert.Equal(Links.Application(id), hanako.Path);
    }
}
