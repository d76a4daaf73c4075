using System.Text;
using Keyaki.Contracts.Documents;
using Keyaki.Documents;
using Keyaki.Kernel;
using Xunit;

namespace Keyaki.Tests.InDocuments;

public sealed class 文書目録
{
    [Theory, BothDatabases]
    public async Task だれでも公開の件名を見られ_非公開と個人の文書の件名は画面にもCSVにも出ない(string database)
    {
        await using var city = await City.Start(database);
        Filing Done(Filing f) => f with { CompletedOn = city.Clock.Today() };
        await 文書の中の文字の検索.Put(city, "ごみ減量の計画", Done);
        await 文書の中の文字の検索.Put(city, "入札の予定価格", f => Done(f) with { Disclosure = DisclosureClass.Closed });
        await 文書の中の文字の検索.Put(city, "清瀬花子さんの補助金", f => Done(f) with { Person = city.Clock.NewId() });
        await 文書の中の文字の検索.Put(city, "公開と書いた山田さんの件",
            f => Done(f) with { Person = city.Clock.NewId(), Disclosure = DisclosureClass.Open });
        await 文書の中の文字の検索.Put(city, "仕掛かりの文書");
        var page = await city.Visitor().Open(Catalogue.Url);
        var csv = Encoding.UTF8.GetString(await (await page.Raw(Catalogue.Url + "/2026.csv")).Content.ReadAsByteArrayAsync());
        foreach (var text in new[] { page.Text, csv })
        {
            Assert.Contains("ごみ減量の計画", text, StringComparison.Ordinal);
            Assert.Equal(3, text.Split("（非公開）").Length - 1);
            foreach (var hidden in new[] { "入札の予定価格", "清瀬花子", "山田", "仕掛かり" })
                Assert.DoesNotContain(hidden, text, StringComparison.Ordinal);
        }
        Assert.Contains("Register of city records", (await city.Visitor().Open(Catalogue.Url + "?lang=en")).Text, StringComparison.Ordinal);
    }
}
