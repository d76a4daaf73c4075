using System.Globalization;
using System.Text.Json;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Payments;
using Keyaki.Plan;
using Keyaki.Procedures;
using Keyaki.Tests.Architecture;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Keyaki.Tests.Pages;

/// <summary>A year of the practice city, told by days that no calendar likes.</summary>
public sealed class TownDayTests
{
    const string Sunday = "2026-11-29";

    /// <summary>The whole year once; of the other days their last months, because the gate waits.</summary>
    [Theory]
    [InlineData("2027-03-31", 12)]
    [InlineData("2027-04-01", 3)]
    [InlineData("2027-01-03", 3)]
    [InlineData(Sunday, 3)]
    public async Task まちの一年は_年度の終わりにも初めにも休みの日にも_前へだけ話され_どの夜の仕事も済んでいる(string day, int months)
    {
        var end = DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        // What the database makes of it is the same on both; the story is told on both elsewhere (StoryTests).
        await using var city = await City.Telling(BothDatabases.Sqlite, 60, end.Midnight().AddHours(10), months);
        // What the hall itself wrote at the moment of opening is not of the story.
        var (now, told) = (city.Clock.GetUtcNow(), end.Midnight().AddHours(10));
        var sent = await city.Read(db => db.Set<Application>().Where(a => a.SubmittedAt != null).ToListAsync());
        Assert.InRange(sent.Count, 50, 90);
        Assert.All(sent, a => Assert.True(a.SubmittedAt <= now));
        var entries = await city.Read(db => db.Set<JournalEntry>().Where(e => e.At < told).OrderBy(e => e.Id)
            .Select(e => new { e.At, e.Batch }).ToListAsync());
        Assert.Equal(entries.Select(e => e.At).Order(), entries.Select(e => e.At));
        // Each month that is over was sealed when it was over.
        var sealings = await city.Read(db => db.Set<JournalBatch>().Select(b => b.SealedAt).ToListAsync());
        Assert.True(sealings.Select(at => (at.Day().Year, at.Day().Month)).Distinct().Count() >= months - 1);
        Assert.All(entries, e => Assert.NotNull(e.Batch));
        Assert.Empty(await city.Read(db => db.Set<JobRun>().Where(r => r.DoneAt == null).ToListAsync()));
        Assert.Empty(await city.Read(db => db.Set<OutboxItem>().Where(o => o.DoneAt == null && o.DueAt < now).ToListAsync()));
        var towns = await city.Read(db => db.Database
            .SqlQuery<string>($"""SELECT DISTINCT "Town" AS "Value" FROM residents_households""").ToListAsync());
        Assert.Equal([], city.Services.GetRequiredService<CityProfile>().Addresses.Select(a => a.Town).Except(towns));
        if (day != Sunday) return;
        // The same day and the same seed once more: the same town.
        await using var again = await City.Telling(BothDatabases.Sqlite, 60, end.Midnight().AddHours(10), months);
        var second = await Seen(again, told);
        foreach (var (what, first) in await Seen(city, told))
        {
            Assert.NotEmpty(first);
            Assert.Equal(first, second[what]);
        }
    }

    /// <summary>What a reader could tell two towns apart by; ids and secrets are drawn anew.</summary>
    static async Task<Dictionary<string, List<string>>> Seen(City city, DateTimeOffset until)
    {
        var seen = new Dictionary<string, List<string>>
        {
            ["journal"] = await city.Read(db => db.Set<JournalEntry>().Where(e => e.At < until).OrderBy(e => e.At).ThenBy(e => e.Code)
                .Select(e => e.Code).ToListAsync()),
        };
        foreach (var (what, question) in new (string, FormattableString)[]
        {
            ("applications", $"""
                SELECT "Procedure" || ' ' || "State" || ' ' || coalesce("Kana", '') || ' ' || coalesce("SubmittedAt", '') AS "Value"
                FROM procedures_applications
                """),
            ("documents", $"""SELECT "Number" || ' ' || "Subject" AS "Value" FROM documents_documents"""),
            ("persons", $"""SELECT "Name" || ' ' || "Birth" AS "Value" FROM residents_persons"""),
            ("things", $"""SELECT "Code" || ' ' || "Name" || ' ' || "Department" AS "Value" FROM assets_equipment"""),
            ("charges", $"""SELECT "State" || ' ' || "Amount" AS "Value" FROM payments_charges"""),
        })
            seen[what] = [.. (await city.Read(db => db.Database.SqlQuery<string>(question).ToListAsync())).Order(StringComparer.Ordinal)];
        return seen;
    }
}

/// <summary>The practice city with its many, as `./dev run` tells it; with fewer of them, because the gate waits.</summary>
public sealed class TownTests(TownTests.Town town) : IClassFixture<TownTests.Town>
{
    public sealed class Town : IAsyncLifetime
    {
        City? city;
        public City City => city ?? throw new InvalidOperationException("not told yet");
        public async Task InitializeAsync() => city = await City.Telling(BothDatabases.Sqlite, Many);
        public async Task DisposeAsync() => await City.DisposeAsync();
    }

    const int Many = 300;
    City City => town.City;

    [Fact]
    public async Task 練習用のまちには_申請がどの状態にもあり_直したもの_断ったもの_返金したもの_遅れているものがある()
    {
        var cases = await City.Read(db => db.Set<Application>().ToListAsync());
        Assert.InRange(cases.Count, Many * 9 / 10, Many * 11 / 10);
        // Mended and not looked at again lasts a day or two: half a town need not have one today, the whole has.
        Assert.Equal([], Enum.GetValues<ApplicationState>().Except(cases.Select(c => c.State)).Except([ApplicationState.Resubmitted]));
        Assert.Contains(await City.Read(db => db.Set<Correction>().ToListAsync()), c => c.AnsweredAt is not null);
        Assert.True(cases.Count(c => c.IsOpen && c.Due < City.Clock.Today()) >= 3);
        Assert.True(await Count($"""SELECT count(*) AS "Value" FROM payments_refunds""") >= 3);
        Assert.True(await Count($"""SELECT count(*) AS "Value" FROM residents_persons""") >= 120);
    }

    [Fact]
    public async Task 備品は一年のうちに買われ_貸され_数えられ_一つは見つからず_一つは不用の決裁を待っている()
    {
        Assert.True(await Count($"""SELECT count(*) AS "Value" FROM assets_loans WHERE "ReturnedAt" IS NOT NULL""") >= 1);
        Assert.True(await Count($"""SELECT count(*) AS "Value" FROM assets_loans WHERE "ReturnedAt" IS NULL""") >= 1);
        Assert.Equal(1, await Count($"""SELECT count(*) AS "Value" FROM assets_missing"""));
        Assert.Equal(1, await Count($"""SELECT count(*) AS "Value" FROM assets_stocks WHERE "ClosedAt" IS NULL"""));
        Assert.True(await Count($"""SELECT count(*) AS "Value" FROM assets_moves""") >= 1);
        var bought = await City.Read(db => db.Database.SqlQuery<string>($"""
            SELECT "AcquiredOn" AS "Value" FROM assets_equipment WHERE "AcquiredOn" > '2025-12-01'
            """).ToListAsync());
        Assert.True(bought.Distinct().Count() >= 5);
    }

    [Fact]
    public async Task 支払いの一覧は_決裁が遅れても銀行の結果まで行き_途中なのは最後の二週間のものだけ()
    {
        var runs = await City.Read(db => db.Set<PaymentRun>().ToListAsync());
        Assert.True(runs.Count(r => r.State is RunState.Closed) >= 3, $"{runs.Count}");
        Assert.Equal([], runs.Where(r => r.State is not RunState.Closed && r.At < City.Clock.GetUtcNow().AddDays(-14))
            .Select(r => $"{r.Code} {r.State}"));
    }

    Task<int> Count(FormattableString question) => City.Read(db => db.Database.SqlQuery<int>(question).SingleAsync());

    /// <summary>The story makes none up: what the nation has, what was counted once, and what robots do.</summary>
    static readonly string[] WithoutCurve = ["seal-total", "seal-other", "seal-national", "rpa-hours"];

    [Fact]
    public async Task どの目標の図にも_一年の線がある()
    {
        var folder = Path.Combine(Profiles.Kiyose, "plan", "targets.json");
        using var targets = JsonDocument.Parse(await File.ReadAllTextAsync(folder));
        await City.Services.GetRequiredService<RollUp>().Round(default);
        var visitor = City.Visitor();
        var flat = new List<string>();
        foreach (var code in targets.RootElement.EnumerateArray().Select(t => t.GetProperty("code").GetString() ?? ""))
            if ((await visitor.Open($"/plan/targets/{code}")).Page.QuerySelectorAll("main figure svg rect").Length == 0)
                flat.Add(code);
        Assert.Equal(WithoutCurve.Order(StringComparer.Ordinal), flat.Order(StringComparer.Ordinal));
    }

    /// <summary>Who opens a list that turns its pages, by the file that does.</summary>
    static readonly Dictionary<string, (string Officer, string Url)> Lists = new(StringComparer.Ordinal)
    {
        ["JobsPage"] = ("kobayashi", "/office/jobs"),
        ["FindDocuments"] = ("suzuki", "/office/documents"),
        ["ListFiles"] = ("mori", "/office/record-files"),
        ["ListPayments"] = ("tanaka", "/office/payments"),
    };

    /// <summary>Lists that stay on one page in the told town, with the reason.</summary>
    static readonly Dictionary<string, string> Short = new(StringComparer.Ordinal)
    {
        ["Browse"] = "an officer's inbox of fifty open cases would be a town that is ill",
        ["Pile"] = "so many decisions wait for nobody",
        ["MyDrafts"] = "what is open is listed, and drafts are completed",
        ["ReceivedDesk"] = "what came in is dealt with",
        ["OfficeInbox"] = "officers read what they are told",
        ["Inbox"] = "no person of the town applies fifty times",
        ["MyJournal"] = "nobody is looked at so often",
        ["Circulars"] = "what is shown is read",
        ["ListSent"] = "nobody has handed a case to another section",
        ["ListFaults"] = "the practice site has some dozen faults to find, and no night has passed yet",
        ["ListInquiries"] = "nobody in the story asks about a page",
        ["ListMaterials"] = "the practice site has no picture",
        ["ListClosings"] = "nobody in the story closes a drawer",
        ["SealBook"] = "the story seals some dozen papers",
        ["Officers"] = "the story has two dozen officers",
        ["ShowProcedures"] = "the plan's own list is not paged below a hundred",
        ["ShowForms"] = "the plan's own list is not paged below a hundred",
        ["ShowIncoming"] = "nothing comes in by file", ["ImportRoom"] = "nothing is taken in by file",
        ["RunsPage"] = "no run was begun", ["ShowRun"] = "no run was begun",
        ["ListDisposals"] = "no folder is old enough", ["ShowDisposal"] = "no folder is old enough",
        ["ListLoans"] = "one department lends what it can spare", ["ListStock"] = "one department counts twice a year",
        ["ListLendings"] = "nothing is lent", ["Catalogue"] = "nothing is published",
        ["ShowDebtor"] = "nobody owes for fifty terms", ["ToSettle"] = "what is to be settled is settled",
        ["FindDebtor"] = "the story has a dozen debtors with a name", ["CloseDays"] = "nobody in the story closes days",
        ["MyPayments"] = "nobody of the town paid fifty times",
        ["ListSlips"] = "slips are made once", ["ShowSlips"] = "one debtor gets slips", ["ListIncoming"] = "one file of a shop comes in",
        ["ListDifferences"] = "nothing differs", ["ListDebits"] = "a bank is asked once", ["ShowDebit"] = "one claim is collected",
        ["ListMandates"] = "one debtor pays by transfer", ["ListRefused"] = "no bank has answered",
        ["ListLetters"] = "nobody in the story prints letters", ["ListPayouts"] = "few payouts are told of",
        ["ShowPaymentRun"] = "few payouts are told of",
        ["ListPages"] = "no department has fifty pages", ["ListLinks"] = "no link of the practice site leads out",
        ["ListMissing"] = "nobody has asked for what is not there", ["ListRedirects"] = "nothing has moved",
        ["ListGazette"] = "the practice city has two issues", ["ChooseNotices"] = "no department has fifty notices",
    };

    [Fact]
    public async Task どの一覧にも二枚目があり_ない一覧は名前を挙げてある()
    {
        var turning = Source.Files("src", ".cs")
            .Where(f => f.Path.EndsWith(".razor.cs", StringComparison.Ordinal) && f.Text.Contains(".Slice(", StringComparison.Ordinal))
            .Select(f => Path.GetFileName(f.Path).Split('.')[0]).ToList();
        Assert.Equal([], turning.Except(Lists.Keys).Except(Short.Keys));
        var wrong = new List<string>();
        foreach (var (name, (officer, url)) in Lists)
        {
            var page = await (await City.Officer(officer)).Open(url);
            if (page.Page.QuerySelector("a[rel=next]") is null) wrong.Add($"{name} {url}");
        }
        Assert.Equal([], wrong);
    }
}
