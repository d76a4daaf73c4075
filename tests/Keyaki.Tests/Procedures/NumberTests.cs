using System.Net;
using System.Text;
using Keyaki.Contracts;
using Keyaki.Contracts.Documents;
using Keyaki.Kernel;
using Keyaki.Procedures;
using Keyaki.Residents;
using Keyaki.Staff;
using Keyaki.Tests.Pages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.InProcedures;

/// <summary>個人番号, from the box to its end: behind its door and nowhere else.</summary>
public sealed class NumberTests : IDisposable
{
    const string Number = "123456789018";
    readonly DirectoryInfo folder = Asking();

    public void Dispose() => folder.Delete(recursive: true);

    /// <summary>The trial procedure asks for the number.</summary>
    static DirectoryInfo Asking()
    {
        var folder = KindsTrial.Make();
        void Write(string file, params (string Right, string Other)[] words)
        {
            var path = Path.Combine(folder.FullName, file);
            var text = File.ReadAllText(path);
            foreach (var (right, other) in words)
            {
                Assert.Contains(right, text, StringComparison.Ordinal);
                text = text.Replace(right, other, StringComparison.Ordinal);
            }
            File.WriteAllText(path, text);
        }
        Write("procedures/kinds-trial.json", ("\"identity\": \"none\"", "\"identity\": \"card\""),
            ("\"kind\": \"corporation\", \"label\": { \"ja\": \"法人番号\", \"easy\": \"会社の 番号\", \"en\": \"Corporate number\" },",
            "\"kind\": \"mynumber\", \"label\": { \"ja\": \"個人番号\", \"easy\": \"マイナンバー\", \"en\": \"Number\" },"
            + "\"law\": { \"ja\": \"番号法9条\", \"easy\": \"番号法 9条\", \"en\": \"Number Use Act 9\" },"), ("\"required\": false",
                "\"required\": true"));
        return folder;
    }

    static async Task<Visitor> Begin(City city, Guid account)
    {
        var hanako = await city.SignedIn(ActorKind.Resident, account);
        await city.Carded(account);
        await (await hanako.Open("/procedures/kinds-trial/apply")).Press(await city.Read(db => db.Set<Application>().AnyAsync())
            ? "もう一つ申し込む" : "入力を始める");
        return hanako.Fill("生まれた日/年", "1980").Fill("生まれた日/月", "5").Fill("生まれた日/日", "3").Fill("使う時間", "3");
    }

    static Task<int> Kept(City city) => city.Read(db => db.Set<MyNumber>().CountAsync());

    [Theory, BothDatabases]
    public async Task 個人番号は扉の奥にだけ封をして残り_権限のある職員だけが記録を残して見て_答えと一緒に消える(string database)
    {
        await using var city = await City.Start(database, new Dictionary<string, string?> { ["Keyaki:City"] = folder.FullName });
        var (account, person) = await city.Person("清瀬 花子");
        var hanako = await Begin(city, account);
        await hanako.Fill("個人番号", "123456789019").Press("次へ");
        Assert.Contains("12桁の数字を", hanako.Errors.Single(), StringComparison.Ordinal);
        Assert.Contains("番号法9条", hanako.Text, StringComparison.Ordinal);
        Assert.Equal(0, await Kept(city));
        // The box comes back empty; that there is one is said.
        await hanako.Fill("個人番号", "１２３４-５６７８-９０１８").Press("次へ");
        Assert.Empty(hanako.Errors);
        var page = await city.Read(db => db.Set<DraftApplication>().SingleAsync());
        Assert.DoesNotContain("123456789019", page.Answers, StringComparison.Ordinal);
        await hanako.Open($"/my/drafts/{page.Id}/1");
        Assert.Contains("入力済みです", hanako.Text, StringComparison.Ordinal);
        Assert.Equal("", hanako.Page.QuerySelector("input[name=firm]")?.GetAttribute("value"));
        await hanako.Press("次へ");
        await hanako.Choose("使う決まり/上の文に同意します").Press("確認画面へ進む");
        Assert.Contains("入力済み（画面には表示しません）", hanako.Text, StringComparison.Ordinal);
        await hanako.Press("この内容で申し込む");
        await city.Settle();
        var found = await city.Read(db => db.Set<Application>().SingleAsync());
        Assert.Equal(1, await Kept(city));

        await city.Turns.Run(async (_, db, _) => db.Add(new PostHolding
        {
            Id = city.Clock.NewId(), Officer = await city.OfficerId("suzuki"), Post = "kosodate-shuji", From = new(2026, 4, 1),
            GivenAt = city.Clock.GetUtcNow(),
        }));
        var suzuki = await (await city.Officer("suzuki")).Open(Links.Case(found.Id));
        Assert.Contains("入力済み", suzuki.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Number, suzuki.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(found.Answers, suzuki.Text, StringComparison.Ordinal);
        await suzuki.Follow("個人番号を見る");
        Assert.Contains(Number, suzuki.Text, StringComparison.Ordinal);
        var seen = await city.Read(db => db.Set<JournalEntry>().SingleAsync(e => e.Code == "office.number-seen"));
        Assert.Contains($"{person:N}", seen.Persons, StringComparison.Ordinal);
        Assert.DoesNotContain(Number, seen.Facts, StringComparison.Ordinal);
        var sato = await (await city.Officer("sato")).Open(Links.Case(found.Id));
        Assert.DoesNotContain("個人番号を見る", sato.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await sato.Open($"{Links.Case(found.Id)}/numbers")).Status);
        Assert.DoesNotContain(Number, (await suzuki.Open("/office/case-answers/csv?procedure=kinds-trial")).Text, StringComparison.Ordinal);
        if (database == BothDatabases.Sqlite)
            foreach (var file in Directory.EnumerateFiles(city.Folder, "*", SearchOption.AllDirectories)
                .Where(f => !f.EndsWith(".lock", StringComparison.Ordinal)))
            {
                await using var read = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                using var bytes = new MemoryStream();
                await read.CopyToAsync(bytes);
                Assert.True(bytes.ToArray().AsSpan().IndexOf(Encoding.ASCII.GetBytes(Number)) < 0, $"{file} に個人番号があります");
            }

        // What is typed anew takes the place of what was there; what is thrown away goes.
        hanako = await Begin(city, account);
        await hanako.Fill("個人番号", Number).Press("次へ");
        var draft = await city.Read(db => db.Set<DraftApplication>().SingleAsync(d => d.SentAs == null));
        await (await hanako.Open($"/my/drafts/{draft.Id}/1")).Fill("個人番号", "123456789050").Press("次へ");
        await city.Settle();
        Assert.Equal(2, await Kept(city));
        await (await hanako.Open($"/my/drafts/{draft.Id}/discard")).Press("下書きを消す");
        await city.Settle();
        Assert.Equal(1, await Kept(city));
        await city.Turns.Run(async (services, db, ct) =>
        {
            await db.Set<Application>().Where(a => a.Id == found.Id)
                .ExecuteUpdateAsync(a => a.SetProperty(x => x.State, ApplicationState.Completed), ct);
            foreach (var hears in services.GetServices<IHear<RecordDestroyed>>())
                await hears.Hear(new RecordDestroyed(Application.Kind, found.Id, found.Id, city.Clock.GetUtcNow()), db, ct);
            return true;
        });
        await city.Settle();
        Assert.Equal(0, await Kept(city));
    }

    [Theory, BothDatabases]
    public async Task カードを示していない画面から送った個人番号は残らず_ほかの答えは残って_カードへ進む(string database)
    {
        await using var city = await City.Start(database, new Dictionary<string, string?> { ["Keyaki:City"] = folder.FullName });
        var account = (await city.Person("清瀬 花子")).Account;
        var hanako = await Begin(city, account);
        await city.Turns.Run((_, db, ct) => db.Set<Session>().ExecuteUpdateAsync(s => s.SetProperty(x => x.CardAt, (DateTimeOffset?)null),
            ct));
        await hanako.Fill("個人番号", Number).Press("次へ");
        Assert.Equal("カードでの本人確認が必要です", hanako.Heading);
        var draft = await city.Read(db => db.Set<DraftApplication>().SingleAsync());
        Assert.Equal((0, "3"), (await Kept(city), AnswersJson.Read(draft.Answers)["hours"]));
        // A word that a browser sends is not taken.
        await city.Carded(account);
        await hanako.Open($"/my/drafts/{draft.Id}/1");
        var request = hanako.Prepare("次へ");
        var body = await (request.Content?.ReadAsStringAsync() ?? Task.FromResult(""));
        request.Content = new StringContent(body + $"&firm.kept={account:N}", Encoding.UTF8, "application/x-www-form-urlencoded");
        await hanako.Late(request);
        Assert.DoesNotContain($"{account:N}", (await city.Read(db => db.Set<DraftApplication>().SingleAsync())).Answers,
            StringComparison.Ordinal);
    }
}
