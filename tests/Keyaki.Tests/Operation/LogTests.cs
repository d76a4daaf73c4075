using System.Text.Json;
using Keyaki.Contracts.Messages;
using Keyaki.Kernel;
using Keyaki.Messages;
using Keyaki.Tests.Pages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.Operation;

using Message = Keyaki.Contracts.Messages.Message;

public sealed class LogTests
{
    [Fact]
    public async Task 宛先が断られたことは_時刻と整理番号で書かれ_宛先は書かれない()
    {
        var site = await City.Furnish(BothDatabases.Sqlite);
        await using var simulator = await City.Simulate(TimeProvider.System);
        simulator.Mails.Reject("kotowari@example.jp", "a..kotowari@docomo.ne.jp");
        IReadOnlyList<Guid> items;
        await using (var city = await City.Open(site, new Dictionary<string, string?> { ["Keyaki:Mail:Host"] = "" }))
        {
            city.Keep();
            foreach (var to in new[] { "kotowari@example.jp", "a..kotowari@docomo.ne.jp" })
                await city.Turns.Run(async (services, db, ct) =>
                {
                    await services.GetRequiredService<IMessages>().Send(db, new Message(to[..5], null, to, "お知らせ", "本文です。"), ct);
                    return true;
                });
            await city.Settle();
            items = await city.Read(db => db.Set<OutboxItem>().Select(i => i.Id).ToListAsync());
        }
        await using (var hall = await HallProcess.Start(site, simulator,
            new Dictionary<string, string> { ["Logging__LogLevel__Default"] = "Debug" }))
        {
            for (var tries = 0; tries < 200 && !items.All(i => hall.Said.Contains($"{i}", StringComparison.Ordinal)); tries++)
                await Task.Delay(100);
            await hall.Stop();
            Assert.DoesNotContain("kotowari", hall.Said, StringComparison.Ordinal);
            var lines = hall.Said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement)
                .ToList();
            foreach (var item in items)
            {
                var line = lines.First(l => l.GetProperty("Message").GetString()?.Contains($"{item}", StringComparison.Ordinal) == true);
                Assert.Contains("NoSuchMailbox 550", line.GetProperty("Message").GetString(), StringComparison.Ordinal);
                Assert.True(line.GetProperty("Timestamp").GetDateTimeOffset() > new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
            }
        }
        await site.Clear();
    }

    [Theory]
    [InlineData("550 5.1.1 <hanako@example.jp>: refused", "550 5.1.1 <***@***>: refused")]
    [InlineData("to \"a..b\"@docomo.ne.jp, again", "to ***@***, again")]
    [InlineData("to a..b@docomo.ne.jp", "to ***@***")]
    [InlineData("nothing here", "nothing here")]
    public void 記録の一行から_メールアドレスは消える(string text, string line) => Assert.Equal(line, Web.LogLine.WithoutAddresses(text));
}
