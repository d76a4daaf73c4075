using Keyaki.Kernel;
using Keyaki.Procedures;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.Pages;

/// <summary>Submitted applications of the story's people, made by the entity itself; the pages of applying have tests of their
/// own.</summary>
static class Cases
{
    /// <summary>A whole application for a composter, with a receipt attached.</summary>
    public static Task<Guid> Composter(this City city, string name = "清瀬 花子", long price = 39_870, string model = "KC-1",
        bool photo = false, (string Bank, string Branch)? bank = null, string number = "1234567") =>
        city.Submit("compost-subsidy", name, At(bank, number, Answers(name, price, model, new(2026, 10, 10), photo)),
            grant: Math.Min(price / 2 / 100 * 100, 20_000));

    static Dictionary<string, string> At((string Bank, string Branch)? bank, string number, Dictionary<string, string> answers)
    {
        if (bank is var (its, branch)) (answers["bank.bank"], answers["bank.branch"]) = (its, branch);
        answers["bank.number"] = number;
        return answers;
    }

    static Dictionary<string, string> Answers(string name, long price, string model, DateOnly bought, bool photo) =>
        new Dictionary<string, string>
        {
            ["name"] = name, ["kana"] = "キヨセ ハナコ", ["phone"] = "042-000-0001", ["mail"] = "hanako@example.jp",
            ["address.postal"] = "2040003", ["address.town"] = "中里五丁目", ["address.street"] = "900番地1",
            ["device"] = "electric", ["maker"] = "けやき電機", ["model"] = model, ["shop"] = "清瀬電器", ["purchaseDate.era"] = "ad",
            ["purchaseDate.year"] = $"{bought.Year}", ["purchaseDate.month"] = $"{bought.Month}", ["purchaseDate.day"] = $"{bought.Day}",
            ["price"] = $"{price}", ["receipt"] = "", ["previous"] = "no", ["bank.bank"] = "けやき銀行", ["bank.branch"] = "清瀬",
            ["bank.type"] = "1",
            ["bank.number"] = "1234567", ["bank.holder"] = "キヨセハナコ",
            ["agreeTax"] = "yes", ["pledge"] = "yes", ["photo"] = "",
        }.Where(a => photo || a.Key != "photo").ToDictionary();

    /// <summary>Filled-in drafts for a composter, one for each model, that only wait to be sent; small prices, so that the year's
    /// budget suffices for many.</summary>
    public static async Task<IReadOnlyList<Guid>> ComposterDrafts(this City city, string name, IEnumerable<string> models,
        TimeProvider clock)
    {
        var (account, person) = await city.Person(name);
        var kept = await city.Services.GetRequiredService<FileStore>()
            .Take(new MemoryStream("%PDF-1.4\nreceipt\n%%EOF"u8.ToArray()), "領収書.pdf", [FileBytes.Pdf], null, default);
        return await city.Turns.Run((services, db, _) =>
        {
            var (version, now, ids) = (services.GetRequiredService<Catalogue>().Offered("compost-subsidy", city.Clock.Today())
                ?? throw new InvalidOperationException(), clock.GetUtcNow(), new List<Guid>());
            foreach (var model in models)
            {
                var id = city.Clock.NewId();
                var answers = Answers(name, 200, model, DateOnly.FromDateTime(now.ToOffset(TimeSpan.FromHours(9)).DateTime), photo: true);
                answers["bank.holder"] = answers["kana"];
                foreach (var question in new[] { "receipt", "photo" })
                {
                    var file = new StoredFile
                    {
                        Id = city.Clock.NewId(), Hash = kept.Hash, Name = kept.Name, Type = kept.Type,
                        Size = kept.Size, State = kept.State, Owner = account, AddedAt = now, UsedBy = id
                    };
                    db.Add(file);
                    answers[question] = file.Id.ToString("N");
                }
                db.Add(new DraftApplication
                {
                    Id = id, Procedure = version.Code, Definition = version.Hash, ApplicantKind = ActorKind.Resident, Account = account,
                    Person = person, StartedAt = now, Name = name,
                    Answers = AnswersJson.Write(answers), SavedAt = now, ExpiresAt = now + DraftApplication.Stay,
                });
                ids.Add(id);
            }
            return Task.FromResult<IReadOnlyList<Guid>>(ids);
        });
    }

    /// <summary>A request for copies of the resident record; paid for, to be handed over at the counter.</summary>
    public static Task<Guid> Copies(this City city, string name = "清瀬 花子", string whose = "household", string include = "relationship",
        string members = "") => city.Submit("resident-record", name, new()
        {
            ["whose"] = whose, ["members"] = members, ["include"] = include, ["myNumber"] = "no", ["jukiCode"] = "no", ["copies"] = "1",
            ["purpose"] = "school", ["delivery"] = "counter", ["phone"] = "042-000-0001",
        }, fee: 300);

    /// <summary>A collection of bulky waste that is paid for and settled for that day, in that town of the story.</summary>
    public static async Task<Guid> Bulky(this City city, DateOnly day, string name = "清瀬 花子", string town = "中里五丁目",
        string pool = "area-b",
        string kana = "キヨセ ハナコ")
    {
        var (account, person) = await city.Person(name);
        return await city.Turns.Run(async (services, db, ct) =>
        {
            var version = services.GetRequiredService<Catalogue>()
                .Offered("bulky-waste", city.Clock.Today()) ?? throw new InvalidOperationException();
            var (now, id) = (city.Clock.GetUtcNow(), city.Clock.NewId());
            var json = AnswersJson.Write(new Dictionary<string, string>
            {
                ["name"] = name, ["kana"] = kana, ["phone"] = "042-000-0001", ["mail"] = "hanako@example.jp",
                ["address.postal"] = "2040003", ["address.town"] = town, ["address.street"] = "900番地1",
                ["housing"] = "house", ["placeHouse"] = "gate", ["assistance"] = "no", ["items.0"] = "1", ["items.0.item"] = "sofa1",
                ["items.0.count"] = "1", ["wishDate"] = $"{day:yyyy-MM-dd}",
            });
            var application = new Application
            {
                Id = id, Procedure = "bulky-waste", Definition = version.Hash, Department = version.Definition.Department,
                Decision = version.Definition.Decision.Kind, ApplicantKind = ActorKind.Resident,
                Account = account, Person = person, SealedMail = services.GetRequiredService<Mine>()
                    .Seal("hanako@example.jp"), Channel = "online", StartedAt = now,
            };
            var bill = new Contracts.Payments.Bill(Application.Kind, id, new Yen(500), "手数料", "0001", now.AddMinutes(30), account, "/my",
                "kankyo");
            var charge = await services.GetRequiredService<Contracts.Payments.IPayments>().Open(db, bill, ct);
            application.Freeze(new Frozen(name, kana, json, AnswersJson.Hash(json), new Yen(500), null, pool, day), now)
                .Pay(charge, now, now);
            db.Add(application);
            await services.GetRequiredService<Contracts.Procedures.ISlots>()
                .Take(db, id, new Contracts.Procedures.Slot(pool, day, 30, false), null, "wishDate",
                ct);
            using var random = System.Security.Cryptography.RandomNumberGenerator.Create();
            application.Submit(ReceiptNumber.New(random), null, now);
            db.Add(application.Decide(Outcome.Granted, null, null, null, city.Clock.NewId(), now));
            return id;
        });
    }

    internal static async Task<Guid> Submit(this City city, string code, string name, Dictionary<string, string> answers, long fee = 0,
        long? grant = null)
    {
        var (account, person) = await city.Person(name);
        var pdf = await city.Services.GetRequiredService<FileStore>()
            .Take(new MemoryStream("%PDF-1.4\nreceipt\n%%EOF"u8.ToArray()), "領収書.pdf", [FileBytes.Pdf], null, default);
        return await city.Turns.Run((services, db, ct) =>
        {
            var version = services.GetRequiredService<Catalogue>()
                .Offered(code, city.Clock.Today()) ?? throw new InvalidOperationException(code);
            foreach (var question in answers.Keys.Where(q => q is "receipt" or "photo").ToList())
            {
                var file = new StoredFile
                {
                    Id = city.Clock.NewId(), Hash = pdf.Hash, Name = pdf.Name, Type = pdf.Type, Size = pdf.Size,
                    State = pdf.State, Owner = account, AddedAt = pdf.AddedAt
                };
                db.Add(file);
                answers[question] = file.Id.ToString("N");
            }
            var now = city.Clock.GetUtcNow();
            var application = new Application
            {
                Id = city.Clock.NewId(), Procedure = code, Definition = version.Hash, Department = version.Definition.Department,
                Decision = version.Definition.Decision.Kind, ApplicantKind = ActorKind.Resident,
                Account = account, Person = person, SealedMail = services.GetRequiredService<Mine>()
                    .Seal("hanako@example.jp"), Channel = "online", StartedAt = now,
            };
            var json = AnswersJson.Write(answers);
            application.Freeze(new Frozen(name, "キヨセ ハナコ", json, AnswersJson.Hash(json), new Yen(fee), grant is { } yen ? new Yen(yen)
                : null, null, null), now);
            if (fee > 0) application.Pay(city.Clock.NewId(), now, now);
            db.Add(application);
            using var random = System.Security.Cryptography.RandomNumberGenerator.Create();
            application.Submit(ReceiptNumber.New(random), city.Clock.Today().AddDays(14), now);
            return Task.FromResult(application.Id);
        });
    }

    /// <summary>In the visits of this account the card was shown.</summary>
    public static Task Carded(this City city, Guid account) => city.Turns.Run((_, db, ct) => db.Set<Session>()
        .Where(s => s.Account == account).ExecuteUpdateAsync(s => s.SetProperty(x => x.CardAt, city.Clock.GetUtcNow()), ct));

    /// <summary>The account of a story person, and the resident record when it is linked.</summary>
    public static Task<(Guid Account, Guid? Person)> Person(this City city, string name) => city.Read(async db =>
    {
        var account = (await db.Database.SqlQuery<Guid>($"""SELECT "Id" AS "Value" FROM residents_accounts WHERE "Name" = {name}""")
            .ToListAsync()).Single();
        var linked = await db.Database.SqlQuery<Guid>(
            $"""SELECT "Person" AS "Value" FROM residents_account_links WHERE "Account" = {account}""").ToListAsync();
        return (account, linked.Count == 0 ? (Guid?)null : linked[0]);
    });

    public static Task<Application> Case(this City city, Guid id) =>
        city.Read(db => db.Set<Application>().AsNoTracking().SingleAsync(a => a.Id == id));
}
