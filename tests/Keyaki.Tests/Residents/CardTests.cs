using System.Net;
using Keyaki.Kernel;
using Keyaki.Procedures;
using Keyaki.Residents;
using Keyaki.Tests.Pages;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Tests.InResidents;

/// <summary>Sign-in by card, against a real provider.</summary>
public sealed class CardTests
{
    const string Mine = "/my/account";

    static async Task<City> Start(string database, Cards? cards = null) =>
        await City.Start(database, (cards ?? await Cards.Shared).Settings);

    static async Task<Visitor> As(City city, string name) => await city.SignedIn(ActorKind.Resident, (await city.Person(name)).Account);

    /// <summary>Holds up a card, on the page of the provider.</summary>
    static Task<Visitor> Hold(Visitor visitor, string card) => visitor.Press($"、{card}）");

    /// <summary>From the account page to the end: the card opens this account from now on.</summary>
    static async Task<Visitor> Tie(Visitor visitor, string card)
    {
        await (await visitor.Open(Mine)).Follow("マイナンバーカードで確かめる");
        await Hold(visitor, card);
        await visitor.Fill("今のパスワード", Practice.Password).Press("確認して進む");
        return await visitor.Press("このアカウントと結び付ける");
    }

    static Task<int> Noted(City city, string code, string fact = "") =>
        city.Read(db => db.Set<JournalEntry>().CountAsync(e => e.Code == code && e.Facts.Contains(fact)));

    [Theory, BothDatabases]
    public async Task カードの4つの事項が一人に決まれば結び付き_次からカードだけで元の画面へ入れる(string database)
    {
        await using var city = await Start(database);
        var ichiro = await Tie(await As(city, "松山 一郎"), "ichiro");
        Assert.Equal(Mine, ichiro.Path);
        Assert.Contains("確認済み", ichiro.Text, StringComparison.Ordinal);
        var (_, person) = await city.Person("松山 一郎");
        var link = await city.Read(db => db.Set<AccountLink>().SingleAsync(l => l.Person == person && l.EndedAt == null));
        Assert.Equal((IdentityDocument.MyNumberCard, null), (link.Seen, link.By));
        Assert.Equal((1, 1), (await Noted(city, "residents.card-tied"), await Noted(city, "residents.card-linked")));
        await city.Settle();
        Assert.Contains(city.Simulator.Mails.Mails, m => m.Subject.Contains("カードでのサインインが登録されました",
            StringComparison.Ordinal));

        var again = await city.Visitor().Open("/my/journal");
        await Hold(await again.Follow("マイナンバーカードでサインインする"), "ichiro");
        Assert.Equal("/my/journal", again.Path);
        Assert.Equal(1, await Noted(city, "residents.signed-in", "\"card\""));
        // Neither the provider's word for the person nor what the card says stands anywhere in the open.
        Assert.All(await city.Read(db => db.Set<CardTie>().ToListAsync()), t => Assert.Null(t.SealedFacts));

        await again.Open(Mine);
        await again.Press("カードでのサインインをやめる");
        await again.Fill("今のパスワード", Practice.Password).Press("確認して進む");
        await again.Press("カードでのサインインをやめる");
        Assert.Contains("マイナンバーカードで確かめる", again.Text, StringComparison.Ordinal);
        await Hold(await (await city.Visitor().Open("/sign-in")).Follow("マイナンバーカードでサインインする"), "ichiro");
        Assert.Equal(0, await city.Read(db => db.Set<CardTie>().CountAsync()));
    }

    [Theory, BothDatabases]
    public async Task アカウントのない人は_カードで確かめてからアカウントを作り_そのまま結び付く(string database)
    {
        await using var city = await Start(database);
        var yoko = await city.Visitor().Open("/sign-in?back=/my/account");
        await Hold(await yoko.Follow("マイナンバーカードでサインインする"), "yoko");
        Assert.Equal("カードで確かめました", yoko.Heading);
        await yoko.Follow("利用者アカウントを作る");
        await yoko.Fill("メールアドレス", "yoko@example.jp").Press("確認コードを送る");
        await yoko.Fill("確認コード", await ResidentDoorTests.Mailed(city, "yoko@example.jp")).Press("確認する");
        // What the card says is there already.
        Assert.Equal("松山 陽子", yoko.Page.QuerySelector("input[name=name]")?.GetAttribute("value"));
        await yoko.Fill("お名前のフリガナ", "マツヤマ ヨウコ").Fill("住所/郵便番号", "2040022").Fill("住所/都道府県",
            "東京都清瀬市松山二丁目")
            .Fill("住所/番地", "800番地5").Fill("パスワード", "kiyose-no-sora-1").Fill("パスワード（もう一度）",
                "kiyose-no-sora-1").Press("登録する");
        await yoko.Open("/my/account/card");
        await yoko.Press("このアカウントと結び付ける");
        Assert.Contains("確認済み", yoko.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 一人に決まらなければ職員を待ち_職員が見比べて結び付けるか_理由を知らせて断る(string database)
    {
        await using var city = await Start(database);
        var minoru = await Tie(await As(city, "清戸 実"), "minoru");
        Assert.Contains("職員が住民の記録と見比べています", minoru.Text, StringComparison.Ordinal);
        var ichiro = await Tie(await As(city, "松山 一郎"), "ichiro-moved");
        Assert.DoesNotContain("確認済み", ichiro.Text, StringComparison.Ordinal);

        var tanaka = await (await city.Officer("tanaka")).Open("/office");
        Assert.Contains("カードで確かめた方と住民の照合", tanaka.Text, StringComparison.Ordinal);
        await (await tanaka.Open("/office/cards")).Follow("清戸 実");
        Assert.Equal(2, tanaka.Page.QuerySelectorAll("table a[href*='/office/cards/']").Length);
        await tanaka.Follow("清戸 実");
        Assert.Contains("中清戸三丁目300番地4", tanaka.Text, StringComparison.Ordinal);
        await tanaka.Press("この住民と結び付ける");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, tanaka.Status);
        await tanaka.Choose("ご本人に電話などで確かめた").Press("この住民と結び付ける");
        Assert.Equal("/office/cards", tanaka.Path);
        Assert.Contains("確認済み", (await minoru.Open(Mine)).Text, StringComparison.Ordinal);

        await tanaka.Follow("松山 一郎");
        Assert.Contains("東久留米市", tanaka.Text, StringComparison.Ordinal);
        await tanaka.Choose("カードの記載が古い").Press("結び付けないことにする");
        Assert.Contains("照合を待っている方はいません", tanaka.Text, StringComparison.Ordinal);
        Assert.Contains("カードの記載を直してから", (await ichiro.Open(Mine)).Text, StringComparison.Ordinal);
        await city.Settle();
        Assert.Equal(2, city.Simulator.Mails.Mails.Count(m => m.Subject.Contains("カードでの本人確認について", StringComparison.Ordinal)));
        Assert.True(await Noted(city, "residents.card-seen") >= 3 && await Noted(city, "residents.card-list") >= 1);
        Assert.Equal((1, 1), (await Noted(city, "residents.card-compared", "Asked"), await Noted(city, "residents.card-refused",
            "CardOutOfDate")));
        // What the cards said is gone; the same card says nothing new, and enters the account all the same.
        Assert.All(await city.Read(db => db.Set<CardTie>().ToListAsync()), t => Assert.Null(t.SealedFacts));
        var again = await city.Visitor().Open("/sign-in?back=/my/account");
        await Hold(await again.Follow("マイナンバーカードでサインインする"), "ichiro-moved");
        Assert.Contains("松山 一郎", again.Text, StringComparison.Ordinal);
        Assert.Equal(0, await city.Read(db => db.Set<CardTie>().CountAsync(t => t.WaitsSince != null)));
        Assert.Equal(HttpStatusCode.Forbidden, (await (await city.Officer("suzuki")).Open("/office/cards")).Status);
    }

    [Theory, BothDatabases]
    public async Task ほかの人のカードや_ほかのアカウントのカードは結び付かない(string database)
    {
        await using var city = await Start(database);
        await Tie(await As(city, "清瀬 花子"), "hanako");
        var ichiro = await As(city, "松山 一郎");
        await Hold(await (await ichiro.Open(Mine)).Follow("マイナンバーカードで確かめる"), "hanako");
        Assert.Equal("別のアカウントのカードです", ichiro.Heading);
        await Hold(await (await ichiro.Open(Mine)).Follow("マイナンバーカードで確かめる"), "yoko");
        await ichiro.Fill("今のパスワード", Practice.Password).Press("確認して進む");
        Assert.Contains("生年月日が、アカウントの登録と違います", ichiro.Text, StringComparison.Ordinal);
        Assert.Equal(1, await city.Read(db => db.Set<CardTie>().CountAsync()));
    }

    [Fact]
    public async Task 提供者のないまちに_カードのボタンはない()
    {
        await using var city = await City.Start(BothDatabases.Sqlite);
        Assert.DoesNotContain("マイナンバーカードでサインイン", (await city.Visitor().Open("/sign-in")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("マイナンバーカードで確かめる", (await (await As(city, "松山 一郎")).Open(Mine)).Text,
            StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await city.Visitor().Open("/sign-in/card")).Status);
        Assert.Contains("オンラインでは確かめられません", (await city.Visitor().Open("/sign-in/card/need")).Text, StringComparison.Ordinal);
    }

    /// <summary>Goes to the provider and holds up the card, and stops before the way back is taken: that address, to be tampered
    /// with.</summary>
    static async Task<(Visitor Visitor, string Way)> Before(City city, Cards cards, string card, Func<string, string>? there = null)
    {
        var visitor = new Visitor(city.Address, follows: false);
        var way = (await visitor.Raw("/sign-in/card?back=/my/account")).Headers.Location?.ToString() ?? "";
        Assert.StartsWith(cards.Issuer, way, StringComparison.Ordinal);
        foreach (var asked in new[] { "code_challenge_method=S256", "acr_values=aal3", "scope=openid%20name%20address%20birthdate%20gender",
            "nonce=", "state=" }) Assert.Contains(asked, way.Replace('+', ' ').Replace(" ", "%20", StringComparison.Ordinal),
                StringComparison.Ordinal);
        way = there?.Invoke(way) ?? way;
        async Task<string> On(HttpResponseMessage response) =>
            new Uri(new Uri(cards.Issuer), response.Headers.Location ?? throw new InvalidOperationException(await response.Content
                .ReadAsStringAsync())).ToString();
        way = await On(await visitor.Raw(way));
        await visitor.Open(way);
        way = await On(await visitor.Send(visitor.Prepare($"、{card}）")));
        while (!way.StartsWith(city.Address.ToString(), StringComparison.Ordinal)) way = await On(await visitor.Raw(way));
        return (visitor, way);
    }

    static string Other(string way, string name) =>
        System.Text.RegularExpressions.Regex.Replace(way, $"(?<=[?&]{name}=)[^&]+", "another");

    [Theory, BothDatabases]
    public async Task 返事が本物でなければ入れず_言って記録し_元の画面への道は残る(string database)
    {
        await using var city = await Start(database);
        var cards = await Cards.Shared;
        await Tie(await As(city, "清瀬 花子"), "hanako");
        async Task Refused(Visitor visitor, string way)
        {
            await visitor.Open(way);
            Assert.Equal((HttpStatusCode.UnprocessableEntity, "カードで確かめられませんでした"), (visitor.Status, visitor.Heading));
            Assert.Contains("入力した内容は失われていません", visitor.Text, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.Redirect, (await visitor.Raw(Mine)).StatusCode);
        }
        var before = await Noted(city, "residents.sign-in-refused", "wrong");

        // Another browser's, or nobody's, way; the answer of another provider.
        var (visitor, way) = await Before(city, cards, "hanako");
        await Refused(visitor, Other(way, "state"));
        await Refused(visitor, Other(way, "iss"));
        await Refused(new Visitor(city.Address, follows: false), way);
        // The nonce in the token is not the one that this browser was given.
        (visitor, way) = await Before(city, cards, "hanako", there: w => Other(w, "nonce"));
        await Refused(visitor, way);
        Assert.Contains("back=%2Fmy%2Faccount", visitor.Page.QuerySelector("a.button-main")?.GetAttribute("href"),
            StringComparison.Ordinal);
        // A code is good once: neither this browser nor one with copied cookies enters a second time.
        (visitor, way) = await Before(city, cards, "hanako");
        var copy = visitor.Copy();
        Assert.Equal(HttpStatusCode.SeeOther, (await visitor.Raw(way)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await visitor.Raw(Mine)).StatusCode);
        await Refused(copy, way);
        Assert.Equal(before + 5, await Noted(city, "residents.sign-in-refused", "wrong"));
        Assert.Equal(1, await Noted(city, "residents.signed-in", "\"card\""));
    }

    [Fact]
    public async Task 鍵が替わっても入れ_終わった札とカードを求めない確認は断る()
    {
        using var cards = await Cards.Open();
        using var late = await Cards.Open();
        var city = await Start(BothDatabases.Sqlite, cards);
        await Tie(await As(city, "清瀬 花子"), "hanako");
        async Task<Visitor> Enter() => await Hold(await (await city.Visitor().Open("/sign-in?back=/my/account"))
            .Follow("マイナンバーカードでサインインする"), "hanako");
        await cards.Now("rotate");
        city.Clock.Pass(TimeSpan.FromSeconds(11));
        Assert.Equal(Mine, (await Enter()).Path);
        await cards.Now("unsure");
        Assert.Equal("カードで確かめられませんでした", (await Enter()).Heading);
        await late.Now("late");
        city = await city.Restart(late.Settings);
        Assert.Equal("カードで確かめられませんでした", (await Enter()).Heading);
        city = await city.Restart(Cards.Told(late.Issuer.Replace("127.0.0.1", "localhost", StringComparison.Ordinal)));
        Assert.Equal("カードで確かめられませんでした", (await city.Visitor().Open("/sign-in/card")).Heading);
        await city.DisposeAsync();
    }

    /// <summary>A city in which the trial procedure asks for the card.</summary>
    static DirectoryInfo Asking()
    {
        var folder = KindsTrial.Make();
        var file = Path.Combine(folder.FullName, "procedures", "kinds-trial.json");
        File.WriteAllText(file, File.ReadAllText(file).Replace("\"identity\": \"none\"", "\"identity\": \"card\"",
            StringComparison.Ordinal));
        return folder;
    }

    [Theory, BothDatabases]
    public async Task カードを求める手続は_カードで確かめた人だけが進め_書いたものは残り_そこへ戻る(string database)
    {
        var folder = Asking();
        try
        {
            Dictionary<string, string?> With(Dictionary<string, string?> card) => new(card) { ["Keyaki:City"] = folder.FullName };
            var city = await City.Start(database, With((await Cards.Shared).Settings));
            await Tie(await As(city, "松山 一郎"), "ichiro");

            // Signed in by password: to the card, and back to where they were.
            var ichiro = await (await As(city, "松山 一郎")).Open("/procedures/kinds-trial");
            await ichiro.Follow("申し込みへ進む");
            Assert.Equal("カードでの本人確認が必要です", ichiro.Heading);
            await Hold(await ichiro.Follow("マイナンバーカードで確かめる"), "ichiro");
            Assert.Equal("/procedures/kinds-trial/apply", ichiro.Path);
            await ichiro.Press("入力を始める");
            var page = ichiro.Path;
            await ichiro.Fill("生まれた日/年", "1972").Fill("生まれた日/月", "9").Fill("生まれた日/日", "30").Fill("使う時間",
                "3").Press("次へ");

            // Another visit without the card does not see what is in it, and comes back to it with the card.
            var later = await (await As(city, "松山 一郎")).Open(page);
            Assert.Equal("カードでの本人確認が必要です", later.Heading);
            Assert.Equal("カードでの本人確認が必要です", (await (await As(city, "松山 一郎")).Open(page[..^1] + "check")).Heading);
            await Hold(await later.Follow("マイナンバーカードで確かめる"), "ichiro");
            Assert.Equal(page, later.Path);
            Assert.Equal("3", later.Page.QuerySelector("input[name=hours]")?.GetAttribute("value"));

            // Nobody answers there: it is said, nothing is lost, and another day it goes on.
            city = await city.Restart(With(Cards.Told("http://127.0.0.1:9")));
            later = await (await As(city, "松山 一郎")).Open(page);
            await later.Follow("マイナンバーカードで確かめる");
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "カードの確認サービスにつながりません"), (later.Status, later.Heading));
            Assert.Equal(1, await Noted(city, "residents.sign-in-refused", "down"));
            city = await city.Restart(With((await Cards.Shared).Settings));
            later = await (await As(city, "松山 一郎")).Open(page);
            await (await later.Follow("マイナンバーカードで確かめる")).Press("やめる");
            Assert.Equal("マイナンバーカードでの確認をやめました", later.Heading);
            await later.Follow("戻る");
            await Hold(await later.Follow("マイナンバーカードで確かめる"), "ichiro");
            Assert.Equal("3", later.Page.QuerySelector("input[name=hours]")?.GetAttribute("value"));
            await (await later.Press("次へ")).Choose("使う決まり/上の文に同意します").Press("確認画面へ進む");
            await later.Press("この内容で申し込む");
            Assert.Equal((await city.Person("松山 一郎")).Person,
                (await city.Read(db => db.Set<Application>().SingleAsync(a => a.Procedure == "kinds-trial"))).Person);
            await city.DisposeAsync();
        }
        finally { folder.Delete(recursive: true); }
    }
}
