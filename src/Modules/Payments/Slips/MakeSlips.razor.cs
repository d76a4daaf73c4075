using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>納付書を作る: for one or several terms of a debtor, three on a sheet.</summary>
public sealed partial class MakeSlips
{
    /// <summary>So many terms of one debtor are offered, the earliest first.</summary>
    const int Most = 60;

    /// <summary>How long a slip is good that is made after its day.</summary>
    const int GoodFor = 14;

    public sealed record Page(Form Form, Debtor Debtor, bool Specimen, bool Owes, IReadOnlyList<SlipFace> Before);

    internal static void Map(IEndpointRouteBuilder app) => app.MapForm(ClaimPaths.Ledger + "/debtors/{id:guid}/slips",
        PaymentsModule.CanSlips, SlipDesk.Made, Build, Ask, Accept, SlipDesk.Look);

    static async Task<Form> Build(Guid id, Look look)
    {
        var owed = await Owed(id, look);
        var form = new Form([
            new Question("claims", new ManyKind(), "納付書を作る期別")
            {
                Options = [.. owed.Select(f => new Option($"{f.Claim.Id:N}", f.Title,
                    $"未納 {f.Balance.Owed}、納期限 {EraDate.Of(f.Claim.Due)}"))],
            },
            new Question("payUntil", new DateKind(), "支払期限")
                { Hint = "この日まで、コンビニとスマートフォンで払えます。納期限がもっと後の期別は、その納期限になります。" },
            new Question("amount", new YenKind(), "金額")
                { Required = false, Hint = "一部だけの納付書を作るときに書きます。空けておくと、未納の全額になります。" },
        ]);
        if (!look.Afresh) return form;
        var chosen = owed.Where(f => owed.Count == 1 || look.Query["claim"] == $"{f.Claim.Id}").Select(f => $"{f.Claim.Id:N}").ToList();
        return form.Fill("payUntil", look.Today.AddDays(GoodFor)).Fill("claims", chosen);
    }

    static async Task<IReadOnlyList<ClaimFace>> Owed(Guid debtor, Look look)
    {
        var numbers = look.City.Files<SlipFormat>().Items;
        var claims = await look.Claims().AsNoTracking().Where(c => c.Debtor == debtor && look.Db.Entries()
            .Where(e => e.Claim == c.Id && e.Account == Account.Receivable).Sum(e => e.Figure) > 0)
            .OrderBy(c => c.Due).ThenBy(c => c.Id).Take(Most).ToListAsync(look.Stop);
        return await look.Faces([.. claims.Where(c => !ChargeBooks.Owns(c) && numbers.ContainsKey(c.Item))]);
    }

    static Task<Debtor> Whose(Guid id, Look look) => look.Find(look.Debtors().AsNoTracking().Where(d => d.Id == id));

    static async Task<IResult> Ask(Guid id, Form form, Look look)
    {
        var debtor = await Whose(id, look);
        look.Journal.About(ClaimDeeds.Debtor, id, id);
        var before = await look.Db.Set<IssuedSlip>().AsNoTracking()
            .Where(s => look.Claims().Any(c => c.Id == s.Claim && c.Debtor == id)).OrderByDescending(s => s.Id).Take(20)
            .ToListAsync(look.Stop);
        return Show(new(form, debtor, look.City.Files<SlipFormat>().IsSpecimen,
            form.Questions.First().Options.Count > 0, await look.SlipFaces(before)));
    }

    static async Task<Answer> Accept(Guid id, Form form, Turn turn)
    {
        await Whose(id, turn);
        var (format, day) = (turn.City.Files<SlipFormat>(), form.Value("payUntil") as DateOnly? ?? turn.Today);
        var chosen = (form.Value("claims") as IEnumerable<string> ?? []).ToHashSet(StringComparer.Ordinal);
        var faces = (await Owed(id, turn)).Where(f => chosen.Contains($"{f.Claim.Id:N}")).ToList();
        if (faces.Count == 0) throw new Rule("claims", "納付書を作る期別を選んでください。");
        if (day < turn.Today) throw new Rule("payUntil", "支払期限が過ぎています。今日かそれより後の日にしてください。");
        var some = form.Value("amount") is long yen ? new Yen(yen) : (Yen?)null;
        if (some is { } part)
        {
            if (faces.Count > 1) throw new Rule("amount", "金額を書くときは、期別を1つだけ選んでください。");
            if (part <= Yen.Zero) throw new Rule("amount", "金額は1円以上にしてください。");
            if (part > faces[0].Balance.Owed) throw new Rule("amount",
                $"未納は{faces[0].Balance.Owed}です。それより多い納付書は作りません。");
        }
        var batch = new SlipBatch
        {
            Id = turn.NewId(), Department = faces[0].Item.Department, Debtor = id, PayUntil = day, By = turn.Me, At = turn.Now,
        };
        turn.Db.Add(batch);
        var last = await turn.Db.LastSlips([.. faces.Select(f => f.Claim.Id)], turn.Stop);
        foreach (var face in faces)
            turn.Db.Append(IssuedSlip.Next(format, face.Claim, face.Item, last.GetValueOrDefault(face.Claim.Id), some ?? face.Balance.Owed,
                batch, turn.NewId(), turn.Now));
        turn.Journal.About(SlipDesk.Kind, batch.Id, id).Fact("count", faces.Count);
        return Answer.See(SlipDesk.Batch(batch.Id));
    }
}
