using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>分納を約束する: what a debtor owes is paid in parts, a month apart.</summary>
public sealed partial class MakePlan
{
    const int Most = 100;

    public sealed record Page(Form Form, Debtor Debtor);

    internal static void Map(IEndpointRouteBuilder app) => app.MapForm(ClaimPaths.Ledger + "/debtors/{id:guid}/plan",
        PaymentsModule.CanRecover, RecoveryDeeds.Plan, Build, Ask, Accept, RecoveryDeeds.Look);

    static async Task<Form> Build(Guid id, Look look)
    {
        var claims = await look.Claims().AsNoTracking().Where(c => c.Debtor == id).OrderBy(c => c.Due).ThenBy(c => c.Id).Take(Most)
            .ToListAsync(look.Stop);
        var owed = (await look.Faces(claims)).Where(f => f.Balance.Owed > Yen.Zero).ToList();
        var form = new Form(
        [
            new Question("claims", new ManyKind(), "分けて納めるもの")
            {
                Options = [.. owed.Select(f =>
                    new Option(f.Claim.Key, $"{f.Title}（納期限 {EraDate.Of(f.Claim.Due)}）", $"未納 {f.Balance.Owed}"))],
            },
            new Question("first", new DateKind(), "初めに納める日") { Hint = "2回目からは、毎月同じ日です。" },
            new Question("parts", new NumberKind(1, 120), "回数")
                { Required = false, Hint = "回数か、1回の額の、どちらかを入力してください。" },
            new Question("each", new YenKind(), "1回の額") { Required = false, Hint = "終わりの回は、残りの額になります。" },
        ]);
        if (!look.Afresh) return form;
        return form.Fill("claims", string.Join('\n', owed.Where(f => f.Claim.Due < look.Today).Select(f => f.Claim.Key)));
    }

    static async Task<IResult> Ask(Guid id, Form form, Look look)
    {
        look.Journal.About(ClaimDeeds.Debtor, id, id);
        return Show(new(form, await look.Find(look.Debtors().AsNoTracking().Where(d => d.Id == id))));
    }

    static async Task<Answer> Accept(Guid id, Form form, Turn turn)
    {
        var keys = (form.Value("claims") as IEnumerable<string> ?? []).ToList();
        var claims = await turn.Claims().AsNoTracking().Where(c => c.Debtor == id && keys.Contains(c.Key)).ToListAsync(turn.Stop);
        var book = await Book.Open(turn.Db, turn.City, claims, [], turn.Stop);
        var others = await turn.Db.Set<PaymentPlan>().AsNoTracking().Where(p => p.Debtor == id).ToListAsync(turn.Stop);
        var of = claims.Select(book.Of).ToList();
        PaymentPlan.Make(book.Ledger, of, Portions(form, Yen.Sum(of.Select(book.Ledger.Owed))), turn.Today, others).Keep(turn, turn.Me);
        turn.Journal.About(ClaimDeeds.Debtor, id, id).Fact("claims", of.Count);
        return Answer.See(RecoveryPaths.Debtor(id));
    }

    static IReadOnlyList<Portion> Portions(Form form, Yen sum) => (form.Value("first"), form.Value("parts"), form.Value("each")) switch
    {
        (DateOnly first, long parts, null) => PaymentPlan.Even(sum, (int)parts, first),
        (DateOnly first, null, long each) => PaymentPlan.Each(sum, new(each), first),
        _ => throw new Rule("parts", "回数か、1回の額の、どちらか一つを入力してください。"),
    };
}
