using Keyaki.Approvals;
using Keyaki.Contracts;
using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Documents;
using Keyaki.Documents;
using Keyaki.Drafting;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Payments;
using Keyaki.Plan;
using Keyaki.Procedures;
using Keyaki.Staff;
using Keyaki.Tests.InDocuments;
using Keyaki.Tests.Pages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.InApprovals;

/// <summary>四月の組織改正: a department ends, and what hangs on it goes on.</summary>
public sealed class 組織の引継ぎ : OwnFiles
{
    void Ends() =>
        Replace("departments.json", "\"code\": \"kankyo\",", "\"code\": \"kankyo\", \"until\": \"2026-12-31\", \"successor\": \"dx\",");

    static async Task Agree(City city)
    {
        await (await (await city.Officer("takahashi")).Open(Reorganise.Url)).Press("引継ぎを申し出る");
        var kato = await (await (await city.Officer("kato")).Open(Reorganise.Url)).Follow("確認を待っています");
        await kato.Choose("この引継ぎを行いますか/はい").Press("確かめた結果を記録する");
    }

    static Task NewYear(City city)
    {
        city.Clock.Pass(new DateTime(2027, 1, 1, 1, 0, 0) - city.Clock.GetUtcNow().Local().DateTime);
        return Carry(city);
    }

    static Task Carry(City city) => city.Turns.Run(async (services, db, ct) =>
    {
        await services.GetServices<IJob>().Single(j => j.Code == "approvals.reorganise").Do(db, Due.At(city.Clock.GetUtcNow()), ct);
        return true;
    });

    [Theory, BothDatabases]
    public async Task 終わる課の決裁は_二人目が認めると_最後の日の翌日に_後を継ぐ課の同じ段階の職に移る(string database)
    {
        Ends();
        await using var city = await Open(database);
        var id = await 決裁の経路.Propose(city, 決裁の経路.Of((StepKind.Review, "kankyo-kakaricho"), (StepKind.Decide, "kankyo-kacho")));
        await InDrafting.DraftTests.Written(city);
        var takahashi = await (await city.Officer("takahashi")).Open(Reorganise.Url);
        Assert.Contains("「環境課 係長」", takahashi.Text);
        Assert.Contains("完結していない起案", takahashi.Text);
        await takahashi.Press("引継ぎを申し出る");
        await takahashi.Follow("確認を待っています");
        Assert.DoesNotContain("確かめた結果を記録する", takahashi.Text);
        var kato = await (await city.Officer("kato")).Open(Reorganise.Url);
        await kato.Follow("確認を待っています");
        await kato.Choose("この引継ぎを行いますか/はい").Press("確かめた結果を記録する");
        Assert.Contains("認められました。令和9年1月1日", kato.Text);
        await Carry(city);
        Assert.Equal("kankyo-kakaricho", (await 決裁の経路.Load(city, id)).Current?.Post);

        await NewYear(city);
        var moved = await 決裁の経路.Load(city, id);
        Assert.Equal(["dx-kakaricho", "dx-kacho"], moved.Steps.OrderBy(s => s.Number).Select(s => s.Post));
        Assert.Equal(("dx", StepState.Pending), (moved.Department, moved.Current?.State));
        Assert.Equal(["dx"], await city.Read(db => db.Set<Keyaki.Drafting.Draft>().Where(d => d.Subject == "古い看板の取り外しについて")
            .Select(d => d.Department).ToListAsync()));
        await (await (await city.Officer("nakamura")).Open(Links.Decide(id))).Press("承認する");
        Assert.Equal("dx-kacho", (await 決裁の経路.Load(city, id)).Current?.Post);
    }

    /// <summary>One thing of each kind that may hang on a department.</summary>
    static async Task<(Guid Case, Guid Old)> Everything(City city)
    {
        var (open, old) = (await city.Composter(), await city.Composter(model: "KC-2"));
        var lent = await 文書の中の文字の検索.Put(city, "貸し出した文書", f => f with { CompletedOn = f.On });
        await city.Turns.Run(async (services, db, ct) =>
        {
            var (now, today, id) = (city.Clock.GetUtcNow(), city.Clock.Today(), city.Clock.NewId());
            db.Add(new RecordFile
            {
                Id = city.Clock.NewId(), FiscalYear = 2026, Department = "kankyo", RecordClass = "kankyo-hojo", Title = "補助金",
                OpenedAt = now,
            });
            db.Add(new Lending
            {
                Id = city.Clock.NewId(), DocumentId = lent.Id, Borrower = "監査", LentOn = today,
                DueOn = today, By = id
            });
            db.Add(new DisposalList { Id = city.Clock.NewId(), FiscalYear = 2026, Department = "kankyo", At = now });
            db.Add(Charge.Open(new("test", id, new Yen(300), "手数料", "K-1", now.AddDays(90), id, "/", "kankyo"), 1, city.Clock));
            var meeting = city.Clock.NewId();
            db.Add(new Meeting { Id = meeting, By = id, At = now });
            db.Add(new Resolution
            {
                Id = city.Clock.NewId(), Meeting = meeting, Position = 1, Text = "調べる",
                Department = "kankyo", Due = today
            });
            db.Add(new Robot
            {
                Id = city.Clock.NewId(), Name = "集計", Kind = RobotKind.Rpa, Department = "kankyo", Work = "集計",
                Before = 9, After = 1, Evidence = "計測", Version = 1,
            });
            var template = new OwnTemplate { Id = city.Clock.NewId(), Department = "kankyo" };
            template.Write(new CityTemplate("", "課の伺い", "伺い", "", "", "minor", Way.None, DisclosureClass.Open, ""), id, now);
            db.Add(template);
            (await db.Set<Application>().AsTracking().SingleAsync(a => a.Id == old, ct))
                .Withdraw(id, today, null, id, now);
            return true;
        });
        return (open, old);
    }

    static async Task<string> Of(City city, string department) => string.Join(" ", await city.Read(async db => new[]
    {
        $"簿冊{await db.Set<RecordFile>().CountAsync(f => f.Department == department && f.Title == "補助金")}",
        $"文書{await db.Set<Document>().CountAsync(d => d.Department == department && d.Subject == "貸し出した文書")}",
        $"満了{await db.Set<DisposalList>().CountAsync(l => l.Department == department)}",
        $"支払{await db.Set<Charge>().CountAsync(c => c.Department == department && c.Reference == "K-1")}",
        $"決定{await db.Set<Resolution>().CountAsync(r => r.Department == department && r.Text == "調べる")}",
        $"機械{await db.Set<Robot>().CountAsync(r => r.Department == department && r.Name == "集計")}",
        $"雛形{await db.Set<OwnTemplate>().CountAsync(t => t.Department == department)}",
        $"申請{await db.Set<Application>().CountAsync(a => a.Department == department && a.WaitsFor == WaitsFor.Office)}",
        $"仕事{await db.Set<OfficeTask>().CountAsync(t => t.Department == department && t.ClosedAt == null && t.Kind == TaskKind.Examine)}",
    }));

    const string One = "簿冊1 文書1 満了1 支払1 決定1 機械1 雛形1 申請1 仕事1";
    static readonly string None = One.Replace('1', '0');

    [Theory, BothDatabases]
    public async Task 課に掛かるものはどの仕事のものも_一度の下見に出て_一度の決定で後を継ぐ課に移り_もう一度頼んでも変わらない(string database)
    {
        Ends();
        await using var city = await Open(database);
        var (open, old) = await Everything(city);
        var page = await (await city.Officer("takahashi")).Open(Reorganise.Url);
        foreach (var what in new[]
        {
            "開いている簿冊：2件", "完結していない文書と、紙の原本を貸し出している文書：1件", "廃棄が済んでいない満了一覧：1件", "済んでいない支払いと返金：1件",
            "会議で決まり、まだ済んでいないこと：1件", "RPA・AI-OCRの台帳：", "課の雛形：1件", "終わっていない申請：1件", "手続の定義（", "文書分類：", "職の担当（最後の日で終わります）：",
            "後の職が決まっていない職員（", "市の設定ファイルの職：",
        }) Assert.Contains(what, page.Text, StringComparison.Ordinal);
        Assert.Equal((One, None), (await Of(city, "kankyo"), await Of(city, "dx")));

        await Agree(city);
        Assert.Equal((One, None), (await Of(city, "kankyo"), await Of(city, "dx")));
        await NewYear(city);
        Assert.Equal((None, One), (await Of(city, "kankyo"), await Of(city, "dx")));
        Assert.False(await city.Read(db => db.Set<PostHolding>().AnyAsync(h => h.Post.StartsWith("kankyo-") && h.Until == null)));
        // The successor opens what was moved and what was over before.
        var nakamura = await city.Officer("nakamura");
        foreach (var found in new[] { open, old }) Assert.Equal(200, (int)(await nakamura.Open(Links.Case(found))).Status);
        Assert.Equal(404, (int)(await (await city.Officer("tanaka")).Open(Links.Case(open))).Status);

        await city.Turns.Run(async (services, db, ct) =>
        {
            foreach (var module in services.GetServices<ISuccession>())
                await module.Move(db, new("kankyo", "dx", new(2026, 12, 31)), ct);
            Assert.False(db.ChangeTracker.HasChanges());
            return true;
        });
        Assert.Equal(One, await Of(city, "dx"));
        Assert.DoesNotContain("終わっていない申請", (await (await city.Officer("kato")).Open(Reorganise.Url)).Text, StringComparison.Ordinal);
    }
}
