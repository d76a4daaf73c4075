using Keyaki.Approvals;
using Keyaki.Contracts.Documents;
using Keyaki.Drafting;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Tests.Pages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.InDrafting;

/// <summary>What the register destroys does not live on in the draft that it came from.</summary>
public sealed class ErasureTests
{
    [Theory, BothDatabases]
    public async Task 文書が廃棄されると_起案の本文も版も宛先も添付も消え_件名と番号は残る(string database)
    {
        await using var city = await City.Start(database);
        var (suzuki, url) = await DraftTests.Written(city, more: v => v.Attach("添付 1/ファイル", "図面.pdf", "%PDF-1.4\n%%EOF"u8.ToArray()));
        await DraftTests.Propose(suzuki, url);
        await DraftTests.Approve(city, "sato");
        var draft = await city.Read(db => db.Set<Draft>().SingleAsync(d => d.Subject == "古い看板の取り外しについて"));
        await city.Turns.Run(async (services, db, ct) =>
        {
            await services.GetRequiredService<Announce>()
                .Say(new RecordDestroyed(Draft.Kind, draft.Id, draft.Document ?? default, city.Clock.GetUtcNow()), db, ct);
            return true;
        });
        await suzuki.Open(url);
        Assert.Equal("古い看板の取り外しについて", suzuki.Heading);
        Assert.Contains(draft.Number ?? "none", suzuki.Text, StringComparison.Ordinal);
        foreach (var gone in new[] { "中里五丁目", "案内板", "図面.pdf", "取り外してよろしいか" })
            Assert.DoesNotContain(gone, suzuki.Text, StringComparison.Ordinal);
        Assert.Equal(0, await city.Read(db => db.Set<BodyVersion>().CountAsync(b => b.Draft == draft.Id)));
        Assert.Equal(0, await city.Read(db => db.Set<StoredFile>().CountAsync(f => f.UsedBy == draft.Id)));
        Assert.DoesNotContain("起案 1件", (await suzuki.Open($"{FindAll.Url}?q=中里五丁目")).Text, StringComparison.Ordinal);
    }
}
