using System.Globalization;
using AngleSharp.Html.Parser;
using Keyaki.Kernel;
using Keyaki.Procedures;
using Keyaki.Ui;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Keyaki.Tests.InProcedures;

/// <summary>A place in the city on the pages of a report, without scripting; and an answer that takes others away.</summary>
public sealed class PlacePageTests
{
    static async Task<Visitor> Report(City city)
    {
        var somebody = await city.Visitor().Open("/procedures/road-report");
        return await somebody.Press("申し込みへ進む");
    }

    static async Task<string?> Policy(Visitor visitor, string url)
    {
        using var answer = await visitor.Raw(url);
        return answer.Headers.TryGetValues("Permissions-Policy", out var said) ? string.Join(',', said) : null;
    }

    [Theory, BothDatabases]
    public async Task 地図を押すだけで点と町が決まり_そのまま送られ_職員には点と町が見える(string database)
    {
        await using var city = await City.Start(database);
        var somebody = await Report(city);
        var map = city.Services.GetRequiredService<CityProfile>().Files<CityMaps>().Towns ?? throw new InvalidOperationException();
        var (x, y) = map.On(map.PointOf("野塩三丁目") ?? default);
        somebody.Fill("不具合の種類", "穴・ひび割れ・陥没").Fill("様子", "穴があります").Choose("今すぐ危ないですか/いいえ");
        using var tap = somebody.Prepare("次へ");
        foreach (var (name, at) in new[] { ("place.large.x", x), ("place.large.y", y) })
            Assert.IsType<MultipartFormDataContent>(tap.Content)
                .Add(new StringContent(Math.Round(at * 560 / TownMap.Width).ToString(CultureInfo.InvariantCulture)), name);
        using var shown = await somebody.Send(tap);
        var page = new HtmlParser().ParseDocument(await shown.Content.ReadAsStringAsync());
        Assert.Equal("野塩三丁目", page.QuerySelector(".chosen strong")?.TextContent);
        Assert.Equal("野塩三丁目", page.QuerySelector("option[selected][value]:not([value=''])")?.GetAttribute("value"));
        Assert.Null(page.QuerySelector("#errors"));
        // What was typed beside the picture is still there, and goes on as it was shown.
        Assert.Contains("穴があります", page.Body?.TextContent ?? "", StringComparison.Ordinal);
        await somebody.Open(shown.RequestMessage?.RequestUri?.PathAndQuery ?? "");
        await somebody.Press("次へ");
        await (await somebody.Press("確認画面へ進む")).Press("この内容で申し込む");
        var found = await city.Read(db => db.Set<Application>().SingleAsync(a => a.Procedure == "road-report"));
        var answers = AnswersJson.Read(found.Answers);
        Assert.Equal(["place.lat", "place.lon", "place.town"],
            answers.Keys.Where(k => k.StartsWith("place", StringComparison.Ordinal)).Order());
        Assert.Equal("野塩三丁目", map.TownAt(new(double.Parse(answers["place.lat"], CultureInfo.InvariantCulture),
            double.Parse(answers["place.lon"], CultureInfo.InvariantCulture))));
    }

    [Theory, BothDatabases]
    public async Task 端末の場所を聞けるのは_場所を聞く画面だけである(string database)
    {
        await using var city = await City.Start(database);
        var somebody = await Report(city);
        Assert.Equal(PlaceKind.Policy, await Policy(somebody, somebody.Path));
        foreach (var other in new[] { "/", "/procedures/road-report", "/my" })
            Assert.Equal("geolocation=(), camera=(), microphone=()", await Policy(somebody, other));
    }

    [Theory, BothDatabases]
    public async Task 答えを変えてほかの答えが消えるときは_先に聞かれ_消すと決めた答えは残らない(string database)
    {
        await using var city = await City.Start(database);
        var guest = await ApplyTests.Guest(city);
        await guest.Open("/procedures/bulky-waste");
        await guest.Press("申し込みへ進む");
        var id = Guid.Parse(guest.Path.Split('/')[3]);
        await city.Turns.Run(async (_, db, ct) =>
        {
            var draft = await db.Set<DraftApplication>().AsTracking().SingleAsync(d => d.Id == id, ct);
            var typed = AnswersJson.Read(draft.Answers);
            foreach (var (name, said) in new[] { ("address.town", "中里五丁目"), ("address.street", "1番地"), ("housing", "apartment"),
                ("placeApartment", "other"), ("placeNote", "裏門のよこ"), ("assistance", "no") }) typed[name] = said;
            draft.Answers = AnswersJson.Write(typed);
            return true;
        });
        async Task<Dictionary<string, string>> Answers() =>
            AnswersJson.Read((await city.Read(db => db.Set<DraftApplication>().AsNoTracking().SingleAsync(d => d.Id == id))).Answers);
        var house = city.Services.GetRequiredService<CityProfile>().Files<Definitions>().All.Last(v => v.Code == "bulky-waste").Definition
            .Find("housing")?.Options.Single(o => o.Code == "house").Label.Ja;
        await guest.Open($"/my/drafts/{id}/2");
        await guest.Choose($"建物の種類/{house}").Press("次へ");
        foreach (var words in new[] { "この答えにすると、次の答えは消えます", "置く場所", "裏門のよこ" })
            Assert.Contains(words, guest.Page.QuerySelector(".banner")?.TextContent ?? "", StringComparison.Ordinal);
        // Until somebody agrees nothing has changed.
        Assert.Equal("apartment", (await Answers())["housing"]);
        await guest.Follow("元の答えのままにする");
        Assert.Null(guest.Page.QuerySelector("[name=_gone]"));
        Assert.NotNull(guest.Page.QuerySelector("input[name=housing][value=apartment][checked]"));

        await guest.Choose($"建物の種類/{house}").Press("次へ");
        await guest.Press("この答えにして、消す");
        var kept = await Answers();
        Assert.Equal("house", kept["housing"]);
        Assert.DoesNotContain(kept.Keys, key => key is "placeApartment" or "placeNote");
        Assert.Null(guest.Page.QuerySelector("[name=_gone]"));
    }
}
