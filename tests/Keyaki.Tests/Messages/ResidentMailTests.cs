using System.Text.RegularExpressions;
using Keyaki.Kernel;
using Keyaki.Messages;
using Keyaki.Procedures;
using Keyaki.Tests.Rules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.InMessages;

/// <summary>What the city writes to a resident, in the language that they used.</summary>
public sealed partial class ResidentMailTests
{
    static readonly string Below = "日本語 / Japanese";

    /// <summary>A guest who sends a screening in that language, and the mail that says so.</summary>
    static async Task<(Visitor Guest, Application Case, Simulator.Mail Mail)> Received(City city, string language, string button)
    {
        var guest = await ApplyTests.Screening(await ApplyTests.Guest(city));
        await guest.Open(guest.Path + "?lang=" + language);
        await guest.Press(button);
        var found = await ApplyTests.Latest(city, "cancer-screening");
        await city.Settle();
        return (guest, found, city.Simulator.Mails.Mails.Single(m => m.Text.Contains($"{found.Number}", StringComparison.Ordinal)));
    }

    [Theory, BothDatabases]
    public async Task 英語で申し込んだ人へのメールは英語で届き_下に日本語があり_そのあとのメールも英語で届く(string database)
    {
        await using var city = await City.Start(database);
        var (guest, found, mail) = await Received(city, "en", "Send application");
        Assert.StartsWith("Received: ", mail.Subject, StringComparison.Ordinal);
        var (english, japanese) = (mail.Text.Split(Below)[0], mail.Text.Split(Below)[1]);
        foreach (var said in new[] { $"Receipt number: {found.Number}", "Sat 5 December 2026", "Your application is complete.",
            $"my/applications/{found.Id}?lang=en", "Kiyose City" }) Assert.Contains(said, english, StringComparison.Ordinal);
        Assert.Empty(Sentences(english));
        foreach (var said in new[] { $"受付番号：{found.Number}", "12月5日", "申し込みは、これで終わりました。" })
            Assert.Contains(said, japanese, StringComparison.Ordinal);
        Assert.DoesNotContain("cancer", mail.Subject + mail.Text, StringComparison.OrdinalIgnoreCase);

        // An officer or a clock causes the later ones: they have no language of their own.
        await guest.Open($"/my/applications/{found.Id}/withdraw?lang=ja");
        await guest.Press("取り下げる");
        await city.Settle();
        var withdrawn = city.Simulator.Mails.Mails.Single(m => m.Subject.StartsWith("Withdrawn: ", StringComparison.Ordinal));
        Assert.Contains("is withdrawn", withdrawn.Text, StringComparison.Ordinal);
        Assert.Contains("を取り下げました", withdrawn.Text.Split(Below)[1], StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task やさしい日本語で申し込んだ人へのメールはやさしい日本語で_日本語で申し込んだ人へのメールは日本語だけで届く(string database)
    {
        await using var city = await City.Start(database);
        var (_, found, mail) = await Received(city, "easy", "これで もうしこむ");
        Assert.StartsWith("うけつけました：", mail.Subject, StringComparison.Ordinal);
        Assert.Contains($"うけつけ番号：{found.Number}", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("お問い合わせ", mail.Text, StringComparison.Ordinal);
        await using var other = await City.Start(database);
        var plain = (await Received(other, "ja", "この内容で申し込む")).Mail;
        Assert.StartsWith("受け付けました：", plain.Subject, StringComparison.Ordinal);
        Assert.DoesNotContain(Below, plain.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task マイページのお知らせは_画面の言語で読める(string database)
    {
        await using var city = await City.Start(database);
        var (guest, found, _) = await Received(city, "ja", "この内容で申し込む");
        await guest.Open("/my/messages?lang=en");
        await guest.Follow("Received: Check-up of the city");
        Assert.Equal("en", guest.Page.QuerySelector("p.lines")?.GetAttribute("lang"));
        Assert.Contains($"Receipt number: {found.Number}", guest.Page.QuerySelector("p.lines")?.TextContent, StringComparison.Ordinal);
        await guest.Open(guest.Path + "?lang=easy");
        Assert.Contains($"うけつけ番号：{found.Number}", guest.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 英語で支払った人の画面とメールと予定は_何のお金かを英語で言い_町の名前をローマ字で読ませる(string database)
    {
        await using var city = await City.Start(database);
        var guest = await ApplyTests.Guest(city);
        await ApplyTests.Bulky(guest);
        await guest.Open(guest.Path.Split('?')[0] + "?lang=en");
        await guest.Press("Go on to pay");
        string? For(string label) => guest.Page.QuerySelectorAll("dl div")
            .FirstOrDefault(d => d.QuerySelector("dt")?.TextContent.StartsWith(label, StringComparison.Ordinal) == true)?
            .QuerySelector("dd")?.TextContent.Trim();
        Assert.Equal("Bulky waste fee (Bulky waste collection)", For("For"));
        await guest.Open(guest.Path.Split('?')[0] + "?lang=easy");
        Assert.DoesNotMatch("申込|手数料", For("なんの お金"));
        await guest.Open(guest.Path.Split('?')[0] + "?lang=en");
        var found = await PayingTests.Paid(city, guest);
        await guest.Open($"/my/applications/{found.Id}");
        await guest.Open(guest.Page.QuerySelector("a[href$='/receipt']")?.GetAttribute("href") ?? "");
        Assert.StartsWith("Bulky waste fee (Bulky waste collection) ", For("For"), StringComparison.Ordinal);
        await city.Settle();
        var mail = city.Simulator.Mails.Mails.Single(m => m.Subject.StartsWith("Received: ", StringComparison.Ordinal)).Text.Split(Below);
        Assert.Contains("Nakazato 5-chome (中里五丁目) 900番地1", mail[0], StringComparison.Ordinal);
        Assert.DoesNotContain("Nakazato", mail[1], StringComparison.Ordinal);
        var calendar = await (await guest.Raw($"/my/applications/{found.Id}/calendar.ics")).Content.ReadAsStringAsync();
        Assert.Contains("Nakazato 5-chome", calendar.Replace("\r\n ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task アカウントへのメールは_さいごにサインインした言語で届く(string database)
    {
        await using var city = await City.Start(database);
        var account = (await city.Person("清瀬 花子")).Account;
        async Task<Simulator.Mail> Changed()
        {
            await city.Turns.Run(async (services, db, ct) =>
            {
                await services.GetRequiredService<Factors>().Changed(db, ActorKind.Resident, account, FactorNews.PasswordChanged, null, ct);
                return true;
            });
            await city.Settle();
            return city.Simulator.Mails.Mails[0];
        }
        Assert.Equal("パスワードが変わりました", (await Changed()).Subject);
        var visitor = await city.Visitor().Open("/sign-in");
        await visitor.Fill("メールアドレス", "hanako@example.jp").Fill("パスワード", Practice.Password).Press("次へ進む");
        await visitor.Open(visitor.Path + "&lang=en");
        await visitor.Fill("Code", OfficeDoorTests.App(city, "hanako@example.jp")).Press("Sign in");
        var mail = await Changed();
        Assert.Equal("The password was changed", mail.Subject);
        Assert.Contains("パスワードが変わりました", mail.Text.Split(Below)[1], StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 英語で申し込んだ人の控えには_日本語でも同じことが書いてある(string database)
    {
        await using var city = await City.Start(database);
        var (guest, found, _) = await Received(city, "en", "Send application");
        await guest.Open($"/my/applications/{found.Id}/slip");
        Assert.Contains("Receipt number 受付番号", guest.Text, StringComparison.Ordinal);
        Assert.Contains("12月5日", guest.Page.QuerySelector("main div[lang=ja]")?.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("12月5日",
            (await guest.Open($"/my/applications/{found.Id}/slip?lang=ja")).Page.QuerySelector("main div[lang=ja]")?.TextContent ?? "",
            StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 英語で申請した人の決定通知書には_別の頁で英語の説明が付き_結果のメールも英語で届く(string database)
    {
        await using var city = await City.Start(database);
        var (english, japanese) = (await city.Composter(), await city.Composter(model: "KC-2"));
        await city.Turns.Run(async (_, db, ct) => await db.Set<Application>().Where(a => a.Id == english)
            .ExecuteUpdateAsync(a => a.SetProperty(x => x.Reads, Language.English), ct) == 1);
        async Task<string[]> Notice(Guid id)
        {
            await OfficeCases.Proposed(city, id, await city.OfficerId("suzuki"), "kankyo-kacho");
            await OfficeCases.Approve(city, id, "takahashi");
            await city.Settle();
            var suzuki = await city.Officer("suzuki");
            using var letter = await suzuki.Raw($"/office/cases/{id}/letter");
            return PaperTests.Read(await letter.Content.ReadAsByteArrayAsync(), "pdftotext", "-layout", "-")
                .Split('\f', StringSplitOptions.RemoveEmptyEntries);
        }
        var pages = await Notice(english);
        Assert.Equal(2, pages.Length);
        Assert.DoesNotContain("What this paper says", pages[0], StringComparison.Ordinal);
        foreach (var said in new[] { "What this paper says", "Only the Japanese text before it has legal effect",
            "The city has granted it. You will receive 19,900 yen.", "042-492-5111" })
            Assert.Contains(said, string.Join(' ', pages[1].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)),
                StringComparison.Ordinal);
        var mail = city.Simulator.Mails.Mails.Single(m => m.Subject.StartsWith("The result is there: ", StringComparison.Ordinal));
        Assert.Contains("の結果が出ました", mail.Text.Split(Below)[1], StringComparison.Ordinal);
        Assert.Single(await Notice(japanese));
    }

    [Fact]
    public async Task 物語の町で住民に届いたお知らせには_どれにも英語とやさしい日本語がある()
    {
        await using var city = await City.Told(BothDatabases.Sqlite);
        var officers = await city.Read(db => db.Database.SqlQuery<Guid>($"""SELECT "Id" AS "Value" FROM staff_officers""").ToListAsync());
        var told = await city.Read(db => db.Set<InboxMessage>().Where(m => !officers.Contains(m.Account)).ToListAsync());
        Assert.NotEmpty(told);
        Assert.All(told, m => Assert.Empty(Sentences($"{m.EnglishSubject ?? "ない"}\n{m.EnglishText ?? "ない"}")));
        Assert.All(told, m => Assert.False(m.EasyText is null || m.EasyText == m.Text));
    }

    /// <summary>Japanese that is more than a name in an English text: it has several kana, or a full stop.</summary>
    static IEnumerable<string> Sentences(string english) => Japanese().Matches(english).Select(m => m.Value);

    [GeneratedRegex("[^\n]*([ぁ-ん]{2}|。)[^\n]*")]
    private static partial Regex Japanese();
}
