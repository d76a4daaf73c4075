using Keyaki.Kernel;
using Keyaki.Tests.Pages;

namespace Keyaki.Tests.Operation;

using Visitor = Keyaki.Tests.Pages.Visitor;

public sealed class TelemetryTests
{
    [Theory, BothDatabases]
    public async Task 計測は集める先に届き_個人のことは一つも含まない(string database)
    {
        var site = await City.Furnish(database);
        await using var simulator = await City.Simulate(TimeProvider.System);
        await using var collector = await Collector.Start();
        var (hanako, suzuki, draft, filed) = await Visits(site);
        await using (var hall = await HallProcess.Start(site, simulator, new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Url, ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "200", ["OTEL_METRIC_EXPORT_INTERVAL"] = "500",
        }))
        {
            var resident = Visitor.BehindProxy(hall.Address).Visits(ActorKind.Resident, hanako, strict: true);
            await (await resident.Open($"/my/drafts/{draft}/check")).Press("この内容で申し込む");
            Assert.StartsWith("/my/applications/", resident.Path, StringComparison.Ordinal);
            var sentAs = Guid.Parse(resident.Path.Split('/')[3]);
            await resident.Open("/search?q=清瀬花子の住所");
            var stranger = await Visitor.BehindProxy(hall.Address).Open("/sign-in");
            await stranger.Fill("メールアドレス", "hanako@example.jp").Fill("パスワード", "chigau-password").Press("次へ進む");
            var officer = Visitor.BehindProxy(hall.Office).Visits(ActorKind.Officer, suzuki, strict: true);
            await officer.Open(Contracts.Links.Case(filed));
            Assert.Contains("清瀬 花子", officer.Text, StringComparison.Ordinal);
            await officer.Open("/office/cases?q=花子");
            await collector.Hears("traces", "keyaki", "POST /my/drafts/{id}/check", "GET /office/cases/{id}", "http.response.status_code");
            await collector.Hears("metrics", "http.server.request.duration", "keyaki.turn.duration", "keyaki.journal.sealed",
                "/office/cases/{id}");
            var sent = collector.Text("traces") + collector.Text("metrics") + hall.Said;
            foreach (var personal in new[] { "花子", "ハナコ", "hanako", "中里", "900番地1", "042-000-0001", "1234567", "chigau", $"{draft}",
                $"{draft:N}", $"{sentAs}", $"{sentAs:N}", $"{filed}", $"{filed:N}", hanako, suzuki })
                Assert.False(sent.Contains(personal, StringComparison.OrdinalIgnoreCase), $"{personal}\n{sent}");
            await hall.Stop();
        }
        await site.Clear();
    }

    static async Task<(string Hanako, string Suzuki, Guid Draft, Guid Filed)> Visits(Site site)
    {
        await using var city = await City.Open(site);
        city.Keep();
        var draft = (await city.ComposterDrafts("清瀬 花子", ["KC-1"], TimeProvider.System)).Single();
        var filed = await city.Composter();
        var (account, _) = await city.Person("清瀬 花子");
        return (await city.Token(ActorKind.Resident, account, TimeProvider.System),
            await city.Token(ActorKind.Officer, await city.OfficerId("suzuki"), TimeProvider.System), draft, filed);
    }
}
