using System.Net;
using Keyaki.Approvals;
using Keyaki.Contracts;
using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Documents;
using Keyaki.Contracts.Plan;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Tests.InStaff;
using Keyaki.Tests.Pages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.InApprovals;

/// <summary>The route of 決裁 as deciders walk it: 代決, 引上げ, 合議, 差戻し, 取戻し, and what becomes of them.</summary>
public sealed class 決裁の経路
{
    const string Title = "街路樹の手入れの計画";

    internal static RouteFace Of(params (StepKind Kind, string Post)[] steps) =>
        new("課長専決", "別表第1の2（例）", [.. steps.Select(s => new RouteStep(s.Kind, s.Post))]);

    static readonly RouteFace Usual = Of((StepKind.Review, "kankyo-kakaricho"), (StepKind.Decide, "kankyo-kacho"));

    internal static async Task<Guid> Propose(City city, RouteFace route, Matter? matter = null, string drafter = "suzuki")
    {
        var account = await city.Read(db =>
            db.Database.SqlQuery<Guid>($"""SELECT "Id" AS "Value" FROM staff_officers WHERE "Login" = {drafter}""").SingleAsync());
        return await city.Turns.Run((services, db, ct) => ((Desk)services.GetRequiredService<IApprovals>())
            .Propose(db, new("test", city.Clock.NewId(), Title, matter ?? new("permission", "kankyo"), account, "/office"), route, ct));
    }

    internal static Task<Approval> Load(City city, Guid id) => city.Read(db => db.Set<Approval>().Include(a => a.Steps).Include(a => a.Acts)
        .Include(a => a.Views).SingleAsync(a => a.Id == id));

    static Act Last(Approval approval) => approval.Acts.OrderBy(a => a.Number).Last();

    static async Task Away(City city, string login, int days)
    {
        var officer = await (await city.Officer(login)).Open(Absences.Url);
        var until = city.Clock.Today().AddDays(days);
        await officer.Fill("不在の終わり/年", $"{until.Year}").Fill("不在の終わり/月", $"{until.Month}").Fill("不在の終わり/日", $"{until.Day}")
            .Choose("理由/出張").Press("不在を登録する");
        Assert.Equal(HttpStatusCode.OK, officer.Status);
    }

    [Theory, BothDatabases]
    public async Task 課長の不在が登録されている間だけ係長が代決でき_課長が後閲する(string database)
    {
        await using var city = await City.Start(database);
        var id = await Propose(city, Of((StepKind.Decide, "kankyo-kacho")));
        var sato = await city.Officer("sato");
        await sato.Open(Links.Decide(id));
        Assert.NotEqual(HttpStatusCode.OK, sato.Status);
        await Away(city, "takahashi", 2);
        await sato.Open(Links.Decide(id));
        Assert.Contains("代決になります", sato.Text);
        await sato.Press("代決する");
        var decided = await Load(city, id);
        Assert.Equal(ApprovalState.Decided, decided.State);
        Assert.Equal((ActKind.Approved, Capacity.Proxy), (Last(decided).Kind, Last(decided).Power));
        var owed = Assert.Single(decided.Views);
        Assert.Equal("kankyo-kacho", owed.Post);
        var takahashi = await (await city.Officer("takahashi")).Open($"{Pile.Url}?show=owed");
        await takahashi.Follow(Title);
        await takahashi.Follow("後閲する");
        await takahashi.Press("後閲を記録する");
        Assert.NotNull(Assert.Single((await Load(city, id)).Views).At);
    }

    [Theory, BothDatabases]
    public async Task 不在が終わると_代決の画面を開いていても決裁できない(string database)
    {
        await using var city = await City.Start(database);
        var id = await Propose(city, Of((StepKind.Review, "kankyo-kakaricho"), (StepKind.Decide, "kankyo-kacho")));
        await (await (await city.Officer("sato")).Open(Links.Decide(id))).Press("承認する");
        await Away(city, "takahashi", 0);
        var sato = await (await city.Officer("sato")).Open(Links.Decide(id));
        city.Clock.Pass(TimeSpan.FromDays(1));
        await sato.Press("代決する");
        Assert.NotEqual(ApprovalState.Decided, (await Load(city, id)).State);
    }

    [Theory, BothDatabases]
    public async Task 重要な案件と代決できない種類の案件は_不在でも代決できない(string database)
    {
        await using var city = await City.Start(database);
        var flagged = await Propose(city, Usual, new("permission", "kankyo") { Important = true });
        var forbidden = await Propose(city, Usual with { NoProxy = true });
        await Away(city, "takahashi", 2);
        foreach (var id in new[] { flagged, forbidden })
        {
            var sato = await (await city.Officer("sato")).Open(Links.Decide(id));
            await sato.Press("承認する");
            await sato.Open(Links.Decide(id));
            Assert.DoesNotContain("代決する", sato.Text);
            Assert.Equal(ApprovalState.InReview, (await Load(city, id)).State);
        }
    }

    [Theory, BothDatabases]
    public async Task 課長が引き上げると_飛ばされた係長に後閲が残る(string database)
    {
        await using var city = await City.Start(database);
        var id = await Propose(city, Usual);
        var takahashi = await (await city.Officer("takahashi")).Open(Links.Decide(id));
        Assert.Contains("引上げになります", takahashi.Text);
        await takahashi.Press("引き上げて承認する");
        var decided = await Load(city, id);
        Assert.Equal(ApprovalState.Decided, decided.State);
        Assert.Equal("kankyo-kakaricho", Assert.Single(decided.Views).Post);
        Assert.Contains(await city.Read(db => db.Set<Keyaki.Kits.OfficeTask>().Where(t => t.ClosedAt == null).ToListAsync()),
            t => t.Title == $"後閲：{Title}" && t.Post == "kankyo-kakaricho");
    }

    [Theory, BothDatabases]
    public async Task 合議が一つでも不同意なら_課の上の職まで上がる(string database)
    {
        await using var city = await City.Start(database);
        var route = Of((StepKind.Concur, "dx-kacho"), (StepKind.Concur, "shimin-kacho"), (StepKind.Decide, "kankyo-kacho")) with
        { Superior = [new(StepKind.Decide, "fuku-shicho")] };
        var id = await Propose(city, route);
        var kato = await (await city.Officer("kato")).Open(Links.Decide(id));
        var watanabe = await (await city.Officer("watanabe")).Open(Links.Decide(id));
        await watanabe.Press("同意する");
        await kato.Open(Links.Decide(id));
        await kato.Follow("合議に不同意と答える");
        await kato.Fill("理由", "システムの改修の予定と合いません").Press("不同意と答える");
        await (await (await city.Officer("takahashi")).Open(Links.Decide(id))).Press("承認する");
        var now = await Load(city, id);
        Assert.Equal((ApprovalState.InReview, "fuku-shicho"), (now.State, now.Deciding.Post));
    }

    [Theory, BothDatabases]
    public async Task 課長は係長へ理由を付けて差し戻せて_係長からもう一度回る(string database)
    {
        await using var city = await City.Start(database);
        var id = await Propose(city, Usual);
        await (await (await city.Officer("sato")).Open(Links.Decide(id))).Press("承認する");
        var takahashi = await (await city.Officer("takahashi")).Open(Links.Decide(id));
        await takahashi.Follow("前の職へ差し戻す");
        await takahashi.Choose("差戻し先/環境課 係長　佐藤 美紀").Fill("理由", "見積りを確かめてください").Press("差し戻す");
        Assert.Equal("kankyo-kakaricho", (await Load(city, id)).Current?.Post);
        await (await (await city.Officer("sato")).Open(Links.Decide(id))).Press("承認する");
        Assert.Equal("kankyo-kacho", (await Load(city, id)).Current?.Post);
    }

    [Theory, BothDatabases]
    public async Task 取り戻せるのは_次の人が処理するまで(string database)
    {
        await using var city = await City.Start(database);
        var id = await Propose(city, Usual);
        var sato = await (await city.Officer("sato")).Open(Links.Decide(id));
        await sato.Press("承認する");
        await sato.Open(Links.Decide(id));
        var suzuki = await (await city.Officer("suzuki")).Open(Links.Decide(id));
        Assert.DoesNotContain("取り戻す", suzuki.Text);
        await sato.Press("取り戻す");
        Assert.Equal("kankyo-kakaricho", (await Load(city, id)).Current?.Post);
        await sato.Open(Links.Decide(id));
        await sato.Press("承認する");
        await sato.Open(Links.Decide(id));
        await (await (await city.Officer("takahashi")).Open(Links.Decide(id))).Press("承認する");
        await sato.Press("取り戻す");
        Assert.Equal(ApprovalState.Decided, (await Load(city, id)).State);
    }

    [Theory, BothDatabases]
    public async Task 条件付きの承認は_条件が記録に残る(string database)
    {
        await using var city = await City.Start(database);
        var id = await Propose(city, Of((StepKind.Decide, "kankyo-kacho")));
        var takahashi = await (await city.Officer("takahashi")).Open(Links.Decide(id));
        await takahashi.Follow("意見・条件を付けて承認");
        await takahashi.Choose("付けるもの/条件").Fill("意見・条件", "近隣への説明を先に行うこと").Press("承認する");
        var decided = await Load(city, id);
        Assert.Equal((ApprovalState.Decided, ActKind.Conditioned, "近隣への説明を先に行うこと"),
            (decided.State, Last(decided).Kind, Last(decided).Reason));
    }

    [Theory, BothDatabases]
    public async Task 記録が廃棄されると_書かれた意見と理由は消え_だれがいつ何を見て決めたかは残る(string database)
    {
        await using var city = await City.Start(database);
        var (id, other) = (await Propose(city, Usual), await Propose(city, Of((StepKind.Decide, "kankyo-kacho"))));
        await (await (await city.Officer("sato")).Open(Links.Decide(id))).Press("承認する");
        foreach (var each in new[] { id, other })
        {
            var takahashi = await (await city.Officer("takahashi")).Open(Links.Decide(each));
            await takahashi.Follow("意見・条件を付けて承認");
            await takahashi.Choose("付けるもの/条件").Fill("意見・条件", "秘密の意見").Press("承認する");
        }
        var before = await Load(city, id);
        Task Say(bool last) => city.Turns.Run(async (services, db, ct) =>
        {
            await services.GetRequiredService<Announce>().Say(
                new RecordDestroyed(before.SubjectKind, before.SubjectId, city.Clock.NewId(), city.Clock.GetUtcNow())
                { IsLast = last }, db, ct);
            return true;
        });
        await Say(last: false);
        Assert.Equal("秘密の意見", Last(await Load(city, id)).Reason);
        await Say(last: true);
        var after = await Load(city, id);
        Assert.All(after.Acts, a => Assert.Null(a.Reason));
        Assert.All(after.Steps, s => Assert.Null(s.Reason));
        Assert.Equal(before.Acts.OrderBy(a => a.Number).Select(a => (a.Kind, a.OfficerName, a.At, a.Seen, a.Power)),
            after.Acts.OrderBy(a => a.Number).Select(a => (a.Kind, a.OfficerName, a.At, a.Seen, a.Power)));
        Assert.Equal("秘密の意見", Last(await Load(city, other)).Reason);
    }

    [Theory, BothDatabases]
    public async Task 市長決裁のような区分は_もう一度の本人確認の後に決裁になる(string database)
    {
        await using var city = await City.Start(database);
        var id = await Propose(city, Of((StepKind.Decide, "kankyo-kacho")) with { Factor = true });
        var takahashi = await (await city.Officer("takahashi")).Open(Links.Decide(id));
        city.Clock.Pass(TimeSpan.FromMinutes(11));
        await takahashi.Open(Links.Decide(id));
        await takahashi.Press("承認する");
        Assert.Equal(ApprovalState.InReview, (await Load(city, id)).State);
        Assert.Contains("/office/me/confirm", takahashi.Path, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 決裁が済むと_知らせる課の職員に供覧され_読むと一覧から消える(string database)
    {
        await using var city = await City.Start(database);
        var account = await city.Read(db =>
            db.Database.SqlQuery<Guid>($"""SELECT "Id" AS "Value" FROM staff_officers WHERE "Login" = {"suzuki"}""").SingleAsync());
        var id = await city.Turns.Run((services, db, ct) => ((Desk)services.GetRequiredService<IApprovals>()).Propose(db,
            new("test", city.Clock.NewId(), Title, new("permission", "kankyo"), account, "/office") { Inform = ["dx"] },
            Of((StepKind.Decide, "kankyo-kacho")), ct));
        await (await (await city.Officer("takahashi")).Open(Links.Decide(id))).Press("承認する");
        var kato = await (await city.Officer("kato")).Open(Circulars.Url);
        Assert.Contains(Title, kato.Text);
        await kato.Press("読んだことにする");
        Assert.DoesNotContain(Title, kato.Text);
        await (await city.Officer("watanabe")).Open(Circulars.Url);
    }

    [Theory, BothDatabases]
    public async Task 同じ秒に二人が押しても_決裁するのは一人だけ(string database)
    {
        await using var city = await City.Start(database);
        await Away(city, "takahashi", 2);
        var id = await Propose(city, Of((StepKind.Decide, "kankyo-kacho")));
        var takahashi = await (await city.Officer("takahashi")).Open(Links.Decide(id));
        var sato = await (await city.Officer("sato")).Open(Links.Decide(id));
        await Task.WhenAll(takahashi.Press("承認する"), sato.Press("代決する"));
        var decided = await Load(city, id);
        Assert.Equal(ApprovalState.Decided, decided.State);
        Assert.Single(decided.Acts, a => a.Kind.Forward());
        Assert.Single(new[] { takahashi, sato }, v => v.Status is HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity);
        Assert.Equal(1, await city.Read(db => db.Set<JournalEntry>().CountAsync(e => e.Code == "approvals.decide")));
    }

    [Theory, BothDatabases]
    public async Task まとめて承認できる区分の案件は_選んだものが一度に進む(string database)
    {
        await using var city = await City.Start(database);
        var route = Of((StepKind.Decide, "kankyo-kacho")) with { Bulk = true };
        Guid[] ids = [await Propose(city, route), await Propose(city, route), await Propose(city, route with { Factor = true })];
        var takahashi = await (await city.Officer("takahashi")).Open(Pile.Url);
        await takahashi.Follow("まとめて承認する");
        var boxes = takahashi.Page.QuerySelectorAll("input[type=checkbox]").Select(b => b.GetAttribute("value")).ToList();
        Assert.DoesNotContain($"{ids[2]:N}", boxes);
        foreach (var box in takahashi.Page.QuerySelectorAll("input[type=checkbox]").OfType<AngleSharp.Html.Dom.IHtmlInputElement>())
            box.IsChecked = box.Value == $"{ids[0]:N}" || box.Value == $"{ids[1]:N}";
        await takahashi.Press("選んだ案件を承認する");
        Assert.Equal([ApprovalState.Decided, ApprovalState.Decided, ApprovalState.InReview],
            [(await Load(city, ids[0])).State, (await Load(city, ids[1])).State, (await Load(city, ids[2])).State]);
    }

    [Theory, BothDatabases]
    public async Task 分けて金額を下げた案件は_決裁する人に並べて見せる(string database)
    {
        await using var city = await City.Start(database);
        var route = Of((StepKind.Decide, "kankyo-kacho"));
        await Propose(city, route, new("contract", "kankyo", new Yen(300_000)));
        var id = await Propose(city, route, new("contract", "kankyo", new Yen(250_000)));
        var takahashi = await (await city.Officer("takahashi")).Open(Links.Decide(id));
        Assert.Contains("合わせると上の決裁区分になる金額です", takahashi.Text);
        Assert.Contains("300,000円", takahashi.Text);
        city.Clock.Pass(TimeSpan.FromDays(31));
        var later = await Propose(city, route, new("contract", "kankyo", new Yen(250_000)));
        await takahashi.Open(Links.Decide(later));
        Assert.DoesNotContain("合わせると上の決裁区分になる金額です", takahashi.Text);
    }

    [Theory, BothDatabases]
    public async Task 決裁票に_職と氏名と電子の印と時刻が並び_PDFにもなる(string database)
    {
        await using var city = await City.Start(database);
        var id = await Propose(city, Usual);
        await (await (await city.Officer("sato")).Open(Links.Decide(id))).Press("承認する");
        var takahashi = await (await city.Officer("takahashi")).Open(Links.Decide(id));
        await takahashi.Press("承認する");
        await takahashi.Open($"{Links.Decide(id)}/sheet");
        foreach (var words in new[] { "環境課 係長", "佐藤 美紀", "環境課 課長", "高橋 浩", "電子 令和8年11月24日", "別表第1の2（例）" })
            Assert.Contains(words, takahashi.Text);
        using var pdf = await takahashi.Raw($"{Links.Decide(id)}/sheet.pdf");
        Assert.Equal("application/pdf", pdf.Content.Headers.ContentType?.MediaType);
    }

    [Theory, BothDatabases]
    public async Task 待たせた案件は二開庁日で本人に_五開庁日で上の職に一度だけ知らせる(string database)
    {
        await using var city = await City.Start(database);
        var id = await Propose(city, Of((StepKind.Decide, "dx-kacho")), drafter: "kobayashi");
        Task<int> Told(string subject) => city.Read(db => db.Set<Keyaki.Messages.InboxMessage>()
            .CountAsync(m => m.Url == Links.Decide(id) && m.Subject.StartsWith(subject)));
        async Task Run()
        {
            await city.Turns.Run(async (services, db, ct) =>
            {
                await services.GetServices<IJob>().OfType<Nudge>().Single().Do(db, Due.At(city.Clock.GetUtcNow()), ct);
                return true;
            });
        }
        await Run();
        Assert.Equal(0, await Told("決裁を待っている"));
        city.Clock.Pass(TimeSpan.FromDays(2));
        await Run();
        await Run();
        Assert.Equal((1, 0), (await Told("決裁を待っている"), await Told("決裁が止まっている")));
        city.Clock.Pass(TimeSpan.FromDays(5));
        await Run();
        Assert.Equal((1, 1), (await Told("決裁を待っている"), await Told("決裁が止まっている")));
    }

    /// <summary>What this officer would be shown of that proposal now, as a hash of it all.</summary>
    static async Task<string> Shown(City city, Guid id, Guid officer)
    {
        await using var scope = city.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CityDb>();
        var approval = await db.Set<Approval>().Include(a => a.Steps).Include(a => a.Acts).SingleAsync(a => a.Id == id);
        var paper = await scope.ServiceProvider.GetServices<ISubjectPaper>().Single(p => p.SubjectKind == approval.SubjectKind)
            .Show(db, approval.SubjectId, new Actor(ActorKind.Officer, officer), default);
        return Desktop.Seal(approval, paper ?? throw new InvalidOperationException());
    }

    [Theory, BothDatabases]
    public async Task 承認に残る印は_その人が見た表紙と本文と添付と情報の全体の印で_起案でも申請でも同じ(string database)
    {
        await using var city = await City.Start(database);
        var (suzuki, url) = await InDrafting.DraftTests.Written(city, more: v => v
            .Attach("添付 1/ファイル", "図面.pdf", "%PDF-1.4\n%%EOF"u8.ToArray()).Choose("紙の添付がある（紙併用）/はい"));
        await InDrafting.DraftTests.Propose(suzuki, url);
        var draft = await city.Read(db => db.Set<Approval>().SingleAsync(a => a.SubjectKind == Keyaki.Drafting.Draft.Kind));
        var application = await InProcedures.OfficeCases.Proposed(city, await city.Composter(), await city.OfficerId("suzuki"),
            "kankyo-kakaricho", "kankyo-kacho");
        var sato = await city.OfficerId("sato");
        foreach (var id in new[] { draft.Id, application })
        {
            var page = await (await city.Officer("sato")).Open(Links.Decide(id));
            var shown = await Shown(city, id, sato);
            await page.Press("承認する");
            Assert.Equal(shown, Last(await Load(city, id)).Seen);
        }
        // What is kept, for how long, and that papers went with it stand on the sheet; a case says when its result was handed over.
        var takahashi = await (await city.Officer("takahashi")).Open(Links.Decide(application));
        await takahashi.Press("承認する");
        Assert.Contains("保存年限5年", Squeezed(await takahashi.Open($"{Links.Decide(application)}/sheet")));
        Assert.Contains("紙併用紙の添付と併せて", Squeezed(await (await city.Officer("sato")).Open($"{Links.Decide(draft.Id)}/sheet")));
        await takahashi.Open(Rates.Url);
        Assert.True((await Load(city, draft.Id)).WithPaper);
    }

    static string Squeezed(Visitor page) => string.Concat(page.Text.Where(c => !char.IsWhiteSpace(c)));

    [Theory, BothDatabases]
    public async Task 再起案の決裁は_もとの決裁と互いに名前が出る(string database)
    {
        await using var city = await City.Start(database);
        var (suzuki, url) = await InDrafting.DraftTests.Written(city);
        await InDrafting.DraftTests.Propose(suzuki, url);
        Task<List<Guid>> Ids() => city.Read(db => db.Set<Approval>().Where(a => a.SubjectKind == Keyaki.Drafting.Draft.Kind)
            .OrderBy(a => a.ProposedAt).Select(a => a.Id).ToListAsync());
        var old = (await Ids())[0];
        var no = await (await (await city.Officer("sato")).Open(Links.Decide(old))).Follow("否決する");
        await no.Fill("理由", "時期を改める").Press("否決する");
        await (await (await suzuki.Open(url)).Follow("再起案する")).Press("書き始める");
        await suzuki.Press("保存する");
        await InDrafting.DraftTests.Propose(suzuki, suzuki.Path);
        var again = (await Ids())[1];
        foreach (var (from, to, words) in new[] { (again, old, "再起案のもとの案件"), (old, again, "再起案された案件") })
            foreach (var page in new[] { "", "/sheet" })
            {
                var sato = await (await city.Officer("sato")).Open(Links.Decide(from) + page);
                Assert.Contains(words, sato.Text, StringComparison.Ordinal);
                if (page == "") Assert.NotNull(sato.Page.QuerySelector($"main a[href='{Links.Decide(to)}']"));
            }
    }

    [Theory, BothDatabases]
    public async Task 期限を過ぎた後閲は_一度だけ計画の指標に数える(string database)
    {
        await using var city = await City.Start(database);
        var id = await Propose(city, Of((StepKind.Decide, "kankyo-kacho")));
        await Away(city, "takahashi", 2);
        await (await (await city.Officer("sato")).Open(Links.Decide(id))).Press("代決する");
        Task<int> Counted() => city.Read(db => db.Set<JournalEntry>().CountAsync(e => e.Code == Nudge.Overdue.Code));
        await Remind(city);
        Assert.Equal(0, await Counted());
        city.Clock.Pass(TimeSpan.FromDays(20));
        await Remind(city);
        await Remind(city);
        Assert.Equal(1, await Counted());
        var measure = city.Services.GetServices<IMeasure>().Single(m => m.Code == "approvals.overdue-views");
        Assert.Equal([new Mark("kankyo", 1)], measure.Count(new(Nudge.Overdue.Code, default, ActorKind.System, "", null,
            new Dictionary<string, string> { ["department"] = "kankyo" })));
    }

    static async Task Remind(City city)
    {
        await city.Turns.Run(async (services, db, ct) =>
        {
            await services.GetServices<IJob>().OfType<Nudge>().Single().Do(db, Due.At(city.Clock.GetUtcNow()), ct);
            return true;
        });
        await city.Settle();
    }

    [Theory, BothDatabases]
    public async Task 待たせた案件の催促は_何件あっても一人に一日一通のメールで_件名も起案者も書かない(string database)
    {
        await using var city = await City.Start(database);
        await city.Turns.Run((_, db, _) => db.Set<Keyaki.Staff.Officer>().Where(o => o.Login == "nakamura" || o.Login == "kato")
            .ExecuteUpdateAsync(s => s.SetProperty(o => o.Mail, o => o.Login + "@kiyose.example")));
        foreach (var _ in "abc") await Propose(city, Of((StepKind.Decide, "dx-kakaricho")), drafter: "kobayashi");
        IReadOnlyList<string> To(string login) =>
            [.. city.Simulator.Mails.Mails.Where(m => m.To == $"{login}@kiyose.example").Select(m => m.Text)];
        await Remind(city);
        Assert.Empty(To("nakamura"));
        city.Clock.Pass(TimeSpan.FromDays(2));
        await Remind(city);
        city.Clock.Pass(TimeSpan.FromHours(3));
        await Remind(city);
        var mail = Assert.Single(To("nakamura"));
        Assert.Contains("決裁を待っている案件があります：3件", mail, StringComparison.Ordinal);
        foreach (var secret in new[] { Title, "小林" }) Assert.DoesNotContain(secret, mail, StringComparison.Ordinal);
        Assert.Empty(To("kato"));
        Assert.DoesNotContain("で止まっている決裁", (await (await city.Officer("kato")).Open("/office")).Text, StringComparison.Ordinal);

        city.Clock.Pass(TimeSpan.FromDays(7));
        await Remind(city);
        Assert.Single(To("nakamura"));
        Assert.Contains("決裁が止まっている案件があります：3件", Assert.Single(To("kato")), StringComparison.Ordinal);
        Assert.Contains("「DX推進課 係長」で止まっている決裁", (await (await city.Officer("kato")).Open("/office")).Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 不在の部長の案件は_代決できる人の今日の仕事に出て_第一順位が不在なら第二順位の人に出る(string database)
    {
        await using var city = await City.Start(database);
        var bucho = await city.OfficerId("kobayashi");
        await city.Turns.Run((_, db, _) => Task.FromResult(db.Add(new Keyaki.Staff.PostHolding
        {
            Id = city.Clock.NewId(), Officer = bucho, Post = "kankyo-bucho", From = new(2026, 4, 1), GivenAt = city.Clock.GetUtcNow(),
        })));
        foreach (var important in new[] { false, true })
            await Propose(city, Of((StepKind.Decide, "kankyo-bucho")), new("permission", "kankyo") { Important = important });
        async Task<int> Today(string login) => (await (await city.Officer(login)).Open("/office"))
            .Page.QuerySelectorAll("main a[href^='/office/decisions/']")
            .Count(a => a.TextContent.Contains(Title, StringComparison.Ordinal));
        async Task<(int, int, int)> All() => (await Today("kobayashi"), await Today("takahashi"), await Today("sato"));
        Assert.Equal((2, 0, 0), await All());
        // What is important is not decided in anybody's place.
        await Away(city, "kobayashi", 2);
        Assert.Equal((2, 1, 0), await All());
        await Away(city, "takahashi", 2);
        Assert.Equal((2, 1, 1), await All());
        city.Clock.Pass(TimeSpan.FromDays(4));
        Assert.Equal((2, 0, 0), await All());
    }

    [Theory, BothDatabases]
    public async Task 二百の散歩が_データベースを通っても手本と違わない(string database)
    {
        await using var city = await City.Start(database);
        var walks = FsCheck.Fluent.Gen.Sample(FsCheck.Fluent.Gen.ListOf(Rules.決裁の道筋.Deeds, 12), 12, 200);
        foreach (var (deeds, n) in walks.Select((w, i) => (w, i)))
        {
            var (flagged, no) = (n % 2 == 0, n % 3 == 0);
            var model = new Rules.決裁の道筋.Model(flagged, no);
            var id = await city.Turns.Run((_, db, _) =>
            {
                var approval = Rules.決裁の道筋.Propose(city.Clock, flagged, no, city.Clock.NewId());
                db.Add(approval);
                return Task.FromResult(approval.Id);
            });
            foreach (var deed in deeds)
            {
                var should = model.Do(deed);
                var did = await city.Turns.Run(async (_, db, ct) =>
                    Rules.決裁の道筋.Do(await db.Set<Approval>().Take(id, ct), deed, city.Clock));
                Assert.True(did == should, $"{deed}");
            }
            var now = await Load(city, id);
            Assert.Equal((model.State, model.Owed, model.Answers),
                (now.State.ToString(), now.Views.Count, Rules.決裁の道筋.Model.Of(now)));
        }
    }
}
