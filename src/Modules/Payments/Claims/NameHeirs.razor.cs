using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>相続を記録する: when the debtor died, and who owes since then; a second officer agrees.</summary>
public sealed partial class NameHeirs
{
    const int Most = 20;
    const string Shared = "shared", JointWord = "joint";

    public sealed record Page(Form Form, Debtor Debtor);

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapForm(ClaimPaths.Ledger + "/debtors/{id:guid}/heirs", PaymentsModule.CanDetermine, ClaimDeeds.Inherit, Build, Ask, Accept,
            ClaimDeeds.Look);
        app.MapSecond<Inheritance>(ClaimPaths.Ledger + "/inheritances/{act}/check", ClaimPaths.Ledger + "/inheritances/{act}/take-back",
            PaymentsModule.CanDetermine, ClaimDeeds.CheckInherit, ClaimDeeds.TakeBackInherit, ClaimDeeds.Look);
    }

    static IQueryable<Debtor> Whose(Guid id, Look look) => look.Debtors().Where(d => d.Id == id
        && (d.Kind == DebtorKind.Person || d.Kind == DebtorKind.Resident));

    static Form Build() => new(
    [
        new Question("died", new DateKind(), "亡くなった日"),
        new Question("how", new ChoiceKind(), "引き継ぎ方") { Options =
            [new(Shared, "相続分に応じて", "地方税や私債権。それぞれが相続分の額を負います。"),
                new(JointWord, "連帯して", "それぞれが全部を負います。")] },
        new Question("heirs", new GroupKind(
        [
            new Question("name", new TextKind(), "氏名") { MaxLength = Debtor.LongestName,
                Hint = "住民記録の方は、先に「住民記録から選ぶ」で債務者にしておくと、その方になります。" },
            new Question("address", new TextKind(), "住所（送付先）") { Required = false, MaxLength = Debtor.LongestAddress },
            new Question("part", new NumberKind(1, 9999), "相続分の分子") { Required = false },
            new Question("whole", new NumberKind(1, 9999), "相続分の分母") { Required = false, Hint = "1/2なら、分子は1、分母は2です。" },
        ], "相続人", 1, Most), "相続人"),
        new Question("reason", new LongTextKind(3), "確かめたもの") { MaxLength = Inheritance.LongestReason,
            Hint = "戸籍、法定相続情報一覧図、遺産分割協議書、相続放棄の申述の有無など。" },
    ]);

    static async Task<IResult> Ask(Guid id, Form form, Look look)
    {
        look.Journal.About(ClaimDeeds.Debtor, id, id);
        return Show(new(form, await look.Find(Whose(id, look).AsNoTracking())));
    }

    static async Task<Answer> Accept(Guid id, Form form, Turn turn)
    {
        var debtor = await turn.Take(Whose(id, turn));
        var died = form.Value("died") as DateOnly? ?? throw new NotHere();
        if (died > turn.Today) throw new Rule("died", "亡くなった日が先の日付です。日付を確かめてください。");
        var act = new Inheritance
        {
            Id = turn.NewId(), By = turn.Me, At = turn.Now, Debtor = debtor.Id, DiedOn = died, Joint = form["how"] == JointWord,
            Reason = form["reason"].Trim(),
        };
        var all = new List<(Guid Of, int Part, int Whole)>();
        foreach (var row in form.Value("heirs") as List<Form> ?? [])
            all.Add((await AddDebtor.Member(row["name"].Trim(), row["address"].Trim() is { Length: > 0 } where ? where : null, turn,
                "heirs"),
                Figure(row, "part"), Figure(row, "whole")));
        act.Name(all);
        turn.Db.Add(act);
        foreach (var heir in act.Heirs) turn.Db.Add(heir);
        turn.Journal.About(ClaimDeeds.Debtor, id, [id, .. all.Select(a => (Guid?)a.Of)]);
        return Answer.See(ClaimPaths.Debtor(id));

        int Figure(Form row, string name) => row.Value(name) is long figure ? (int)figure : act.Joint ? 1 : 0;
    }
}
