using System.Collections.Concurrent;
using System.Net;
using Keyaki.Kernel;
using Keyaki.Messages;
using Keyaki.Procedures;
using Keyaki.Tests.Pages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.Operation;

using Visitor = Keyaki.Tests.Pages.Visitor;

/// <summary>A hall is killed in the middle of its work: whatever it had answered is there after the restart, whole.</summary>
public sealed class KillTests
{
    const int DraftsEach = 40, AnswersBeforeTheKill = 30;
    static readonly string[] People = ["清瀬 花子", "松山 一郎", "グエン ティ リン", "旭 健二", "清瀬 花子", "松山 一郎"];

    sealed record Applicant(string Token, IReadOnlyList<Guid> Drafts);

    [Theory, BothDatabases]
    public async Task 途中で強制終了しても_返事をした申請は一つも失われず_半分だけのものもない(string database)
    {
        var site = await City.Furnish(database);
        await using var simulator = await City.Simulate(TimeProvider.System);
        var applicants = await Fill(site);
        var answered = new ConcurrentDictionary<Guid, Guid>();
        await using (var hall = await HallProcess.Start(site, simulator))
        {
            var enough = new TaskCompletionSource();
            var clients = Task.WhenAll(applicants.Select(a => Task.Run(() => Submit(hall.Address, a, answered, enough))));
            Assert.Same(enough.Task, await Task.WhenAny(enough.Task, clients, Task.Delay(TimeSpan.FromSeconds(40))));
            hall.Kill();
            await clients;
        }
        Assert.InRange(answered.Count, AnswersBeforeTheKill, (People.Length * DraftsEach) - 1);

        await using (var again = await HallProcess.Start(site, simulator))
        {
            var (token, drafts) = applicants[0];
            var visitor = Visitor.BehindProxy(again.Address).Visits(ActorKind.Resident, token, strict: true);
            foreach (var id in answered.Keys.Where(drafts.Contains).Take(3))
                Assert.NotEmpty((await visitor.Open($"/my/drafts/{id}/check")).Page.QuerySelector(".receipt-number")?.TextContent ?? "");
            await again.Stop();
        }
        await Complete(site, applicants, answered);
        await site.Clear();
    }

    /// <summary>Filled-in drafts of several people, and a visit of each of them.</summary>
    static async Task<IReadOnlyList<Applicant>> Fill(Site site)
    {
        await using var city = await City.Open(site);
        var applicants = new List<Applicant>();
        foreach (var (name, number) in People.Select((name, number) => (name, number)))
        {
            var drafts = await city.ComposterDrafts(name, Enumerable.Range(0, DraftsEach).Select(i => $"KC-{number}-{i}"),
                TimeProvider.System);
            var (account, _) = await city.Person(name);
            applicants.Add(new(await city.Token(ActorKind.Resident, account, TimeProvider.System), drafts));
        }
        city.Keep();
        return applicants;
    }

    /// <summary>Sends one draft after the other until the hall is gone; notes what was answered with the way to its receipt.</summary>
    static async Task Submit(Uri hall, Applicant applicant, ConcurrentDictionary<Guid, Guid> answered, TaskCompletionSource enough)
    {
        var visitor = Visitor.BehindProxy(hall, follows: false).Visits(ActorKind.Resident, applicant.Token, strict: true);
        try
        {
            foreach (var id in applicant.Drafts)
            {
                await visitor.Open($"/my/drafts/{id}/check");
                using var answer = await visitor.Send(visitor.Prepare("この内容で申し込む"));
                // Who is asked to wait is not answered; whether anything of it stays behind is looked at as well.
                if (answer.StatusCode is HttpStatusCode.ServiceUnavailable) continue;
                if (answer.StatusCode is not HttpStatusCode.SeeOther)
                    throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
                var there = answer.Headers.Location?.ToString() ?? "";
                answered[id] = Guid.TryParse(there.Split('/')[^2], out var application) && there == Contracts.Links.Application(application)
                    + "/done" ? application : throw new InvalidOperationException(there);
                if (answered.Count >= AnswersBeforeTheKill) enough.TrySetResult();
            }
        }
        catch (Exception e) when (enough.Task.IsCompleted
            && e is HttpRequestException or IOException or TaskCanceledException)
        { /* the hall is gone */ }
    }

    static async Task Complete(Site site, IReadOnlyList<Applicant> applicants, IReadOnlyDictionary<Guid, Guid> answered)
    {
        await using var city = await City.Open(site);
        await using var db = city.Database.OpenReader();
        await Whole(db, applicants, answered);
        await city.Services.GetRequiredService<Sealer>().Run();
        var report = await JournalVerify.Run(city.Database, Path.Combine(site.Folder, "anchors.txt"));
        Assert.Empty(report.Findings);
        Assert.True(report.Entries >= answered.Count);
    }

    /// <summary>What was answered is there, and each application has its number, entry, errand and message once.</summary>
    static async Task Whole(CityDb db, IReadOnlyList<Applicant> applicants, IReadOnlyDictionary<Guid, Guid> answered)
    {
        var submitted = await db.Set<Application>().Where(a => a.Number != null && a.SubmittedAt != null)
            .ToDictionaryAsync(a => a.Id, a => a.Number);
        var drafts = await db.Set<DraftApplication>().ToDictionaryAsync(d => d.Id);
        var journal = (await db.Set<JournalEntry>().Where(e => e.Code == "application.submitted").Select(e => e.RecordId).ToListAsync())
            .ToHashSet();
        var errands = (await db.Set<OutboxItem>().Where(i => i.Kind == "messages.mail").Select(i => i.Key).ToListAsync()).ToHashSet();
        var told = (await db.Set<InboxMessage>().Select(m => m.Key).ToListAsync()).ToHashSet();
        var used = await db.Set<Submission>().CountAsync(s => s.Location != null && s.Location.StartsWith("/my/applications/"));
        Assert.All(answered, pair => Assert.Equal(pair.Value, drafts[pair.Key].SentAs));
        Assert.Equal(submitted.Keys.Order(), applicants.SelectMany(a => a.Drafts).Select(id => drafts[id].SentAs).OfType<Guid>().Order());
        Assert.All(drafts.Values, d => Assert.Equal(d.SentAs is null, d.Answers.Contains("KC-", StringComparison.Ordinal)));
        foreach (var id in submitted.Keys)
            Assert.Equal((true, true, true),
                (journal.Contains(id), errands.Contains($"{id:N}-received"), told.Contains($"{id:N}-received")));
        Assert.Equal(submitted.Count, submitted.Values.Distinct().Count());
        Assert.Equal(submitted.Count, used);
    }

    [Fact]
    public async Task 二台のうち一台を強制終了しても_失われず二重にもならず_メールは30秒までに届く()
    {
        var site = await City.Furnish(BothDatabases.Postgres);
        await using var simulator = await City.Simulate(TimeProvider.System);
        // A mail server that takes its time, so that mails are under way when the node goes.
        simulator.Mails.Meet = (_, ct) => Task.Delay(60, ct);
        var applicants = await Fill(site);
        var answered = new ConcurrentDictionary<Guid, Guid>();
        var shared = new Dictionary<string, string> { ["Keyaki__Files__Folder"] = Path.Combine(site.Folder, "shared-files") };
        var other = new Dictionary<string, string>(shared)
        {
            ["Keyaki__Data"] = Path.Combine(site.Folder, "data-2"),
            ["Keyaki__AnchorFile"] = Path.Combine(site.Folder, "anchors-2.txt")
        };
        int late;
        await using (var first = await HallProcess.Start(site, simulator, shared))
        await using (var second = await HallProcess.Start(site, simulator, other))
        {
            var enough = new TaskCompletionSource();
            var clients = Task.WhenAll(
                applicants.Select((a, i) => Task.Run(() => Submit((i % 2 == 0 ? first : second).Address, a, answered, enough))));
            Assert.Same(enough.Task, await Task.WhenAny(enough.Task, clients, Task.Delay(TimeSpan.FromSeconds(60))));
            first.Kill();
            await clients;
            late = await Delivered(site);
            await second.Stop();
        }
        await using var city = await City.Open(site);
        await using var db = city.Database.OpenReader();
        await Whole(db, applicants, answered);
        var mails = await db.Set<Mail>().ToDictionaryAsync(m => $"<{m.Id:N}@kiyose.example.jp>");
        Assert.All(mails.Values, m => Assert.Equal((MailState.Sent, "", ""), (m.State, m.SealedTo, m.SealedText)));
        var arrived = simulator.Mails.Mails.ToDictionary(m => m.MessageId); // none twice
        Assert.Equal(mails.Keys.Order(), arrived.Keys.Order());
        Assert.InRange(mails.Max(m => arrived[m.Key].ReceivedAt - m.Value.QueuedAt), TimeSpan.Zero, TimeSpan.FromSeconds(30));
        // Only what had been handed over and was not yet noted at that moment comes again, under its Message-ID: at most one for each hand.
        Assert.InRange(simulator.Mails.Repeats, 0, 12);
        Assert.True(late > 0, "nothing was under way when the node was killed");
        await site.Clear();
    }

    /// <summary>Waits until every mail has arrived; returns how many had not when the waiting began.</summary>
    static async Task<int> Delivered(Site site)
    {
        await using var hall = City.Closed(site);
        var database = hall.Services.GetRequiredService<IDatabase>();
        int? first = null;
        for (var tries = 0; tries < 600; tries++, await Task.Delay(100))
        {
            await using var db = database.OpenReader();
            var waiting = await db.Set<OutboxItem>().CountAsync(i => i.Kind == "messages.mail" && i.DoneAt == null);
            first ??= waiting;
            if (waiting == 0) return first.Value;
        }
        throw new TimeoutException("mails are still waiting");
    }
}
