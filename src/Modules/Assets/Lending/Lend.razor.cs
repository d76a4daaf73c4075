using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Assets;

/// <summary>貸す・返してもらう: to an officer of a department, until a day.</summary>
public sealed partial class Lend
{
    public sealed record Page(Form Form, string Register, Asset Thing);

    internal static readonly Deed Lent = new("assets.lent", "備品や機器を貸した");
    internal static readonly Deed Returned = new("assets.returned", "貸した備品や機器を返してもらった");

    public static string Url(string register, Guid id) => $"{Things.Url(register, id)}/lend";
    public static string Return(Guid loan) => $"{ListLoans.Url}/{loan}/return";

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapForm(AssetsModule.One + "/lend", AssetsModule.Keep, Lent, Build, Ask, Accept);
        app.MapAct(ListLoans.Url + "/{id:guid}/return", AssetsModule.Keep, Returned, TakeBack);
    }

    static async Task<Form> Build(string register, Guid id, Look look, IStaff staff, EquipmentRegister equipment, MachineRegister machines)
    {
        var thing = await Things.Find(look, register, id, equipment, machines);
        var form = new Form([
            new Question("to", new ChoiceKind(), "だれに貸しますか"),
            new Question("due", new DateKind(), "いつまで") { Hint = "この日の1週間前から、返してもらう仕事が今日の仕事に出ます。" },
        ]);
        var officers = new List<OfficerFace>();
        foreach (var department in look.Departments.Append(thing.Department).Distinct())
            officers.AddRange(await staff.Of(look.Db, department, look.Today, look.Stop));
        return form.Offer("to", [.. officers.DistinctBy(o => o.Account).Select(o =>
            new Option(o.Account.ToString("N"), $"{o.Name}（{o.PostTitle}）"))]);
    }

    static async Task<IResult> Ask(string register, Guid id, Form form, Look look, EquipmentRegister equipment, MachineRegister machines) =>
        Show(new(form, register, await Things.Find(look, register, id, equipment, machines)));

    static async Task<Answer> Accept(string register, Guid id, Form form, Turn turn, EquipmentRegister equipment, MachineRegister machines)
    {
        var thing = await Things.Find(turn, register, id, equipment, machines);
        if (await turn.Db.Set<Loan>().AnyAsync(l => l.Asset == id && l.ReturnedAt == null, turn.Stop))
            throw new Rule("", "これは、もう貸してあります。画面を開き直してください。");
        if (await turn.Db.Set<AssetMove>().AnyAsync(m => m.Asset == id && m.EndedAt == null, turn.Stop))
            throw new Rule("", "これは、所管替えか不用決定の決裁を待っています。決まるまで貸せません。");
        if (form.Value("due") is not DateOnly due || due < turn.Today) throw new Rule("due", "返す日は、今日より後の日を書いてください。");
        var to = form.Chosen("to") ?? throw new Rule("to", "だれに貸すかを、一覧の中から選び直してください。");
        Give(turn, register, thing, Guid.Parse(to.Value), to.Label, due);
        return Answer.See(Things.Url(register, id));
    }

    internal static void Give(Turn turn, string register, Asset thing, Guid to, string borrower, DateOnly due)
    {
        turn.Db.Add(new Loan
        {
            Id = turn.NewId(), Register = register, Asset = thing.Id, Code = thing.Code, Name = thing.Name,
            Department = thing.Department, To = to, Borrower = borrower, Due = due, By = turn.Me, At = turn.Now,
        });
        turn.Journal.About($"assets.{register}", thing.Id).Fact("due", due);
    }

    static async Task<Answer> TakeBack(Guid id, Turn turn)
    {
        var loan = await turn.Take(ListLoans.Visible(turn).Where(l => l.Id == id));
        Receive(turn, loan);
        return Answer.See(Things.Url(loan.Register, loan.Asset));
    }

    internal static void Receive(Turn turn, Loan loan)
    {
        loan.Return(turn.Me, turn.Now);
        turn.Journal.About($"assets.{loan.Register}", loan.Asset);
    }
}
