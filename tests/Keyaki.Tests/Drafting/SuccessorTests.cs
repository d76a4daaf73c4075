using System.Net;
using Keyaki.Contracts;
using Keyaki.Documents;
using Keyaki.Drafting;
using Keyaki.Tests.Pages;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Tests.InDrafting;

/// <summary>What a department left when it ended lies in the office of its successor.</summary>
public sealed class SuccessorTests : OwnFiles
{
    [Theory, BothDatabases]
    public async Task 終わった課の完結した起案と文書は_後を継いだ課の職員が探して開け_ほかの課の職員は開けない(string database)
    {
        Replace("departments.json", "\"code\": \"kankyo\",", "\"code\": \"kankyo\", \"until\": \"2026-12-31\", \"successor\": \"dx\",");
        await using var city = await Open(database);
        var (suzuki, url) = await DraftTests.Written(city);
        await DraftTests.Propose(suzuki, url);
        await DraftTests.Approve(city, "sato");
        await (await suzuki.Open(url + "/issue")).Press("完結にする");
        var draft = await city.Read(db => db.Set<Draft>().SingleAsync(d => d.Subject == "古い看板の取り外しについて"));
        var document = Links.Document(draft.Document ?? default);
        Assert.NotEqual(HttpStatusCode.OK, (await (await city.Officer("nakamura")).Open(url)).Status);

        city.Clock.Pass(TimeSpan.FromDays(45));
        var nakamura = await city.Officer("nakamura");
        Assert.Contains("古い看板の取り外しについて", (await nakamura.Open($"{FindDocuments.Url}?q=看板")).Text, StringComparison.Ordinal);
        foreach (var page in new[] { url, document }) Assert.Equal(HttpStatusCode.OK, (await nakamura.Open(page)).Status);
        foreach (var page in new[] { url, document })
            Assert.Equal(HttpStatusCode.NotFound, (await (await city.Officer("tanaka")).Open(page)).Status);
    }
}
