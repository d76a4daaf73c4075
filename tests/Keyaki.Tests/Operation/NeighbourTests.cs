using System.Diagnostics.Metrics;
using System.Net;
using Keyaki.Kernel;
using Keyaki.Tests.Pages;

namespace Keyaki.Tests.Operation;

using Visitor = Keyaki.Tests.Pages.Visitor;

public sealed class NeighbourTests
{
    const int People = 16, Each = 40;

    [Fact]
    public async Task 書き始めた順に一度に送っても_PostgreSQLはほとんどやり直さず_待たせない()
    {
        await using var city = await City.Start(BothDatabases.Postgres);
        var (account, _) = await city.Person("清瀬 花子");
        var token = await city.Token(ActorKind.Resident, account, city.Clock);
        var models = Enumerable.Range(0, People * Each).Select(i => $"KC-{i}");
        var drafts = new Queue<Guid>(await city.ComposterDrafts("清瀬 花子", models, city.Clock));
        var (again, counting) = (0L, false);
        using var listener = new MeterListener();
        listener.SetMeasurementEventCallback<long>((_, n, _, _) => { if (counting) Interlocked.Add(ref again, n); });
        listener.EnableMeasurementEvents(Instruments.Again);
        // Everybody has looked at a page first; then all send at once, each the next draft that was begun.
        var ready = await Task.WhenAll(Enumerable.Range(0, People).Select(i =>
            new Visitor(city.Address, follows: false).With(Doors.ResidentCookie, token, "/")
                .Open($"/my/drafts/{drafts.ElementAt(i)}/check")));
        counting = true;
        var answers = await Task.WhenAll(ready.Select(visitor => Task.Run(async () =>
        {
            var told = new List<HttpStatusCode>();
            while (true)
            {
                Guid next;
                lock (drafts) if (!drafts.TryDequeue(out next)) return told;
                await visitor.Open($"/my/drafts/{next}/check");
                using var answer = await visitor.Send(visitor.Prepare("この内容で申し込む"));
                told.Add(answer.StatusCode);
            }
        })));
        Assert.All(answers.SelectMany(a => a), status => Assert.Equal(HttpStatusCode.SeeOther, status));
        Assert.InRange(again, 0, People * Each * 3 / 100);
    }
}
