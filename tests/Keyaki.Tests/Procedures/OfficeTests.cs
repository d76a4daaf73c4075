using System.Net;
using System.Text;
using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Procedures;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Keyaki.Tests.InProcedures;

/// <summary>The officer's side: 鈴木さん（環境課）, 佐藤係長, 高橋課長, 田中さん（市民課）.</summary>
public sealed class OfficeTests
{
    [Theory, BothDatabases]
    public async Task 受付箱には自分の課の申請だけが並ぶ(string database)
    {
        await using var city = await City.Start(database);
        var composter = await city.Case(await city.Composter());
        var copies = await city.Case(await city.Copies());
        var suzuki = await city.Officer("suzuki");
        await suzuki.Open("/office/cases");
        Assert.Equal(HttpStatusCode.OK, suzuki.Status);
        Assert.Contains(composter.Number!.ToString(), suzuki.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(copies.Number!.ToString(), suzuki.Text, StringComparison.Ordinal);
        await suzuki.Open(Links.Case(copies.Id));
        Assert.Equal(HttpStatusCode.NotFound, suzuki.Status);
        await suzuki.Open($"/office/cases/{copies.Id}/note");
        Assert.Equal(HttpStatusCode.NotFound, suzuki.Status);
    }

    [Theory, BothDatabases]
    public async Task 二文字の言葉と受付番号で見つかり絞り込める(string database)
    {
        await using var city = await City.Start(database);
        var hanako = await city.Case(await city.Composter());
        var ichiro = await city.Case(await city.Composter("松山 一郎", model: "MX-9"));
        var suzuki = await city.Officer("suzuki");
        await suzuki.Open("/office/cases");
        await suzuki.Fill("受付番号、名前、手続の名前でさがす", "松山").Press("さがす");
        Assert.Contains(ichiro.Number!.ToString(), suzuki.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(hanako.Number!.ToString(), suzuki.Text, StringComparison.Ordinal);
        await suzuki.Fill("受付番号、名前、手続の名前でさがす", hanako.Number.ToString()).Press("さがす");
        Assert.Contains("清瀬 花子", suzuki.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("松山 一郎", suzuki.Text, StringComparison.Ordinal);
        await suzuki.Open("/office/cases?whose=mine");
        Assert.Contains("この条件の申請はありません", suzuki.Text, StringComparison.Ordinal);
        city.Clock.Pass(TimeSpan.FromDays(60));
        suzuki = await city.Officer("suzuki");
        await suzuki.Open("/office/cases?overdue=true");
        Assert.Contains("開庁日 超過", suzuki.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 審査を始めて担当を決めメモを残せる(string database)
    {
        await using var city = await City.Start(database);
        var id = await city.Composter();
        var suzuki = await city.Officer("suzuki");
        await (await suzuki.Open(Links.Case(id))).Press("審査を始める");
        Assert.Contains("審査中", suzuki.Text, StringComparison.Ordinal);
        Assert.Contains("鈴木 亮", suzuki.Text, StringComparison.Ordinal);
        await (await suzuki.Follow("担当を変える")).Choose("担当する職員/佐藤").Press("担当にする");
        Assert.Contains("担当を佐藤 美紀に決定（鈴木 亮）", suzuki.Text, StringComparison.Ordinal);
        await (await suzuki.Follow("メモを書く")).Fill("メモ", "領収書の日付を確認した").Press("メモを残す");
        Assert.Contains("領収書の日付を確認した", suzuki.Text, StringComparison.Ordinal);
        Assert.Equal(ApplicationState.Examining, (await city.Case(id)).State);
        await (await suzuki.Follow("メモを書く")).Press("メモを残す");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, suzuki.Status);
    }

    [Theory, BothDatabases]
    public async Task 補正は項目ごとに理由を添えて頼む(string database)
    {
        await using var city = await City.Start(database);
        var id = await city.Composter();
        var suzuki = await city.Officer("suzuki");
        await (await suzuki.Open(Links.Case(id))).Press("審査を始める");
        await suzuki.Follow("補正をお願いする");
        // The box for the reason is there before anything is pressed, and what was typed outlives an error elsewhere.
        await suzuki.Choose("直していただく項目/型番").Fill("「型番・品名」を直していただく理由", "領収書の型番と違います。").Fill("いつまでに直していただくか/日", "99").Press("補正をお願いする");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, suzuki.Status);
        Assert.Equal("領収書の型番と違います。", suzuki.Page.GetElementById("reason-model")?.TextContent);
        await suzuki.Choose("直していただく項目/販売店").Fill("いつまでに直していただくか/日", "20").Fill("いつまでに直していただくか/月", "12").Press("補正をお願いする");
        Assert.Contains(suzuki.Errors, e => e.Contains("「販売店の名前」を直していただく理由", StringComparison.Ordinal));
        await suzuki.Choose("直していただく項目/販売店", on: false).Press("補正をお願いする");
        Assert.Equal(ApplicationState.CorrectionRequested, (await city.Case(id)).State);
        Assert.Contains("補正をお願い中：領収書の型番と違います。", suzuki.Text, StringComparison.Ordinal);
        var asked = await city.Read(db => db.Set<Correction>().SingleAsync(c => c.ApplicationId == id));
        Assert.Equal(("model", "領収書の型番と違います。"), (asked.Question, asked.Reason));
        Assert.True(asked.Until > city.Clock.Today());
        await suzuki.Open("/office/cases?waits=applicant");
        Assert.Contains("清瀬 花子", suzuki.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 二人が同時に触ると後の人は何が変わったかを知らされる(string database)
    {
        await using var city = await City.Start(database);
        var id = await city.Composter();
        var (first, second) = (await city.Officer("suzuki"), await city.Officer("sato"));
        await (await first.Open(Links.Case(id))).Press("審査を始める");
        await second.Open($"/office/cases/{id}/assign");
        await first.Open($"/office/cases/{id}/correct");
        await first.Choose("直していただく項目/型番").Fill("「型番・品名」を直していただく理由", "領収書と違います。").Press("補正をお願いする");
        await second.Choose("担当する職員/佐藤").Press("担当にする");
        Assert.Equal(HttpStatusCode.Conflict, second.Status);
        Assert.Contains("鈴木 亮さんが「補正のお願い」をしました", second.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("佐藤 美紀に決定", (await first.Open(Links.Case(id))).Text, StringComparison.Ordinal);
        await second.Choose("担当する職員/佐藤").Press("担当にする");
        Assert.Contains("担当を佐藤 美紀に決定（佐藤 美紀）", second.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 起案が課長まで決裁されると番号の付いた通知書ができる(string database)
    {
        await using var city = await City.Start(database);
        var id = await city.Composter();
        await Proposed(city, id);
        foreach (var decider in new[] { "sato", "takahashi" }) await Approve(city, id, decider);
        Assert.Equal(ApplicationState.Granted, (await city.Case(id)).State);
        await city.Settle();
        Assert.Equal(ApplicationState.Completed, (await city.Case(id)).State);
        var decided = await city.Read(db => db.Set<Disposition>().SingleAsync(d => d.ApplicationId == id));
        Assert.Equal((Outcome.Granted, new Yen(19_900)), (decided.Outcome, decided.Grant));
        var suzuki = await city.Officer("suzuki");
        await suzuki.Open(Links.Case(id));
        Assert.Contains("年保存", suzuki.Text, StringComparison.Ordinal);
        using var letter = await suzuki.Raw($"/office/cases/{id}/letter");
        Assert.Equal("application/pdf", letter.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("%PDF-", Encoding.Latin1.GetString(await letter.Content.ReadAsByteArrayAsync()), StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task フォントにない字は決める前に職員に知らせ_申請者の画面では渡さない(string database)
    {
        await using var city = await City.Start(database);
        var id = await city.Composter(model: "NK-\U00030EDE");
        var suzuki = await city.Officer("suzuki");
        await (await suzuki.Open(Links.Case(id))).Press("審査を始める");
        await suzuki.Follow("決裁に回す");
        Assert.Contains("次の字が〓になります：U+30EDE", suzuki.Text, StringComparison.Ordinal);
        await suzuki.Choose("決定/認める").Press("決裁に回す");
        foreach (var decider in new[] { "sato", "takahashi" }) await Approve(city, id, decider);
        await city.Settle();
        Assert.Equal(ApplicationState.Granted, (await city.Case(id)).State);
        Assert.Contains("フォントにない字が〓で入っています", (await suzuki.Open(Links.Case(id))).Text, StringComparison.Ordinal);
        var hanako = await city.SignedIn(ActorKind.Resident, (await city.Person("清瀬 花子")).Account);
        await hanako.Open(Links.Application(id));
        Assert.Contains("職員が書き入れて", hanako.Text, StringComparison.Ordinal);
        var file = await city.Read(db => db.Set<StoredFile>().Where(f => f.Name.Contains("字の確認")).Select(f => f.Id).SingleAsync());
        using var refused = await hanako.Raw($"/my/applications/{id}/result/{file}");
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
    }

    [Theory, BothDatabases]
    public async Task 差し戻されると理由が残り審査に戻る(string database)
    {
        await using var city = await City.Start(database);
        var id = await city.Composter();
        await Proposed(city, id);
        var sato = await city.Officer("sato");
        await sato.Open(Links.Decide(await Approval(city, id)));
        await sato.Fill("差戻しの理由", "写真を確かめてください。").Press("差し戻す");
        Assert.Equal(ApplicationState.Examining, (await city.Case(id)).State);
        var suzuki = await city.Officer("suzuki");
        Assert.Contains("差戻し：写真を確かめてください。", (await suzuki.Open(Links.Case(id))).Text, StringComparison.Ordinal);
        await Proposed(city, id, begun: true);
        Assert.Equal(ApplicationState.Proposed, (await city.Case(id)).State);
    }

    [Theory, BothDatabases]
    public async Task 年度の予算を超える交付は決定できない(string database)
    {
        await using var city = await City.Start(database);
        // 600,000円の予算に20,000円ずつ。
        for (var i = 0; i < 30; i++) await Granted(city, await city.Composter(price: 90_000));
        var id = await city.Composter(price: 90_000);
        var suzuki = await city.Officer("suzuki");
        await (await suzuki.Open(Links.Case(id))).Press("審査を始める");
        await suzuki.Follow("決裁に回す");
        Assert.Contains("足りません", suzuki.Text, StringComparison.Ordinal);
        await suzuki.Choose("決定/認める").Press("決裁に回す");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, suzuki.Status);
        Assert.Contains("今年度の予算の残りは0円", suzuki.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 予算の残りは_決定済みと審査中と取下げと年度の替わりで正しく変わる(string database)
    {
        await using var city = await City.Start(database);
        var definition = city.Services.GetRequiredService<Catalogue>().Offered("compost-subsidy", city.Clock.Today())?.Definition
            ?? throw new InvalidOperationException();
        var budget = definition.Budget ?? throw new InvalidOperationException();
        Task<YearBudget> Counted(Guid except = default) =>
            city.Read(db => YearBudget.Of(db, definition, budget, city.Clock.GetUtcNow(), except, default));
        Assert.Equal((new Yen(600_000), new Yen(600_000)), ((await Counted()).Left, (await Counted()).Free));

        var granted = await city.Composter(price: 90_000);
        await Granted(city, granted);
        var open = await city.Composter(price: 30_000);
        var back = await city.Composter(price: 30_000);
        Assert.Equal((new Yen(580_000), new Yen(550_000)), ((await Counted()).Left, (await Counted()).Free));
        Assert.Equal(new Yen(565_000), (await Counted(except: open)).Free);
        await city.Turns.Run(async (_, db, ct) => db.Add((await db.Set<Application>().SingleAsync(a => a.Id == back, ct))
            .Withdraw(city.Clock.NewId(), city.Clock.Today(), null, city.Clock.NewId(), city.Clock.GetUtcNow())));
        Assert.Equal(new Yen(565_000), (await Counted()).Free);

        // 令和9年4月: 新しい年度の予算。前の年度からの審査中の申請は、決定した年度の予算になる。
        city.Clock.Pass(new DateOnly(2027, 4, 2).Midnight() - city.Clock.GetUtcNow());
        Assert.Equal(new Yen(600_000), (await Counted()).Free);
        await Granted(city, open);
        Assert.Equal((new Yen(585_000), new Yen(585_000)), ((await Counted()).Left, (await Counted()).Free));
    }

    [Theory, BothDatabases]
    public async Task 年度の予算の行がなければ_前の年度の額で決定せず_表と年度を言う(string database)
    {
        var copy = Directory.CreateTempSubdirectory("keyaki-budget-").FullName;
        try
        {
            Rules.KiyoseTests.CopyTo(copy);
            var table = Path.Combine(copy, "rules", "compost-subsidy-budget.json");
            File.WriteAllText(table, File.ReadAllText(table).Replace("\"until\": 2027, ", "", StringComparison.Ordinal));
            await using var city = await City.Start(database, new Dictionary<string, string?> { ["Keyaki:City"] = copy });
            var open = await city.Composter();
            city.Clock.Pass(new DateOnly(2027, 3, 31).Midnight() - city.Clock.GetUtcNow());
            var suzuki = await (await city.Officer("suzuki")).Open(Contracts.Links.Case(open));
            await suzuki.Press("審査を始める");
            await suzuki.Follow("決裁に回す");
            Assert.Equal(200, (int)suzuki.Status);
            city.Clock.Pass(TimeSpan.FromDays(1));
            suzuki = await (await city.Officer("suzuki")).Open(Contracts.Links.Case(open));
            Assert.Equal(200, (int)suzuki.Status);
            await suzuki.Follow("決裁に回す");
            Assert.Equal(503, (int)suzuki.Status);
            Assert.Contains("「生ごみ処理機器購入費補助金の予算」の表（compost-subsidy-budget）に、令和9年度の行がありません", suzuki.Text,
                StringComparison.Ordinal);
            // Who has applied reads their case all the same.
            var hanako = await city.SignedIn(ActorKind.Resident, (await city.Person("清瀬 花子")).Account);
            Assert.Equal(200, (int)(await hanako.Open(Contracts.Links.Application(open))).Status);
        }
        finally { Directory.Delete(copy, recursive: true); }
    }

    [Theory, BothDatabases]
    public async Task 専決の職にある職員が証明書を決定し窓口で渡す(string database)
    {
        await using var city = await City.Start(database);
        var id = await city.Copies();
        var tanaka = await city.Officer("tanaka");
        await (await tanaka.Open(Links.Case(id))).Press("審査を始める");
        await (await tanaka.Follow("決定する")).Choose("決定/認める").Press("この内容で決定する");
        Assert.Equal(ApplicationState.Granted, (await city.Case(id)).State);
        await city.Settle();
        Assert.Equal(ApplicationState.Granted, (await city.Case(id)).State);
        using var letter = await tanaka.Raw($"/office/cases/{id}/letter");
        Assert.Equal(HttpStatusCode.OK, letter.StatusCode);
        await tanaka.Open(Links.Case(id));
        await (await tanaka.Follow("交付を記録する")).Choose("渡した方法/窓口").Press("交付したことを記録する");
        Assert.Equal(ApplicationState.Completed, (await city.Case(id)).State);
    }

    [Theory, BothDatabases]
    public async Task 専決の職にない職員と理由のない不交付は決定できない(string database)
    {
        await using var city = await City.Start(database);
        var id = await city.Copies();
        var tanaka = await city.Officer("tanaka");
        await (await tanaka.Open(Links.Case(id))).Press("審査を始める");
        await (await tanaka.Follow("決定する")).Choose("決定/認めない").Press("この内容で決定する");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, tanaka.Status);
        Assert.Contains(tanaka.Errors, e => e.Contains("理由", StringComparison.Ordinal));
        var ito = await city.Officer("ito");
        await ito.Open($"/office/cases/{id}/decide");
        await ito.Choose("決定/認める").Press("この内容で決定する");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, ito.Status);
        Assert.Equal(ApplicationState.Examining, (await city.Case(id)).State);
    }

    [Theory, BothDatabases]
    public async Task 支援措置のある方の住所と添付は権限のない職員に見えない(string database)
    {
        await using var city = await City.Start(database);
        var id = await city.Composter("野塩 美咲");
        var suzuki = await city.Officer("suzuki");
        await suzuki.Open(Links.Case(id));
        Assert.Contains("支援措置のため表示しません", suzuki.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("900番地1", suzuki.Text, StringComparison.Ordinal);
        var file = await city.Read(db => db.Set<StoredFile>().Where(f => f.Name == "領収書.pdf").Select(f => f.Id).SingleAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await suzuki.Open($"/office/cases/{id}/files/{file:N}")).Status);
        await suzuki.Open($"/office/cases/{id}/correct");
        Assert.DoesNotContain("900番地1", suzuki.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 町の名前では支援措置のある方の申請は見つからない_あとから対象になった方も(string database)
    {
        await using var city = await City.Start(database);
        foreach (var name in new[] { "野塩 美咲", "旭 健二" })
        {
            var person = await city.SignedIn(ActorKind.Resident, (await city.Person(name)).Account);
            await (await ApplyTests.Screening(person, name)).Press("この内容で申し込む");
            Assert.Contains("受付番号", person.Text, StringComparison.Ordinal);
        }
        var kenji = (await city.Person("旭 健二")).Person ?? Guid.Empty;
        await city.Turns.Run((_, db, _) =>
        {
            db.Add(Residents.ProtectionOrder.Begin(kenji, Residents.ProtectionReason.Stalking, city.Clock.Today(),
                Residents.ProtectionOrder.YearFrom(city.Clock.Today()), [], city.Clock.Today(), null, city.Clock.NewId(),
                city.Clock.GetUtcNow()));
            return Task.FromResult(true);
        });
        var yamamoto = await city.Officer("yamamoto");
        foreach (var name in new[] { "野塩 美咲", "旭 健二" })
        {
            await yamamoto.Open($"/office/cases?waits=all&q={name.Split(' ')[1]}");
            Assert.Contains(name, yamamoto.Text, StringComparison.Ordinal);
            foreach (var town in new[] { "中里", "中里五丁目", "900番地" })
            {
                await yamamoto.Open($"/office/cases?waits=all&q={town}");
                Assert.DoesNotContain(name, yamamoto.Text, StringComparison.Ordinal);
            }
        }
    }

    [Theory, BothDatabases]
    public async Task 支援措置のある方に出した文書は権限のない職員には開けない(string database)
    {
        await using var city = await City.Start(database);
        var (hanako, misaki) = (await Refused(city, "清瀬 花子"), await Refused(city, "野塩 美咲"));
        var suzuki = await city.Officer("suzuki");
        async Task<string> FileOf(Guid document) => $"/office/documents/{document}/files/" + await city.Read(db =>
            db.Set<Documents.DocumentFile>().Where(f => f.DocumentId == document).Select(f => f.File).SingleAsync());
        Assert.Equal(HttpStatusCode.OK, (await suzuki.Open(await FileOf(hanako))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await suzuki.Open(await FileOf(misaki))).Status);
        Assert.Contains("表示できません", (await suzuki.Open($"/office/documents/{misaki}")).Text, StringComparison.Ordinal);
    }

    /// <summary>A composter that the city refused; the document of its notice.</summary>
    static async Task<Guid> Refused(City city, string name)
    {
        var id = await city.Composter(name);
        var suzuki = await city.Officer("suzuki");
        await (await suzuki.Open(Links.Case(id))).Press("審査を始める");
        await (await suzuki.Follow("決裁に回す")).Choose("決定/認めない").Fill("理由", "購入から6か月を過ぎています。").Press("決裁に回す");
        foreach (var login in new[] { "sato", "takahashi" })
        {
            var decider = await city.Officer(login);
            await (await decider.Open(Links.Decide(await Approval(city, id)))).Press("承認する");
        }
        for (var tries = 0; tries < 100; tries++)
        {
            await city.Settle();
            if (await city.Read(db => db.Set<Documents.Document>()
                .Where(d => d.SubjectId == id && db.Set<Documents.DocumentFile>().Any(f => f.DocumentId == d.Id))
                .Select(d => (Guid?)d.Id).FirstOrDefaultAsync()) is { } document) return document;
            await Task.Delay(50);
        }
        throw new TimeoutException("通知書ができません");
    }

    [Theory, BothDatabases]
    public async Task 添付はその申請のものだけが開き見たことが残る(string database)
    {
        await using var city = await City.Start(database);
        var (id, other) = (await city.Composter(), await city.Composter("松山 一郎"));
        var suzuki = await city.Officer("suzuki");
        await suzuki.Open(Links.Case(id));
        var url = suzuki.Page.QuerySelectorAll("a[href]").Select(a => a.GetAttribute("href") ?? "")
            .Single(h => h.Contains("/files/", StringComparison.Ordinal));
        using var file = await suzuki.Raw(url);
        Assert.Equal(HttpStatusCode.OK, file.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound,
            (await suzuki.Open(url.Replace(id.ToString(), other.ToString(), StringComparison.Ordinal))).Status);
        var hanako = (await city.Person("清瀬 花子")).Account;
        var looks = await city.Read(db => db.Set<JournalEntry>()
            .Where(e => e.RecordId == id && db.Set<JournalPerson>().Any(p => p.EntryId == e.Id && p.PersonId == hanako)).Select(e => e.Code)
            .ToListAsync());
        Assert.Contains("office.case.look", looks);
        Assert.Contains("office.case.file", looks);
    }

    [Theory, BothDatabases]
    public async Task 問い合わせの数は申請が増えても変わらない(string database)
    {
        await using var city = await City.Start(database);
        var id = await city.Composter();
        var suzuki = await city.Officer("suzuki");
        await (await suzuki.Open(Links.Case(id))).Press("審査を始める");
        var few = await Queries(city, suzuki, "/office/cases");
        for (var i = 0; i < 60; i++) await city.Composter(i % 2 == 0 ? "松山 一郎" : "旭 健二", model: $"M-{i}");
        var many = await Queries(city, suzuki, "/office/cases");
        Assert.InRange(many.Count, 1, 6);
        Assert.InRange(many.Count, 1, few.Count);
        Assert.Contains("次のページ", suzuki.Text, StringComparison.Ordinal);
        await suzuki.Follow("次のページ");
        Assert.Equal(11, suzuki.Page.QuerySelectorAll("tbody tr").Length);
        var page = await Queries(city, suzuki, Links.Case(id));
        Assert.True(page.Count is > 3 and <= 10, $"{page.Count}\n{string.Join('\n', page)}");
    }

    [Theory, BothDatabases]
    public async Task 受付箱は見出しで両方向に並び_前後のページを行き来しても全件を一度ずつ見せる(string database)
    {
        await using var city = await City.Start(database);
        for (var i = 0; i < 110; i++)
        {
            await city.Composter(model: $"M-{i}");
            if (i % 40 == 39) city.Clock.Pass(TimeSpan.FromDays(1));
        }
        var suzuki = await city.Officer("suzuki");
        List<string> Shown() => [.. suzuki.Page.QuerySelectorAll("tbody .cell-head a")
            .Select(a => (a.GetAttribute("href") ?? "").Split('?')[0])];
        var made = await city.Read(db => db.Set<Application>().Select(a => new { a.Id, a.Due, a.SubmittedAt }).ToListAsync());
        var due = made.OrderBy(a => a.Due).ThenBy(a => a.Id.ToString(), StringComparer.Ordinal).Select(a => Links.Case(a.Id)).ToList();
        var came = made.OrderBy(a => a.SubmittedAt).Select(a => Links.Case(a.Id)).ToList();
        foreach (var (query, expected) in new[] { ("", due), ("?order=-due", Enumerable.Reverse(due).ToList()),
            ("?order=at", came), ("?order=-at", Enumerable.Reverse(came).ToList()), ("?waits=all", Enumerable.Reverse(came).ToList()) })
        {
            await suzuki.Open("/office/cases" + query);
            var seen = Shown();
            await suzuki.Follow("次のページ");
            seen.AddRange(Shown());
            await suzuki.Follow("次のページ");
            seen.AddRange(Shown());
            Assert.Equal(expected, seen);
            Assert.DoesNotContain("次のページ", suzuki.Text, StringComparison.Ordinal);
            await suzuki.Follow("前のページ");
            Assert.Equal(expected[50..100], Shown());
        }
        await suzuki.Open("/office/cases");
        await suzuki.Follow("受付の順");
        Assert.Equal("/office/cases?order=-at", suzuki.Path);
        await suzuki.Follow("受付の順");
        Assert.Equal("/office/cases?order=at", suzuki.Path);
        // Of what nobody waits for the deadline is no order.
        await suzuki.Open("/office/cases?waits=nobody&order=due");
        Assert.Null(suzuki.Page.QuerySelector("thead a[href*=due]"));
    }

    [Theory, BothDatabases]
    public async Task 一覧は表計算で開けるファイルになり全員の閲覧が残る(string database)
    {
        await using var city = await City.Start(database);
        await city.Composter();
        var suzuki = await city.Officer("suzuki");
        using var file = await suzuki.Raw("/office/cases.csv?waits=all");
        var bytes = await file.Content.ReadAsByteArrayAsync();
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        Assert.Contains("清瀬 花子", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
        var hanako = (await city.Person("清瀬 花子")).Account;
        Assert.True(await city.Read(db => db.Set<JournalEntry>()
            .AnyAsync(e => e.Code == "office.cases.export" && db.Set<JournalPerson>()
            .Any(p => p.EntryId == e.Id && p.PersonId == hanako))));
        await suzuki.Open("/office/numbers");
        Assert.Contains("生ごみ処理機器購入費補助金の交付申請", suzuki.Text, StringComparison.Ordinal);
    }

    /// <summary>Queries of a page without those of the session and the officer, and without the entry in the journal.</summary>
    static async Task<List<string>> Queries(City city, Visitor officer, string url)
    {
        await officer.Open(url);
        var all = city.Queries.Last.Sql;
        Assert.Equal("row Session", all[0]);
        Assert.Contains("staff_officers", all[1], StringComparison.Ordinal);
        return [.. all.Skip(2).Where(sql => !sql.Contains("INSERT INTO", StringComparison.Ordinal))];
    }

    static async Task Proposed(City city, Guid id, bool begun = false)
    {
        var suzuki = await city.Officer("suzuki");
        await suzuki.Open(Links.Case(id));
        if (!begun) await suzuki.Press("審査を始める");
        await suzuki.Follow("決裁に回す");
        Assert.Contains("高橋 浩", suzuki.Text, StringComparison.Ordinal);
        await suzuki.Choose("決定/認める").Press("決裁に回す");
        Assert.Equal(HttpStatusCode.OK, suzuki.Status);
    }

    static Task<Guid> Approval(City city, Guid id) =>
        city.Read(db => db.Set<Recommendation>().Where(r => r.ApplicationId == id && r.EndedAt == null).Select(r => r.Approval)
        .SingleAsync());

    static async Task Approve(City city, Guid id, string login)
    {
        var decider = await city.Officer(login);
        await decider.Open(Links.Decide(await Approval(city, id)));
        Assert.Contains("清瀬 花子", decider.Text, StringComparison.Ordinal);
        await decider.Press("承認する");
        Assert.Equal(HttpStatusCode.OK, decider.Status);
    }

    /// <summary>Decided in the past, by the entity itself.</summary>
    static Task Granted(City city, Guid id) => city.Turns.Run(async (_, db, ct) =>
    {
        var (found, now) = (await db.Set<Application>().AsTracking().SingleAsync(a => a.Id == id, ct), city.Clock.GetUtcNow());
        db.Add(found.Examine(city.Clock.NewId(), city.Clock.NewId(), now));
        db.Add(found.Propose(Outcome.Granted, null, city.Clock.NewId(), city.Clock.NewId(), city.Clock.NewId(), now));
        db.Add(found.Decide(Outcome.Granted, null, city.Clock.NewId(), null, city.Clock.NewId(), now));
        return true;
    });
}
