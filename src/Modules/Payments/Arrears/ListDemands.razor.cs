using System.Globalization;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>督促する: what is to be reminded of today, term by term; one officer decides on whole terms, a second one agrees.</summary>
public sealed partial class ListDemands
{
    /// <summary>So many claims are looked through one by one; of more, the rules choose when they are reminded of.</summary>
    internal const int Most = 2000;

    /// <summary>Claims of one term whose day was the same.</summary>
    /// <param name="Left">Of them those that are stayed, paid in parts or gone; null where they were not looked through.</param>
    public sealed record Group(string Code, string Title, DateOnly Due, DateOnly Latest, int Count, Yen Owed, int? Left);

    /// <summary>A list as it stands; its keys stay in the table.</summary>
    public sealed record Row(Guid Id, DateTimeOffset At, int Count, long Figure, bool? Agreed, Guid? By);

    public sealed record Page(Form Form, IReadOnlyList<Group> Groups, IReadOnlyList<Row> Lists, DateOnly Today, Guid Me, bool More);

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapForm(RecoveryPaths.Demands, PaymentsModule.CanRecover, RecoveryDeeds.Propose, Build, Ask, Accept, RecoveryDeeds.LookDemands);
        app.MapSecond<DemandList>(RecoveryPaths.Demands + "/{act:guid}/check", RecoveryPaths.Demands + "/{act:guid}/take-back",
            PaymentsModule.CanRecover, RecoveryDeeds.Check, RecoveryDeeds.TakeBack, RecoveryDeeds.LookDemands);
    }

    static string Code(string item, int year, int term, DateOnly due) =>
        string.Create(CultureInfo.InvariantCulture, $"{item}.{year}.{term}.{due:yyyyMMdd}");

    static string Code(Claim claim) => Code(claim.Item, claim.Year, claim.Term, claim.Due);

    static async Task<Form> Build(Look look)
    {
        var found = await look.Db.Overdue(look.Claims(), look.Today).GroupBy(c => new { c.Item, c.Year, c.Term, c.Due })
            .Select(g => new { g.Key.Item, g.Key.Year, g.Key.Term, g.Key.Due, Count = g.Count() }).ToListAsync(look.Stop);
        return new(
        [
            new Question("terms", new ManyKind(), "督促する期別")
            {
                Options = [.. found.OrderBy(g => g.Due).ThenBy(g => g.Item, StringComparer.Ordinal).Select(g => new Option(
                    Code(g.Item, g.Year, g.Term, g.Due), $"{Title(look, g.Item, g.Year, g.Term)}（納期限 {EraDate.Of(g.Due)}）",
                    $"未納 {g.Count}件"))],
            },
            new Question("except", new LongTextKind(3), "除くもの")
                { Required = false, MaxLength = 2000, Hint = "今回は督促しないものがあれば、納付書の番号を1行に1つずつ書いてください。" },
        ]);
    }

    static string Title(Look look, string item, int year, int term) =>
        look.Items[item].Named(new(year), term);

    static async Task<IResult> Ask(Form form, Look look)
    {
        var claims = await look.Db.Overdue(look.Claims(), look.Today).OrderBy(c => c.Due).ThenBy(c => c.Id).Take(Most + 1)
            .ToListAsync(look.Stop);
        var lists = await CheckDemands.Seen(look).OrderByDescending(l => l.At).Take(20)
            .Select(l => new Row(l.Id, l.At, l.Count, l.Figure, l.Agreed, l.By)).ToListAsync(look.Stop);
        var many = claims.Count > Most;
        return Show(new(form, many ? await Counted(look) : await LookedThrough(look, claims), lists, look.Today, look.Me, many));
    }

    /// <summary>Each term as the database counts it.</summary>
    static async Task<IReadOnlyList<Group>> Counted(Look look)
    {
        var found = await (from c in look.Db.Overdue(look.Claims(), look.Today)
                           join e in look.Db.Entries().Where(e => e.Account == Account.Receivable) on c.Id equals e.Claim
                           group new { c.Id, e.Figure } by new { c.Item, c.Year, c.Term, c.Due } into g
                           select new { g.Key, Count = g.Select(x => x.Id).Distinct().Count(), Sum = g.Sum(x => x.Figure) })
            .ToListAsync(look.Stop);
        return [.. found.OrderBy(g => g.Key.Due).ThenBy(g => g.Key.Item, StringComparer.Ordinal).Select(g => new Group(
            Code(g.Key.Item, g.Key.Year, g.Key.Term, g.Key.Due), Title(look, g.Key.Item, g.Key.Year, g.Key.Term), g.Key.Due,
            Demanding.Latest(new("", look.Items[g.Key.Item], new(g.Key.Year), g.Key.Term, default, g.Key.Due), look.City.Rules), g.Count,
            new(g.Sum), null))];
    }

    static async Task<IReadOnlyList<Group>> LookedThrough(Look look, IReadOnlyList<Claim> claims)
    {
        var (ledger, sent) = await Sort(look, claims);
        return [.. claims.GroupBy(Code)
            .Select(g => (Claim: g.First(), All: g.ToList(), Sent: g.Where(c => sent.Contains(c.Key)).ToList()))
            .Select(g => new Group(Code(g.Claim), Title(look, g.Claim.Item, g.Claim.Year, g.Claim.Term), g.Claim.Due,
                Demanding.Latest(g.Claim.Read(look.Items), look.City.Rules), g.Sent.Count,
                Yen.Sum(g.Sent.Select(c => ledger.Owed(c.Read(look.Items)))), g.All.Count - g.Sent.Count))
            .Where(g => g.Count > 0)];
    }

    /// <summary>The ledger of some claims, and the keys of those that are to be reminded of.</summary>
    static async Task<(Ledger Ledger, HashSet<string> Sent)> Sort(Look look, IReadOnlyList<Claim> claims)
    {
        var book = await Book.Open(look.Db, look.City, claims, [], look.Stop);
        var recoveries = await look.Db.Recoveries(claims, look.Stop);
        return (book.Ledger, [.. claims.Select(book.Of)
            .Where(of => book.Ledger.WhyNot(of, recoveries[of.Key], look.Today, look.City.Rules) is null).Select(of => of.Key)]);
    }

    static async Task<Answer> Accept(Form form, Turn turn)
    {
        var terms = (form.Value("terms") as IEnumerable<string> ?? []).ToHashSet(StringComparer.Ordinal);
        var except = form["except"].Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .ToHashSet(StringComparer.Ordinal);
        var items = terms.Select(t => t.Split('.')[0]).Distinct().ToList();
        var claims = (await turn.Db.Overdue(turn.Claims().Where(c => items.Contains(c.Item)), turn.Today).ToListAsync(turn.Stop))
            .Where(c => terms.Contains(Code(c))).ToList();
        if (except.FirstOrDefault(key => claims.All(c => c.Key != key)) is { } unknown)
            throw new Rule("except", $"「{unknown}」は、選んだ期別の未納にありません。番号を確かめてください。");
        claims.RemoveAll(c => except.Contains(c.Key));
        var owed = claims.Count > Most ? await Owed(turn, items, claims) : await Chosen(turn, claims);
        if (owed.Count == 0) throw new Rule("terms", "選んだ期別には、督促するものがありません。");
        foreach (var of in claims.Where(c => owed.ContainsKey(c.Key)).OrderBy(c => c.Due).ThenBy(c => c.Id)
            .GroupBy(c => turn.Items[c.Item].Department))
        {
            turn.Db.Add(new DemandList
            {
                Id = turn.NewId(), By = turn.Me, At = turn.Now, Department = of.Key, Keys = string.Join(' ', of.Select(c => c.Key)),
                Count = of.Count(), Figure = of.Sum(c => owed[c.Key]),
            });
            if (await turn.Db.Set<DemandRound>().AsTracking().FirstOrDefaultAsync(r => r.Department == of.Key, turn.Stop) is { } round)
                round.Find(0, null, turn.Today);
        }
        turn.Journal.Fact("count", owed.Count);
        // Of a long list each slice says whom it is about.
        if (owed.Count <= Most)
            turn.Journal.With([.. claims.Where(c => owed.ContainsKey(c.Key)).Select(c => (Guid?)c.Debtor).Distinct()]);
        return Answer.See(RecoveryPaths.Demands);
    }

    /// <summary>What is owed of those that are to be reminded of, in yen, by key.</summary>
    static async Task<Dictionary<string, long>> Chosen(Turn turn, List<Claim> claims)
    {
        var (ledger, sent) = await Sort(turn, claims);
        return claims.Where(c => sent.Contains(c.Key)).ToDictionary(c => c.Key, c => ledger.Owed(c.Read(turn.Items)).Amount);
    }

    /// <summary>The same of a long list as the database adds it up: what is not to be reminded of is left out when it is said.</summary>
    static async Task<Dictionary<string, long>> Owed(Turn turn, List<string> items, List<Claim> claims)
    {
        var overdue = turn.Db.Overdue(turn.Claims().Where(c => items.Contains(c.Item)), turn.Today);
        var all = await turn.Db.Balances(overdue).ToDictionaryAsync(b => b.Claim, b => b.OwedFigure, turn.Stop);
        return claims.ToDictionary(c => c.Key, c => all.GetValueOrDefault(c.Id));
    }
}
