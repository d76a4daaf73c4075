using System.Net;
using System.Text.RegularExpressions;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Payments;
using Keyaki.Residents;
using Keyaki.Tests.Pages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.Kits;

/// <summary>手紙: 小林さん prints reminders, counts them, posts them, and looks after one that comes back.</summary>
public sealed partial class LetterTests
{
    [GeneratedRegex("/office/letters/batches/[0-9a-f-]{36}")]
    private static partial Regex Batch();

    [Theory, BothDatabases]
    public async Task 手紙は束で印刷され_数えて差し出され_戻ったものは住所を直して送り直される(string database)
    {
        await using var city = await City.Start(database);
        await Write(city, ("秋津 太郎", "〒204-0021 東京都清瀬市元町1-1-1"), ("秋津 花", "中里五丁目900番地1"), ("秋津 次郎", ""));
        await Write(city, ("秋津 太郎", "〒204-0021 東京都清瀬市元町1-1-1"));
        Assert.Equal(3, await city.Read(db => db.Set<PaperLetter>().CountAsync()));
        var kept = await city.Read(db => db.Set<PaperLetter>().Select(l => l.SealedContent).ToListAsync());
        Assert.DoesNotContain("秋津", string.Concat(kept), StringComparison.Ordinal);

        var kobayashi = await (await city.Officer("kobayashi")).Open(ListLetters.Url);
        Assert.Contains("3通", kobayashi.Text, StringComparison.Ordinal);
        await kobayashi.Press("印刷の束を作る");
        var batch = kobayashi.Path;
        Assert.Matches(Batch(), batch);
        await Until(city, db => db.Set<PrintBatch>().AnyAsync(b => b.Hash != null));
        await kobayashi.Open(batch);
        Assert.Contains("手で直してから出す手紙が1通あります", kobayashi.Text, StringComparison.Ordinal);
        Assert.Contains("送付先がありません", kobayashi.Text, StringComparison.Ordinal);
        // By postal code; what needs a hand is last.
        Assert.Equal(["2040003", "2040021", ""], await city.Read(db => db.Set<PaperLetter>().OrderBy(l => l.Number).Select(l => l.Postal)
            .ToListAsync()));

        var all = await Paper(kobayashi, batch + "/print.pdf?from=1&to=2");
        Assert.Contains("秋津花様", all, StringComparison.Ordinal);
        Assert.Contains("〒204-0003清瀬市中里五丁目900番地1", all, StringComparison.Ordinal); // as the register has it: the town alone
        Assert.Contains("督促状令和8年度-1-2", all, StringComparison.Ordinal);
        var again = await Paper(kobayashi, batch + "/print.pdf?from=2&to=2");
        Assert.DoesNotContain("秋津花様", again, StringComparison.Ordinal);
        Assert.Contains("督促状令和8年度-1-2", again, StringComparison.Ordinal);
        await kobayashi.Open(batch + "/print.pdf?from=9&to=9");
        Assert.Equal(HttpStatusCode.NotFound, kobayashi.Status);
        Assert.Equal(2, await city.Read(db => db.Set<JournalEntry>().CountAsync(e => e.Code == "letters.printed")));

        await kobayashi.Open(batch + "/letter?number=3");
        await kobayashi.Follow("この手紙を出さない");
        await kobayashi.Fill("出さない理由", "住所が分からないので訪ねる").Press("出さないことにする");
        Assert.Contains("出さないことにした", kobayashi.Text, StringComparison.Ordinal);
        await kobayashi.Open(batch);
        await kobayashi.Follow("数えて、差し出したことを記録する");
        await kobayashi.Fill("数えた封筒の数", "3").Press("差し出したことを記録する");
        Assert.Contains("出す数（2通）と違います", kobayashi.Text, StringComparison.Ordinal);
        await kobayashi.Fill("数えた封筒の数", "2").Press("差し出したことを記録する");
        Assert.Contains("差し出した", kobayashi.Text, StringComparison.Ordinal);
        await kobayashi.Open(batch + "/post");
        await kobayashi.Fill("数えた封筒の数", "0").Press("差し出したことを記録する");
        Assert.Contains("もう差し出してあります", kobayashi.Text, StringComparison.Ordinal);

        await kobayashi.Open(batch + "/letter?number=1");
        await kobayashi.Follow("戻ってきたことを記録する");
        await kobayashi.Choose("あて所に尋ねあたらない").Press("記録する");
        await kobayashi.Follow("扱いを決める");
        await kobayashi.Choose("住所を直して送り直す").Fill("調べたことと理由", "住民票で転居を確かめた").Press("扱いを決める");
        Assert.Contains("新しい住所を入力してください", kobayashi.Text, StringComparison.Ordinal);
        await kobayashi.Fill("新しい郵便番号", "204-0022").Fill("新しい住所", "清瀬市松山1-2-3").Press("扱いを決める");
        Assert.Contains("清瀬市松山1-2-3", kobayashi.Text, StringComparison.Ordinal);
        Assert.Contains("印刷を待っている", kobayashi.Text, StringComparison.Ordinal);
        Assert.Equal([LetterState.SentAgain, LetterState.Posted, LetterState.Dropped, LetterState.Waiting],
            await city.Read(db => db.Set<PaperLetter>().OrderBy(l => l.Number == null).ThenBy(l => l.Number).Select(l => l.State)
                .ToListAsync()));
        await TaskCheck.Agrees(city);
    }

    [Theory, BothDatabases]
    public async Task ほかの課の手紙と束は_番号を知っていても無いものとして扱われる(string database)
    {
        await using var city = await City.Start(database);
        await Write(city, ("秋津 太郎", "〒204-0021 清瀬市元町1-1-1"));
        var kobayashi = await (await city.Officer("kobayashi")).Open(ListLetters.Url);
        await kobayashi.Press("印刷の束を作る");
        var (batch, letter) = (kobayashi.Path, await city.Read(db => db.Set<PaperLetter>().Select(l => l.Id).SingleAsync()));
        var other = await city.Officer("sato");
        foreach (var url in new[]
        {
            batch, batch + "/print.pdf?from=1&to=1", batch + "/post", ShowLetter.Url(letter), ShowLetter.Url(letter) + ".pdf",
            ShowLetter.Url(letter) + "/drop",
        })
            Assert.Equal(HttpStatusCode.NotFound, (await other.Open(url)).Status);
        await kobayashi.Open(ListLetters.Url);
        Assert.Contains("印刷を待っている手紙はありません", kobayashi.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 支援措置の方への手紙は別の山に入り_住所を見てよい職員だけが印刷して差し出す(string database)
    {
        await using var city = await City.Start(database);
        var kept = await city.Read(db => (from o in db.Set<ProtectionOrder>() join p in db.Set<Person>() on o.Person equals p.Id
                                          join h in db.Set<Household>() on p.Household equals h.Id
                                          select new { Person = p, Home = h }).FirstAsync());
        var other = await city.Read(db => (from p in db.Set<Person>() join h in db.Set<Household>() on p.Household equals h.Id
                                           where p.Name == "松山 一郎" select new { Person = p, Home = h }).SingleAsync());
        // Nobody wrote where they live: the register knows.
        await Write(city, (kept.Person.Name, "", kept.Person.Id), ("松山 一郎", "", other.Person.Id));
        var kobayashi = await (await city.Officer("kobayashi")).Open(ListLetters.Url);
        await kobayashi.Press("印刷の束を作る");
        var batch = kobayashi.Path;
        await Until(city, db => db.Set<PrintBatch>().AnyAsync(b => b.Hash != null));
        var all = await Paper(kobayashi, batch + "/print.pdf?from=1&to=9");
        Assert.Contains("松山一郎様", all, StringComparison.Ordinal);
        Assert.Contains(other.Home.Street, all, StringComparison.Ordinal);
        Assert.DoesNotContain(kept.Home.Street, all, StringComparison.Ordinal);
        var letter = await city.Read(db => db.Set<PaperLetter>().Where(l => l.Guarded).Select(l => l.Id).SingleAsync());
        Assert.DoesNotContain("支援措置", (await kobayashi.Open(ListLetters.Url)).Text, StringComparison.Ordinal);
        foreach (var url in new[] { ShowLetter.Url(letter), ShowLetter.Url(letter) + ".pdf", ShowLetter.Url(letter) + "/drop" })
            Assert.Equal(HttpStatusCode.NotFound, (await kobayashi.Open(url)).Status);

        var takahashi = await (await city.Officer("takahashi")).Open(ListLetters.Url);
        Assert.Contains("支援措置の方への手紙", takahashi.Text, StringComparison.Ordinal);
        await takahashi.Press("印刷の束を作る");
        var guarded = takahashi.Path;
        await Until(city, db => db.Set<PrintBatch>().AllAsync(b => b.Hash != null));
        Assert.Contains(kept.Home.Street, await Paper(takahashi, guarded + "/print.pdf?from=1&to=1"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await kobayashi.Open(guarded)).Status);
        await takahashi.Open(guarded + "/post");
        await takahashi.Fill("数えた封筒の数", "1").Press("差し出したことを記録する");
        Assert.Equal(LetterState.Posted, await city.Read(db => db.Set<PaperLetter>().Where(l => l.Id == letter).Select(l => l.State)
            .SingleAsync()));

        // Somebody asks for protection after the sheets are laid out: they are in no print any more, and go to the pile when posted.
        Assert.Contains("松山一郎様", await Paper(kobayashi, batch + "/print.pdf?from=1&to=9"), StringComparison.Ordinal);
        await InResidents.ProtectionTests.Protect(city, "松山 一郎");
        Assert.Contains("支援措置の対象になった方の手紙が1通あります", (await kobayashi.Open(batch)).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await kobayashi.Open(batch + "/print.pdf?from=1&to=9")).Status);
        var ichiro = ShowLetter.Url(await city.Read(db => db.Set<PaperLetter>().Where(l => l.Id != letter).Select(l => l.Id)
            .SingleAsync()));
        Assert.DoesNotContain(other.Home.Street, (await kobayashi.Open(ichiro)).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await kobayashi.Open(ichiro + ".pdf")).Status);
        await kobayashi.Open(batch + "/post");
        await kobayashi.Fill("数えた封筒の数", "0").Press("差し出したことを記録する");
        Assert.Equal(HttpStatusCode.NotFound, (await kobayashi.Open(ichiro)).Status);
        Assert.Contains(other.Home.Street, (await takahashi.Open(ichiro)).Text, StringComparison.Ordinal);
        await TaskCheck.Agrees(city);
    }

    [Theory, BothDatabases]
    public async Task 刷り直しは_市のひな形がその後変わっても_束を作ったときの言葉と署名のまま(string database)
    {
        await using var city = await City.Start(database);
        await Write(city, ("秋津 太郎", "〒204-0021 清瀬市元町1-1-1"));
        var kobayashi = await (await city.Officer("kobayashi")).Open(ListLetters.Url);
        await kobayashi.Press("印刷の束を作る");
        var batch = kobayashi.Path;
        await Until(city, db => db.Set<PrintBatch>().AnyAsync(b => b.Hash != null));
        // As if the batch were of a year in which the city said it otherwise.
        await city.Turns.Run(async (_, db, ct) =>
        {
            foreach (var made in await db.Set<PrintBatch>().AsNoTracking().ToListAsync(ct))
            {
                var words = made.Words.Replace("納期限を過ぎました", "むかしの言葉です", StringComparison.Ordinal)
                    .Replace("市長", "むかしの市長", StringComparison.Ordinal);
                await db.Set<PrintBatch>().Where(b => b.Id == made.Id).ExecuteUpdateAsync(b => b.SetProperty(x => x.Words, words), ct);
            }
            return true;
        });
        var letter = await city.Read(db => db.Set<PaperLetter>().Select(l => l.Id).SingleAsync());
        foreach (var url in new[] { batch + "/print.pdf?from=1&to=1", ShowLetter.Url(letter) + ".pdf" })
        {
            var paper = await Paper(kobayashi, url);
            Assert.Contains("むかしの言葉です", paper, StringComparison.Ordinal);
            Assert.Contains("むかしの市長", paper, StringComparison.Ordinal);
        }
    }

    static readonly Dictionary<string, string> Facts = new() { ["item"] = "市都民税", ["owed"] = "10,000円" };

    static Task Write(City city, params (string Name, string Address)[] to) =>
        Write(city, [.. to.Select(t => (t.Name, t.Address, (Guid?)null))]);

    static Task Write(City city, params (string Name, string Address, Guid? Person)[] to) => city.Turns.Run(async (services, db, ct) =>
    {
        await services.GetRequiredService<PaperLetters>().Write(db, "payments-demand", [.. to.Select(t => new LetterWish("choshu", t.Name,
            LetterContent.To(t.Name, t.Address, city.Clock.Today(), Facts, city.Services.GetRequiredService<CityProfile>()),
            ListLetters.Url, t.Person))], ct);
        return true;
    });

    static async Task<string> Paper(Visitor officer, string url)
    {
        var file = await officer.Raw(url);
        Assert.Equal(HttpStatusCode.OK, file.StatusCode);
        return string.Concat(Rules.PaperTests.Read(await file.Content.ReadAsByteArrayAsync(), "pdftotext", "-raw", "-")
            .Where(c => !char.IsWhiteSpace(c)));
    }

    static async Task Until(City city, Func<CityDb, Task<bool>> holds)
    {
        for (var i = 0; i < 600; i++)
        {
            if (await city.Read(holds)) return;
            await Task.Delay(50);
        }
        Assert.Fail("It does not come to hold.");
    }
}
