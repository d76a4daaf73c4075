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
    /// <summary>So many claims are looked through, and so many decided on, at once.</summary>
    internal const int Most = 2000;

    /// <summary>Claims of one term whose day was the same.</summary>
    /// <param name="Left">Of them those that are stayed, paid in parts or gone.</param>
    public sealed record Group(string Code, string Title, DateOnly Due, DateOnly Latest, int Count, Yen Owed, int Left);

    public sealed record Page(Form Form, IReadOnlyList<Group> Groups, IReadOnlyList<DemandList> Lists, DateOnly Today, Guid Me, bool More);

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
        $"{new FiscalYear(year)} {look.Items[item].Title.Ja}{(look.Items[item].Terms > 1 ? $" 第{term}期" : "")}";

    static async Task<IResult> Ask(Form form, Look look)
    {
        var claims = await look.Db.Overdue(look.Claims(), look.Today).OrderBy(c => c.Due).ThenBy(c => c.Id).Take(Most)
            .ToListAsync(look.Stop);
        var (ledger, sent) = await Sort(look, claims);
        var groups = claims.GroupBy(Code)
            .Select(g => (Claim: g.First(), All: g.ToList(), Sent: g.Where(c => sent.Contains(c.Key)).ToList()))
            .Select(g => new Group(Code(g.Claim), Title(look, g.Claim.Item, g.Claim.Year, g.Claim.Term), g.Claim.Due,
                Demanding.Latest(g.Claim.Read(look.Items), look.City.Rules), g.Sent.Count,
                Yen.Sum(g.Sent.Select(c => ledger.Owed(c.Read(look.Items)))), g.All.Count - g.Sent.Count))
            .Where(g => g.Count > 0).ToList();
        var lists = await CheckDemands.Seen(look).AsNoTracking().OrderByDescending(l => l.At).Take(20).ToListAsync(look.Stop);
        return Show(new(form, groups, lists, look.Today, look.Me, claims.Count == Most));
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
        if (claims.Count > Most) throw new Rule("terms", $"一度に督促できるのは{Most:#,0}件までです。期別を減らしてください。");
        var (ledger, sent) = await Sort(turn, claims);
        if (sent.Count == 0) throw new Rule("terms", "選んだ期別には、督促するものがありません。");
        foreach (var of in claims.Where(c => sent.Contains(c.Key)).GroupBy(c => turn.Items[c.Item].Department))
        {
            turn.Db.Add(new DemandList
            {
                Id = turn.NewId(), By = turn.Me, At = turn.Now, Department = of.Key, Keys = string.Join(' ', of.Select(c => c.Key)),
                Count = of.Count(), Figure = of.Sum(c => ledger.Owed(c.Read(turn.Items)).Amount),
            });
            if (await turn.Db.Set<DemandRound>().AsTracking().FirstOrDefaultAsync(r => r.Department == of.Key, turn.Stop) is { } round)
                round.Find(0, null, turn.Today);
        }
        turn.Journal.Fact("count", sent.Count).With([.. claims.Where(c => sent.Contains(c.Key)).Select(c => (Guid?)c.Debtor).Distinct()]);
        return Answer.See(RecoveryPaths.Demands);
    }
}
