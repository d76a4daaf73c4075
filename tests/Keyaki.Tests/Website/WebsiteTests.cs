using System.Net;
using Keyaki.Kernel;
using Keyaki.Tests.Pages;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Tests.Website;

/// <summary>ホームページ.</summary>
public sealed class WebsiteTests
{
    [Theory, BothDatabases]
    public async Task ホームページは業務メニューから開き_始めたことがジャーナルに残る(string database)
    {
        await using var city = await City.Start(database);
        var desk = await (await (await city.Officer("suzuki")).Open("/office")).Follow("ホームページ");
        Assert.Equal((HttpStatusCode.OK, "ホームページ"), (desk.Status, desk.Heading));
        await desk.Press("始める");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, desk.Status);
        await desk.Fill("名前", "はじめの1件").Press("始める");
        Assert.Equal(HttpStatusCode.OK, desk.Status);
        Assert.Equal(1, await city.Read(db => db.Set<JournalEntry>().CountAsync(e => e.Code == "website.begun")));
    }
}
