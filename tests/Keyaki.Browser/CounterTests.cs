using Keyaki.Contracts.Payments;
using Keyaki.Kernel;
using Keyaki.Payments;
using Keyaki.Tests.Pages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Browser;

[Collection(Chrome.One)]
public sealed class 窓口で三つの払い方を受けて一日を締める(Chrome chrome) : IAsyncLifetime
{
    City city = null!;

    public async Task InitializeAsync() => city = await City.Start(BothDatabases.Sqlite);
    public async Task DisposeAsync() => await city.DisposeAsync();

    static async Task Sell(Person clerk, string count)
    {
        await clerk.Open("/office/counter/shimin-1/sell");
        await (await clerk.Fill("住民票の写し", count)).Press("金額を出す");
    }

    Task<Guid> Debtor() => city.Turns.Run(async (services, db, ct) =>
    {
        var (account, person) = await city.Person("清瀬 花子");
        var debtor = await services.GetRequiredService<IReceivables>().Debtor(db, person, "清瀬 花子", null, "中里五丁目900番地1",
            body: false, ct);
        await services.GetRequiredService<IReceivables>().Determine(db, new("t-1", "health-insurance-tax", new(2026), 1, debtor,
            new(30_000), new(2027, 2, 1), "当初", "test", city.Clock.NewId()), Actor.Program, ct);
        return debtor;
    });

    [Fact]
    public async Task 現金とカードとコードで受け_領収書を渡し_二人で締める()
    {
        // On a phone without scripting every step shows itself; the wide screen has scripting.
        await using var clerk = await chrome.Person(city, Device.Phone, script: false);
        await using var second = await chrome.Person(city, Device.Desktop, script: true);
        await clerk.Become("田中 恵");
        await second.Become("伊藤");
        await (await clerk.Open("/office/counter")).Look();
        await (await clerk.Open("/office/counter/shimin-1/sell")).Look();
        await Sell(clerk, "2");
        await clerk.Look();
        await (await clerk.Fill("お預かり", "1000")).Press("現金で受け取る");
        await clerk.See("お釣り");
        await clerk.Look();
        await clerk.Follow("領収書を作る");
        await clerk.Press("領収書を作る");
        await (await clerk.See("領収書を開く")).Look();
        foreach (var way in new[] { "クレジットカード", "コード決済" })
        {
            await Sell(clerk, "1");
            await clerk.Press(way);
            // The page asks again by itself, also without scripting.
            await clerk.Page.GetByText("承認番号").WaitForAsync(new() { Timeout = 60_000 });
        }
        await clerk.Follow("返金する");
        await clerk.Look();
        await (await clerk.Open("/office/counter/shimin-1/close")).Look();
        await (await clerk.Fill("1,000円", "30")).Press("数えた額で締める");
        await clerk.See("現金が600円足りません");
        await (await clerk.Fill("100円", "6")).Press("数えた額で締める");
        await (await clerk.See("署名を待っています")).Look();

        // What is owed: found and taken at the drawer, paid online, tied and inherited; each page looked at once.
        var debtor = await Debtor();
        var claim = Contracts.Links.MyClaim(await city.Read(db => db.Set<Claim>().Where(c => c.Debtor == debtor).Select(c => c.Id)
            .SingleAsync()));
        await (await second.Open($"{FindDue.Url("shimin-1")}?q=t-1")).Look();
        await (await second.Follow("国民健康保険税")).Look();
        await using (var resident = await chrome.Person(city, Device.Phone, script: false))
        {
            await resident.Become("清瀬 花子");
            foreach (var page in new[] { MyPayments.Url, claim, $"{claim}/pay" })
                await (await resident.Open(page)).Look();
            resident.NoTrouble();
        }
        await using (var kobayashi = await chrome.Person(city, Device.Phone, script: false))
        {
            await kobayashi.Become("小林");
            foreach (var page in new[] { $"/office/payments/ledger/debtors/{debtor}", $"/office/payments/ledger/debtors/{debtor}/heirs" })
                await (await kobayashi.Open(page)).Look();
            kobayashi.NoTrouble();
        }
        await second.Open("/office/counter");
        await (await second.Follow("日締めを見る")).Look();
        await (await second.Choose("はい")).Press("確かめた結果を記録する");
        await (await second.See("今日の分は締めました")).Look();
        foreach (var page in new[] { "/office/counter/closings", "/office/counter/cashless" }) await (await second.Open(page)).Look();
        clerk.NoTrouble();
        second.NoTrouble();
    }
}
