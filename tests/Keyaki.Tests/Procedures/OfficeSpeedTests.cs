using System.Net;
using System.Text.RegularExpressions;
using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Procedures;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Tests.InProcedures;

/// <summary>What makes an officer's day with many cases short.</summary>
public sealed class OfficeSpeedTests
{
    [Theory, BothDatabases]
    public async Task 申請の画面から_来た一覧の順に前と次の申請へ進める(string database)
    {
        await using var city = await City.Start(database);
        Guid[] made = [await city.Composter(), await city.Composter("松山 一郎", model: "A"), await city.Composter("旭 健二", model: "B")];
        var suzuki = await (await city.Officer("suzuki")).Open("/office/cases?order=-at&whose=nobody");
        var shown = suzuki.Page.QuerySelectorAll("tbody .cell-head a").Select(a => a.GetAttribute("href") ?? "").ToList();
        Assert.Equal(Enumerable.Reverse(made).Select(id => $"{Links.Case(id)}?whose=nobody&order=-at"), shown);
        await suzuki.Open(shown[0]);
        Assert.DoesNotContain("前の申請", suzuki.Text, StringComparison.Ordinal);
        await suzuki.Follow("次の申請");
        Assert.Equal(shown[1], suzuki.Path);
        await suzuki.Follow("次の申請");
        Assert.Equal(shown[2], suzuki.Path);
        Assert.DoesNotContain("次の申請", suzuki.Text, StringComparison.Ordinal);
        await suzuki.Follow("前の申請");
        Assert.Equal(shown[1], suzuki.Path);
        await suzuki.Follow("一覧に戻る");
        Assert.Equal("/office/cases?whose=nobody&order=-at", suzuki.Path);
        // By the deadline, which is the usual order; these three have the same one.
        var ids = made.OrderBy(id => id.ToString(), StringComparer.Ordinal).ToList();
        await suzuki.Open(Links.Case(ids[0]));
        await suzuki.Follow("次の申請");
        Assert.StartsWith(Links.Case(ids[1]), suzuki.Path, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 受付箱で選んだ申請を_まとめて受け持ち審査を始められ_先に変わったものは残る(string database)
    {
        await using var city = await City.Start(database);
        Guid[] ids = [await city.Composter(), await city.Composter("松山 一郎", model: "A"), await city.Composter("旭 健二", model: "B")];
        var suzuki = await (await city.Officer("suzuki")).Open("/office/cases");
        foreach (var id in ids) Tick(suzuki, await city.Case(id));
        var sato = await (await city.Officer("sato")).Open(Links.Case(ids[2]));
        await sato.Press("審査を始める");
        await suzuki.Press("審査を始める");
        Assert.Contains("2件を処理しました。1件は、ほかの人が先に変えたか", suzuki.Text, StringComparison.Ordinal);
        var me = await city.OfficerId("suzuki");
        foreach (var id in ids[..2])
            Assert.Equal((ApplicationState.Examining, (Guid?)me), ((await city.Case(id)).State, (await city.Case(id)).Assignee));
        Assert.Equal(await city.OfficerId("sato"), (await city.Case(ids[2])).Assignee);
        // Each person reads it in their own journal.
        foreach (var id in ids[..2])
            Assert.Equal(1, await city.Read(db => db.Set<JournalEntry>()
            .CountAsync(e => e.Code == "office.case.examine" && e.RecordId == id)));

        await suzuki.Press("担当にする");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, suzuki.Status);
        await suzuki.Open("/office/cases");
        foreach (var id in ids) Tick(suzuki, await city.Case(id));
        await suzuki.Fill("担当する職員", "佐藤").Press("担当にする");
        Assert.Contains("3件を処理しました。", suzuki.Text, StringComparison.Ordinal);
        foreach (var id in ids) Assert.Equal(await city.OfficerId("sato"), (await city.Case(id)).Assignee);
        // none is ticked
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await (await suzuki.Open("/office/cases")).Press("審査を始める")).Status);
    }

    [Theory, BothDatabases]
    public async Task 絞り込んだ一覧から開いた申請は_することを終えても同じ一覧のまま次へ進める(string database)
    {
        await using var city = await City.Start(database);
        Guid[] made = [await city.Composter(), await city.Composter("松山 一郎", model: "A"), await city.Composter("旭 健二", model: "B")];
        const string list = "whose=nobody&order=-at";
        var suzuki = await (await city.Officer("suzuki")).Open($"{Links.Case(made[1])}?{list}");
        await suzuki.Press("審査を始める");
        Assert.Equal($"{Links.Case(made[1])}?{list}", suzuki.Path);
        await suzuki.Follow("メモを書く");
        await suzuki.Fill("メモ", "電話した").Press("メモを残す");
        Assert.Equal($"{Links.Case(made[1])}?{list}", suzuki.Path);
        await suzuki.Follow("補正をお願いする");
        await suzuki.Follow("やめて戻る");
        Assert.Equal($"{Links.Case(made[1])}?{list}", suzuki.Path);
        await suzuki.Follow("次の申請");
        Assert.Equal($"{Links.Case(made[0])}?{list}", suzuki.Path);
        await suzuki.Follow("一覧に戻る");
        Assert.Equal($"/office/cases?{list}", suzuki.Path);
    }

    [Fact]
    public async Task 受付箱は_差し戻された申請を探すのに_課のすべての申請を歩かない()
    {
        await using var city = await City.Start(BothDatabases.Sqlite);
        await (await city.Officer("suzuki")).Open("/office/cases");
        var sql = Assert.Single(city.Queries.Last.Sql, s => s.Contains("\"ReturnedAt\" IS NOT NULL", StringComparison.Ordinal));
        Assert.Contains("IX_procedures_applications_Department_ReturnedAt", await Way(city, sql), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("order=-at&whose=mine&procedure=compost-subsidy", "IX_procedures_applications_own")]
    [InlineData("order=-at&whose=mine&waits=applicant", "IX_procedures_applications_own")]
    [InlineData("whose=mine&waits=nobody&procedure=compost-subsidy", "IX_procedures_applications_own")]
    [InlineData("whose=mine&procedure=compost-subsidy", "IX_procedures_applications_Assignee_WaitsFor_Due_Id")]
    [InlineData("whose=mine&waits=all", "IX_procedures_applications_Assignee_SubmittedAt_Id_Department")]
    [InlineData("order=-at&whose=nobody&procedure=compost-subsidy", "IX_procedures_applications_Department_WaitsFor_SubmittedAt_Id")]
    public async Task 受付箱は_自分の申請を探すのに_課のすべての申請を歩かない(string list, string index)
    {
        await using var city = await City.Start(BothDatabases.Sqlite);
        await (await city.Officer("suzuki")).Open("/office/cases?" + list);
        var sql = Assert.Single(city.Queries.Last.Sql, s => s.Contains("\"Assignee\" = @officer", StringComparison.Ordinal)
            || s.Contains("\"Assignee\" IS NULL\nORDER", StringComparison.Ordinal));
        Assert.Contains(index + " ", await Way(city, sql), StringComparison.Ordinal);
    }

    /// <summary>The way that the program's own SQLite takes for a statement.</summary>
    static async Task<string> Way(City city, string sql)
    {
        await using var db = city.Database.OpenReader();
        await using var plan = db.Database.GetDbConnection().CreateCommand();
        plan.CommandText = "EXPLAIN QUERY PLAN " + sql;
        foreach (Match name in Regex.Matches(sql, "@\\w+"))
            if (!plan.Parameters.Contains(name.Value)) plan.Parameters.Add(new SqliteParameter(name.Value, ""));
        var steps = new List<string>();
        await using var reader = await plan.ExecuteReaderAsync();
        while (await reader.ReadAsync()) steps.Add(reader.GetString(3));
        return string.Join('\n', steps) + " ";
    }

    static void Tick(Visitor visitor, Application found) => visitor.Choose($"受付番号 {found.Number} を選ぶ");

    [Theory, BothDatabases]
    public async Task 決定の前に_通知書と証明書の案を見られる(string database)
    {
        await using var city = await City.Start(database);
        var (composter, copies) = (await city.Composter(), await city.Copies());
        foreach (var (login, id, page, outcomes) in new[] { ("suzuki", composter, "propose", 2), ("tanaka", copies, "decide", 2) })
        {
            var officer = await (await city.Officer(login)).Open(Links.Case(id));
            await officer.Press("審査を始める");
            await officer.Open($"{Links.Case(id)}/{page}");
            var drafts = officer.Page.QuerySelectorAll("a[target=_blank]").Select(a => a.GetAttribute("href") ?? "").ToList();
            Assert.Equal(outcomes, drafts.Count);
            foreach (var draft in drafts)
            {
                using var answer = await officer.Raw(draft);
                Assert.Equal("application/pdf", answer.Content.Headers.ContentType?.MediaType);
                Assert.StartsWith("%PDF-", System.Text.Encoding.ASCII.GetString(await answer.Content.ReadAsByteArrayAsync()),
                    StringComparison.Ordinal);
            }
            Assert.Equal(outcomes, await city.Read(db => db.Set<JournalEntry>()
                .CountAsync(e => e.Code == "office.case.preview" && e.RecordId == id)));
            Assert.Equal(0, await city.Read(db => db.Set<Disposition>().CountAsync(d => d.ApplicationId == id)));
        }
        Assert.Equal(HttpStatusCode.NotFound,
            (await (await city.Officer("tanaka")).Open($"{Links.Case(composter)}/preview/Granted")).Status);
    }

    [Theory, BothDatabases]
    public async Task 決裁する人も_決める前に通知書の案を見られ_関わらない職員には見えない(string database)
    {
        await using var city = await City.Start(database);
        var id = await city.Composter();
        var approval = await OfficeCases.Proposed(city, id, await city.OfficerId("suzuki"), "kankyo-kakaricho", "kankyo-kacho");
        var sato = await (await city.Officer("sato")).Open(Links.Decide(approval));
        var draft = sato.Page.QuerySelectorAll("a").Single(a => a.TextContent.Contains("の案を見る", StringComparison.Ordinal))
            .GetAttribute("href") ?? "";
        using var answer = await sato.Raw(draft);
        Assert.Contains("（案・番号は決定のときに付きます）",
            Rules.PaperTests.Read(await answer.Content.ReadAsByteArrayAsync(), "pdftotext", "-layout", "-"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await (await city.Officer("tanaka")).Open(draft)).Status);
    }

    [Theory, BothDatabases]
    public async Task 文書を待つ画面は自分で新しくなり_交付を記録するときは本人が選んだ受け取り方が見える(string database)
    {
        await using var city = await City.Start(database);
        var id = await city.Copies();
        var tanaka = await (await city.Officer("tanaka")).Open(Links.Case(id));
        await tanaka.Press("審査を始める");
        await (await tanaka.Open($"{Links.Case(id)}/decide")).Choose("決定/認める").Press("この内容で決定する");
        await city.Settle();
        using (var made = await tanaka.Raw(Links.Case(id))) Assert.False(made.Headers.Contains("Refresh"));
        await tanaka.Open($"{Links.Case(id)}/deliver");
        Assert.Contains("受け取り方市民課の窓口", tanaka.Text, StringComparison.Ordinal);
        // The letter is away again, as before the worker came by.
        await city.Turns.Run(async (_, db, ct) =>
            await db.Database.ExecuteSqlAsync(
                $"""DELETE FROM documents_files WHERE "DocumentId" IN (SELECT "Id" FROM documents_documents WHERE "SubjectId" = {id})""", ct));
        using var waiting = await tanaka.Raw(Links.Case(id));
        Assert.Equal("5", waiting.Headers.GetValues("Refresh").Single());
    }
}
