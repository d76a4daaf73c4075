using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Keyaki.Kernel;
using Keyaki.Procedures;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Keyaki.Tests.InProcedures;

public sealed class くらしの手続ガイド
{
    /// <summary>Answers what is asked: yes to what has one of these words, else no.</summary>
    internal static Visitor Answer(Visitor visitor, params string[] yes)
    {
        foreach (var asked in visitor.Page.QuerySelectorAll("fieldset legend").Select(e => e.ChildNodes[0].TextContent.Trim()).ToList())
            visitor.Choose($"{asked}/{(Array.Exists(yes, y => asked.Contains(y, StringComparison.Ordinal)) ? "はい" : "いいえ")}");
        return visitor;
    }

    static void Tick(Visitor visitor, params string[] procedures)
    {
        foreach (var box in visitor.Page.QuerySelectorAll<IHtmlInputElement>("input[type=checkbox][name=procedure]"))
            box.IsChecked = procedures.Contains(box.Value);
    }

    static IReadOnlyList<string> Titles(Visitor visitor) =>
        [.. visitor.Page.QuerySelectorAll(".guide > li > h2").Select(h => h.ChildNodes[0].TextContent.Trim())];

    [Theory, BothDatabases]
    public async Task 転入した人は_サインインせずに_トップから答えるだけで_することを順に_期限と持ち物と理由といっしょに見る(string database)
    {
        await using var city = await City.Start(database);
        var visitor = await city.Visitor().Open("/");
        await visitor.Follow("手続ガイドを開く");
        await visitor.Follow("清瀬市に引っ越してきた（転入）");
        Assert.Null(visitor.Page.QuerySelector("fieldset [name=q5]"));
        // Something is missing only once the button was pressed.
        Assert.Null(visitor.Page.QuerySelector("#errors"));
        await visitor.Press("次へ進む");
        Assert.NotNull(visitor.Page.QuerySelector("#errors"));
        await Answer(visitor, "高校3年生", "犬").Press("次へ進む");
        // The child brings two questions; what was answered stands still.
        Assert.NotNull(visitor.Page.QuerySelector("fieldset [name=q5]"));
        Assert.Null(visitor.Page.QuerySelector("#errors"));
        await Answer(visitor, "高校3年生", "犬", "小学校か中学校").Press("次へ進む");
        Assert.Equal(["転入届", "児童手当の認定請求", "子どもの医療費の助成", "転校の手続", "犬の登録の変更", "がん検診"], Titles(visitor));
        Assert.Contains("前の住所を出ると決めた日の翌日から15日以内", visitor.Text, StringComparison.Ordinal);
        Assert.Contains("犬を飼っているため", visitor.Text, StringComparison.Ordinal);
        Assert.Contains("狂犬病予防法4条", visitor.Text, StringComparison.Ordinal);
        Assert.Contains("前の市区町村の鑑札", visitor.Text, StringComparison.Ordinal);
        // Nothing in the address says what was answered about whom.
        Assert.DoesNotMatch("child|dog|abroad|care", visitor.Path.Split('?')[1]);
        await visitor.Follow("答えを変える");
        Assert.NotNull(visitor.Page.QuerySelector("input[name=q9][value=yes][checked]"));
        await visitor.Open("/guide/moving-in?q1=maybe&q77=yes&q5=yes&sent=q1.q2");
        Assert.NotNull(visitor.Page.QuerySelector("#errors"));
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Open("/guide/moon")).Status);
    }

    [Theory, BothDatabases]
    public async Task どのガイドも_三つの言葉で終わりまで進め_日本語だけの文は残らない(string database)
    {
        await using var city = await City.Start(database);
        var visitor = city.Visitor();
        foreach (var guide in city.Services.GetRequiredService<CityProfile>().Files<Guides>().All)
            foreach (var language in new[] { "ja", "easy", "en" })
            {
                var all = string.Join('&', guide.Questions.Select((_, at) => $"q{at + 1}=yes"));
                await visitor.Open($"/guide/{guide.Code}?{all}&lang={language}");
                Assert.Equal(HttpStatusCode.OK, visitor.Status);
                Assert.NotEmpty(Titles(visitor));
                if (language != "en") continue;
                foreach (var text in visitor.Page.QuerySelectorAll(".guide > li > h2, .guide dd:not([lang=ja]) > :not(.section)"))
                    Assert.DoesNotMatch("[ぁ-ん]", text.TextContent);
            }
    }

    [Theory, BothDatabases]
    public async Task 選んだ手続をまとめて始めると_同じことは一度だけ聞き_どの下書きにも入る(string database)
    {
        await using var city = await City.Start(database);
        var visitor = await ApplyTests.Guest(city);
        await visitor.Open("/guide/moving-in");
        await Answer(visitor, "大きなごみ").Press("次へ進む");
        Tick(visitor, "bulky-waste", "cancer-screening");
        await visitor.Press("選んだ手続を、まとめて始める");
        Assert.Equal("選んだ手続を始める", visitor.Heading);
        // The mail of the visit is known; a wish for a day belongs to one of them.
        Assert.DoesNotContain("メールアドレス", visitor.Page.QuerySelector("form.form")?.TextContent ?? "", StringComparison.Ordinal);
        Assert.DoesNotContain("希望", visitor.Page.QuerySelector("form.form")?.TextContent ?? "", StringComparison.Ordinal);
        await visitor.Fill("氏名", "清瀬 次郎").Fill("氏名（フリガナ）", "キヨセ ジロウ").Fill("町名", "中里五丁目").Fill("番地", "1番地")
            .Press("入力を始める");
        Assert.Equal("/my", visitor.Path.Split('?')[0]);
        var drafts = await city.Read(db => db.Set<DraftApplication>().AsNoTracking().OrderBy(d => d.Procedure).ToListAsync());
        drafts = drafts.FindAll(d => d.Answers.Contains("清瀬 次郎", StringComparison.Ordinal));
        Assert.Equal(["bulky-waste", "cancer-screening"], drafts.Select(d => d.Procedure));
        foreach (var draft in drafts)
        {
            var answers = AnswersJson.Read(draft.Answers);
            Assert.Equal(("清瀬 次郎", "キヨセ ジロウ", "中里五丁目", "guest@example.jp"),
                (answers["name"], answers["kana"], answers["address.town"], answers["mail"]));
            Assert.Contains(await city.Read(db => db.Set<JournalEntry>().ToListAsync()),
                e => e.Code == "draft.started" && e.RecordId == draft.Id);
        }
    }

    [Theory, BothDatabases]
    public async Task 引っ越した日は一度だけ聞かれ_出来事からわかる答えといっしょに_どの手続にも入る(string database)
    {
        await using var city = await City.Start(database);
        var hanako = await city.SignedIn(ActorKind.Resident, (await city.Person("清瀬 花子")).Account);
        await city.Carded((await city.Person("清瀬 花子")).Account);
        await hanako.Open("/guide/moving-in");
        await Answer(hanako, "高校3年生", "犬").Press("次へ進む");
        await Answer(hanako, "高校3年生", "犬").Press("次へ進む");
        Tick(hanako, "visit-booking", "child-allowance", "dog-change");
        await hanako.Press("選んだ手続を、まとめて始める");
        await hanako.Fill("引っ越した日/年", "2026").Fill("引っ越した日/月", "11").Fill("引っ越した日/日", "20").Press("入力を始める");
        Assert.Equal("/my", hanako.Path.Split('?')[0]);
        var drafts = await city.Read(db => db.Set<DraftApplication>().AsNoTracking().ToListAsync());
        foreach (var (procedure, why, said, day) in new[] { ("visit-booking", "kind", "in", "moved"),
            ("child-allowance", "reason", "move", "since"), ("dog-change", "what", "came", "since") })
        {
            var answers = AnswersJson.Read(drafts.OrderBy(d => d.StartedAt).Last(d => d.Procedure == procedure).Answers);
            Assert.Equal(said, answers[why]);
            Assert.Contains("2026", string.Join('-', answers.Where(a => a.Key.StartsWith(day, StringComparison.Ordinal))
                .Select(a => a.Value)), StringComparison.Ordinal);
        }
    }

    [Theory, BothDatabases]
    public async Task アカウントのある人には何も聞かず_一つだけなら入力の画面に進み_ガイドにない手続は始まらない(string database)
    {
        await using var city = await City.Start(database);
        var hanako = await city.SignedIn(ActorKind.Resident, (await city.Person("清瀬 花子")).Account);
        await hanako.Open("/guide/moving-in");
        await Answer(hanako, "大きなごみ").Press("次へ進む");
        Tick(hanako, "bulky-waste");
        await hanako.Press("選んだ手続を、まとめて始める");
        await hanako.Press("入力を始める");
        Assert.StartsWith("/my/drafts/", hanako.Path, StringComparison.Ordinal);
        Assert.Contains("清瀬 花子", hanako.Page.QuerySelector("input[name=name]")?.GetAttribute("value"), StringComparison.Ordinal);
        // Only what the guide leads to can be begun here.
        await hanako.Open("/guide/moving-in/start?q1=no&procedure=compost-subsidy");
        Assert.StartsWith("/guide/moving-in", hanako.Path, StringComparison.Ordinal);
        Assert.DoesNotContain("入力を始める", hanako.Text, StringComparison.Ordinal);
        // Without a proven mail address one is asked to prove it, and comes back.
        var nobody = await city.Visitor().Open("/guide/moving-in/start?q10=yes&procedure=bulky-waste");
        Assert.StartsWith("/sign-in", nobody.Path, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task ガイドの行にオンラインの手続があれば_どれもそこから始められ_下書きができる(string database)
    {
        await using var city = await City.Start(database);
        var account = (await city.Person("清瀬 花子")).Account;
        var hanako = await city.SignedIn(ActorKind.Resident, account);
        // Some of what a guide leads to asks for the card.
        await city.Carded(account);
        var begun = 0;
        foreach (var guide in city.Services.GetRequiredService<CityProfile>().Files<Guides>().All)
            foreach (var entry in guide.Entries.Where(e => e.Procedure is not null))
            {
                var query = Leading(guide, entry);
                await hanako.Open($"/guide/{guide.Code}/start?{query}&procedure={entry.Procedure}");
                Assert.Equal("選んだ手続を始める", hanako.Heading);
                await hanako.Press("入力を始める");
                Assert.StartsWith("/my/drafts/", hanako.Path, StringComparison.Ordinal);
                begun++;
            }
        Assert.True(begun > 25, $"{begun}");
    }

    /// <summary>Answers that lead to this entry, as they stand in an address.</summary>
    static string Leading(Guide guide, GuideEntry entry)
    {
        for (var seed = 0; seed < 2_000; seed++)
        {
            var random = new Random(seed);
            var answers = guide.Questions.Select((_, at) => ($"q{at + 1}", random.Next(2) == 0 ? "yes" : "no")).ToDictionary();
            if (guide.For(guide.Ask(new Language("ja"), answers)).Contains(entry))
                return string.Join('&', answers.Select(a => $"{a.Key}={a.Value}"));
        }
        throw new InvalidOperationException($"{guide.Code} {entry.Code}");
    }

    [Theory, BothDatabases]
    public async Task カードの要る手続は最後になり_ほかの手続はカードがなくても始められる(string database)
    {
        await using var city = await City.Start(database, new Dictionary<string, string?>
        {
            ["Keyaki:Card:Issuer"] = "https://card.example", ["Keyaki:Card:Client"] = "keyaki", ["Keyaki:Card:Secret"] = "practice",
        });
        var hanako = await city.SignedIn(ActorKind.Resident, (await city.Person("清瀬 花子")).Account);
        await hanako.Open("/guide/moving-in");
        await Answer(hanako, "高校3年生", "犬").Press("次へ進む");
        await Answer(hanako, "高校3年生", "犬").Press("次へ進む");
        Assert.Contains("まとめて始めるときは、最後になります", hanako.Text, StringComparison.Ordinal);
        Tick(hanako, "child-allowance", "dog-change", "visit-booking");
        await hanako.Press("選んだ手続を、まとめて始める");
        Assert.Contains("最後に、マイナンバーカードで始めるもの", hanako.Text, StringComparison.Ordinal);
        await hanako.Press("入力を始める");
        Assert.Equal(["dog-change", "visit-booking"], await city.Read(db => db.Set<DraftApplication>().OrderBy(d => d.Procedure)
            .Select(d => d.Procedure).ToListAsync()));
        Assert.StartsWith("/guide/moving-in/start", hanako.Path, StringComparison.Ordinal);
        Assert.Contains("ほかの2件は始めました", hanako.Text, StringComparison.Ordinal);
        Assert.Contains("児童手当の認定請求", hanako.Page.QuerySelector("main")?.TextContent ?? "", StringComparison.Ordinal);
        Assert.DoesNotContain("犬の登録", hanako.Page.QuerySelector("main")?.TextContent ?? "", StringComparison.Ordinal);
        var back = hanako.Path;
        // With the card what waited begins.
        await city.Carded((await city.Person("清瀬 花子")).Account);
        await hanako.Open(back);
        await hanako.Press("入力を始める");
        Assert.Equal(3, await city.Read(db => db.Set<DraftApplication>().CountAsync()));
    }

    [Theory, BothDatabases]
    public async Task カードを確かめられない市では_カードの要る手続は窓口と言われ_ほかの手続を止めない(string database)
    {
        await using var city = await City.Start(database);
        var hanako = await city.SignedIn(ActorKind.Resident, (await city.Person("清瀬 花子")).Account);
        await hanako.Open("/guide/moving-in");
        await Answer(hanako, "高校3年生", "犬").Press("次へ進む");
        await Answer(hanako, "高校3年生", "犬").Press("次へ進む");
        Assert.Null(hanako.Page.QuerySelector("input[name=procedure][value=child-allowance]"));
        Assert.Contains("今は、窓口で受け付けます", hanako.Text, StringComparison.Ordinal);
        var start = hanako.Page.QuerySelector("main form")?.GetAttribute("action");
        var answers = string.Join('&', hanako.Page.QuerySelectorAll("main form input[type=hidden]")
            .Select(i => $"{i.GetAttribute("name")}={i.GetAttribute("value")}"));
        await hanako.Open($"{start}?{answers}&procedure=child-allowance&procedure=dog-change");
        Assert.Contains("窓口で申し込むもの", hanako.Text, StringComparison.Ordinal);
        await hanako.Press("入力を始める");
        Assert.Equal(["dog-change"], await city.Read(db => db.Set<DraftApplication>().Select(d => d.Procedure).ToListAsync()));
    }
}
