using System.Net;
using System.Text;
using Keyaki.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.Pages;

/// <summary>What was typed and sent after the sign-in had ended: whose it is, how much of it, for how long.</summary>
public sealed class HeldTests
{
    const string Form = "/my/account/edit";

    static string[] Kept(City city) => Directory.Exists(Path.Combine(city.Folder, "data", "files", "held"))
        ? Directory.GetFiles(Path.Combine(city.Folder, "data", "files", "held")) : [];

    /// <summary>Posts as a browser does from a page of the house, without following; the address to which the sign-in would lead
    /// back.</summary>
    static async Task<(HttpStatusCode Status, string Back, string Asked)> Send(Visitor visitor, string url, HttpContent content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = content };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        request.Headers.ExpectContinue = true; // so that a refusal is heard before everything is sent
        using var answer = await visitor.Send(request);
        var asked = answer.RequestMessage?.RequestUri ?? new("http://nowhere/");
        return (answer.StatusCode, Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(asked.Query).TryGetValue("back", out var back)
            ? back.ToString() : "", asked.PathAndQuery);
    }

    static FormUrlEncodedContent Fields(params (string Name, string Value)[] fields) =>
        new(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));

    static string Name(Visitor visitor) => visitor.Page.QuerySelector("[name=name]")?.GetAttribute("value") ?? "";

    static async Task<Visitor> Resident(City city, string name) =>
        await city.SignedIn(ActorKind.Resident, (await city.Person(name)).Account);

    static async Task End(City city, Guid account) => await city.Turns.Run(async (_, db, ct) =>
    {
        await OwnAccessRoutes.EndAll(db, account, city.Clock, ct);
        return true;
    });

    [Theory, BothDatabases]
    public async Task 預かった内容は_切れた訪問の本人にだけ_一度だけ戻る(string database)
    {
        await using var city = await City.Start(database);
        var (hanako, _) = await city.Person("清瀬 花子");
        var visitor = await Resident(city, "清瀬 花子");
        await End(city, hanako);
        var (_, back, asked) = await Send(visitor, Form, Fields(("name", "清瀬 はなこ")));
        Assert.Contains("held=", back, StringComparison.Ordinal);
        Assert.Contains("入力した内容は預かっています", (await visitor.Open(asked)).Text, StringComparison.Ordinal);
        // Somebody else with the address, also in that same browser.
        Assert.Equal("松山 一郎", Name(await (await Resident(city, "松山 一郎")).Open(back)));
        Assert.Equal("松山 一郎", Name(await visitor.Visits(ActorKind.Resident,
            await city.Token(ActorKind.Resident, (await city.Person("松山 一郎")).Account, city.Clock)).Open(back)));
        Assert.Contains("預かっていた内容は、もうありません", visitor.Text, StringComparison.Ordinal);
        var again = await Resident(city, "清瀬 花子");
        Assert.Equal("清瀬 はなこ", Name(await again.Open(back)));
        Assert.Contains("預かっていた内容を戻しました", again.Text, StringComparison.Ordinal);
        Assert.Equal("清瀬 花子", Name(await again.Open(back)));
        Assert.Empty(Kept(city));
    }

    [Theory, BothDatabases]
    public async Task 訪問のない人の内容は_同じブラウザーにだけ戻り_職員の画面には入らない(string database)
    {
        await using var city = await City.Start(database);
        var (hanako, _) = await city.Person("清瀬 花子");
        var nobody = city.Visitor();
        var (_, back, _) = await Send(nobody, Form, Fields(("name", "清瀬 はなこ")));
        Assert.Contains("held=", back, StringComparison.Ordinal);
        Assert.Equal("清瀬 花子", Name(await (await Resident(city, "清瀬 花子")).Open(back)));
        Assert.Equal("清瀬 はなこ", Name(await nobody.Visits(ActorKind.Resident, await city.Token(ActorKind.Resident, hanako, city.Clock))
            .Open(back)));

        var note = Contracts.Links.Case(await city.Composter()) + "/note";
        var (_, office, asked) = await Send(city.Visitor(), note, Fields(("text", "だれかの書いたメモ")));
        Assert.Equal(note, office);
        Assert.Contains("預かることもできませんでした", (await city.Visitor().Open(asked)).Text, StringComparison.Ordinal);
        Assert.Empty(Kept(city));
    }

    [Theory, BothDatabases]
    public async Task 預かった内容は1時間で消え_場所が空く(string database)
    {
        await using var city = await City.Start(database);
        var nobody = city.Visitor();
        var (_, back, _) = await Send(nobody, Form, Fields(("name", "清瀬 はなこ")));
        Assert.DoesNotContain("はなこ", Encoding.UTF8.GetString(await File.ReadAllBytesAsync(Assert.Single(Kept(city)))),
            StringComparison.Ordinal);
        city.Clock.Pass(TimeSpan.FromMinutes(61));
        Assert.Equal("清瀬 花子", Name(await nobody.Visits(ActorKind.Resident,
            await city.Token(ActorKind.Resident, (await city.Person("清瀬 花子")).Account, city.Clock)).Open(back)));
        city.Services.GetRequiredService<Held>().Sweep();
        Assert.Empty(Kept(city));
    }

    [Theory, BothDatabases]
    public async Task サインインしていない人は_大きな投稿でもたくさんの投稿でも場所をふさげない(string database)
    {
        await using var city = await City.Start(database);
        var big = Fields([.. Enumerable.Range(0, 15).Select(i => ($"name{i}", new string('x', 4 * 1024 * 1024)))]);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await Send(city.Visitor(), Form, big)).Status);
        var parts = new MultipartFormDataContent();
        for (var i = 0; i < 15; i++) parts.Add(new StringContent(new string('x', 4 * 1024 * 1024)), $"name{i}");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await Send(city.Visitor(), Form, parts)).Status);
        // Also before the sign-in page reads it.
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge,
            (await Send(city.Visitor(), "/sign-in", Fields(("mail", new string('x', 4 * 1024 * 1024))))).Status);
        Assert.Empty(Kept(city));
        var backs = new List<string>();
        for (var i = 0; i < 8; i++) backs.Add((await Send(city.Visitor(), Form, Fields(("name", $"{i}番目")))).Back);
        Assert.Equal(5, backs.Count(b => b.Contains("held=", StringComparison.Ordinal)));
        Assert.Equal(5, Kept(city).Length);
        // Who was really signed in is not kept out by them, and keeps the newest.
        var (hanako, _) = await city.Person("清瀬 花子");
        var visitor = await Resident(city, "清瀬 花子");
        await End(city, hanako);
        var last = "";
        for (var i = 0; i < 8; i++) last = (await Send(visitor, Form, Fields(("name", $"清瀬 {i}")))).Back;
        Assert.Equal(10, Kept(city).Length);
        Assert.Equal("清瀬 7", Name(await (await Resident(city, "清瀬 花子")).Open(last)));
    }

    [Theory, BothDatabases]
    public async Task ファイルと一緒に送った内容は_文だけを預かる(string database)
    {
        await using var city = await City.Start(database);
        var (hanako, _) = await city.Person("清瀬 花子");
        var visitor = await Resident(city, "清瀬 花子");
        await visitor.Open("/procedures/compost-subsidy/apply");
        await visitor.Press("入力を始める");
        await visitor.Press("次へ");
        var page = visitor.Path;
        await End(city, hanako);
        var parts = new MultipartFormDataContent { { new StringContent("けやき電機", Encoding.UTF8), "maker" },
            { new ByteArrayContent(new byte[3 * 1024 * 1024]), "receipt.upload", "ryoshu.pdf" } };
        var (_, back, _) = await Send(visitor, page, parts);
        Assert.InRange(new FileInfo(Assert.Single(Kept(city))).Length, 1, 2000);
        var again = await Resident(city, "清瀬 花子");
        await again.Open(back);
        Assert.Equal("けやき電機", again.Page.QuerySelector("[name=maker]")?.GetAttribute("value"));
    }
}
