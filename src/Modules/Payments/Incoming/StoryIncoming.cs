using System.Security.Cryptography;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Payments;

/// <summary>The story town's ways in: slips of what one debtor owes, a shop's file of what they paid, and an account from which a bank is
/// asked to collect.</summary>
sealed class StoryIncoming(Telling telling, StoryIncoming.Ways ways)
{
    sealed record Story(Ways? Incoming, IReadOnlyList<Sent> Officers);
    sealed record Sent(string Id, string Name, string Department, string Post);

    /// <param name="Store">Who gets slips and pays the first of them at a shop.</param>
    /// <param name="Debit">From whose account the bank is to collect, and the account.</param>
    internal sealed record Ways(string By, string Second, string Store, DateOnly SlipsOn, DateOnly PaidOn, DateOnly FileOn, string Debit,
        BankAnswer Account, DateOnly DebitOn, DateOnly DebitDay);

    public static async Task Scenes(Telling telling)
    {
        var story = await StoryFile.Read<Story>(telling.CityFolder);
        if (story.Incoming is not { } ways || !await StoryLedger.TellsOf(telling, ways.Store)
            || !await StoryLedger.TellsOf(telling, ways.Debit)) return;
        var told = new StoryIncoming(telling, ways);
        var (by, second) = (Officer(ways.By), Officer(ways.Second));
        told.At(ways.SlipsOn, 11, by, SlipDesk.Made, told.Slips);
        told.At(ways.FileOn, 11, by, IncomingDesk.Taken, told.Store);
        telling.At(ways.FileOn.Midnight().AddHours(12), () => telling.Services.GetRequiredService<RunWorker>().RunAll(default));
        told.At(ways.DebitOn, 11, by, DebitDesk.Added, told.Mandate);
        told.At(ways.DebitOn, 13, by, DebitDesk.Made, (turn, services) =>
            ListDebits.Make(turn, ways.DebitDay, turn.Db.Claims(), services.GetRequiredService<MasterKey>()));
        told.At(ways.DebitOn, 15, second, DebitDesk.Checked, async (turn, _) =>
            (await turn.Take<DebitRequest>(r => r.Agreed == null)).Check(turn.Me, true, null, turn.Now));

        Actor Officer(string id) => story.Officers.First(o => o.Id == id) is var sent
            ? new(ActorKind.Officer, telling.People[sent.Id], sent.Name, sent.Post, sent.Department) : Actor.Nobody;
    }

    void At(DateOnly on, int hour, Actor who, Deed deed, Func<Turn, IServiceProvider, Task> act) =>
        telling.At(on.Midnight().AddHours(hour), () => telling.As(who, deed, act));

    static Task<List<Claim>> Claims(Turn turn, string name) => turn.Db.Claims().AsNoTracking()
        .Where(c => turn.Db.Debtors().Any(d => d.Id == c.Debtor && d.Name == name) && turn.Db.Entries()
            .Where(e => e.Claim == c.Id && e.Account == Account.Receivable).Sum(e => e.Figure) > 0).OrderBy(c => c.Due)
            .ToListAsync(turn.Stop);

    async Task Slips(Turn turn, IServiceProvider services)
    {
        var (claims, items) = (await Claims(turn, ways.Store), turn.City.Files<Items>());
        var balances = await turn.Db.BalancesOf([.. claims.Select(c => c.Id)], turn.Stop);
        var batch = new SlipBatch
        {
            Id = turn.NewId(), Department = items[claims[0].Item].Department, Debtor = claims[0].Debtor, PayUntil = turn.Today.AddDays(30),
            By = turn.Me, At = turn.Now,
        };
        turn.Db.Add(batch);
        foreach (var claim in claims)
            turn.Db.Append(IssuedSlip.Next(turn.City.Files<SlipFormat>(), claim, items[claim.Item], null, balances[claim.Id].Owed, batch,
                turn.NewId(), turn.Now));
        turn.Journal.About(SlipDesk.Kind, batch.Id, claims[0].Debtor);
    }

    async Task Store(Turn turn, IServiceProvider services)
    {
        var slip = await turn.Db.Set<IssuedSlip>().AsNoTracking().OrderBy(s => s.Id).FirstAsync(turn.Stop);
        var claim = await turn.Db.Claims().AsNoTracking().FirstAsync(c => c.Id == slip.Claim, turn.Stop);
        var bytes = FileWriting.Write(turn.City.Files<FileFormats>()["store-receipts"],
            new Dictionary<string, string> { ["made"] = $"{turn.Today:yyyy-MM-dd}", ["company"] = "912345" },
            [new Dictionary<string, string>
            {
                ["kind"] = "01", ["paidOn"] = $"{ways.PaidOn:yyyy-MM-dd}", ["paidAt"] = "1830", ["shop"] = "0001", ["branch"] = "204",
                ["bars"] = turn.City.Files<SlipFormat>().Store.Write(slip.Invoice(claim)), ["amount"] = $"{slip.Figure}", ["fee"] = "60",
            }]).Content;
        var file = await services.GetRequiredService<FileStore>().Put(bytes, $"sokuho-{turn.Today:yyyyMMdd}.dat", FileBytes.Plain,
            turn.Stop, turn.Me);
        turn.Db.Add(file);
        var source = turn.City.Files<IncomingSources>().All.First(s => s.By is FoundBy.Bars);
        await TakeFile.Keep(new(source, file, Convert.ToHexStringLower(SHA256.HashData(bytes)),
            services.GetRequiredService<IncomingReader>().Read(source, bytes)), turn, services.GetServices<IRunWork>());
        file.UsedBy = turn.Db.Set<IncomingFile>().Local.Single().Id;
    }

    async Task Mandate(Turn turn, IServiceProvider services)
    {
        var claim = (await Claims(turn, ways.Debit))[^1];
        var mandate = new DebitMandate
        {
            Id = turn.NewId(), Debtor = claim.Debtor, Items = claim.Item, From = turn.Today, By = turn.Me, At = turn.Now,
            SealedAccount = DebitMandate.Seal(DebitAccount.Of(ways.Account), services.GetRequiredService<MasterKey>()),
        };
        mandate.Accept(turn.Me, turn.Now);
        turn.Db.Add(mandate);
        turn.Journal.About(DebitDesk.Mandate, mandate.Id, claim.Debtor);
    }
}
