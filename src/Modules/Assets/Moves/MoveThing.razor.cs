using Keyaki.Contracts.Approvals;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Assets;

/// <summary>ほかの課に移す・不用にする: put to the route that the table of decisions names.</summary>
public sealed partial class MoveThing
{
    public sealed record Page(Form Form, string Register, Asset Thing);

    internal static readonly Deed Proposed = new("assets.move-proposed", "備品や機器の所管替え・不用決定を決裁に回した");

    public static string Url(string register, Guid id) => $"{Things.Url(register, id)}/move";

    internal static void Map(IEndpointRouteBuilder app) => app.MapForm(AssetsModule.One + "/move", AssetsModule.Keep, Proposed, Build,
        Ask, Accept);

    static async Task<Form> Build(string register, Guid id, Look look, EquipmentRegister equipment, MachineRegister machines)
    {
        var thing = await Things.Find(look, register, id, equipment, machines);
        var form = new Form([
            new Question("kind", new ChoiceKind(), "何をしますか") { Options = Keyaki.Ui.Labels.Options(typeof(MoveKind)) },
            new Question("to", new ChoiceKind(), "移す先の課") { When = f => f.Value("kind") is "transfer", Under = ("kind", "transfer") },
            new Question("way", new TextKind(), "処分のしかた")
            {
                When = f => f.Value("kind") is "disposal", Under = ("kind", "disposal"), MaxLength = 300,
                Hint = "売る、捨てるなど。情報が入っていたものは、消し方も書いてください。",
            },
            new Question("reason", new TextKind(), "理由") { MaxLength = 280 },
        ]);
        return form.Offer("to", [.. look.City.DepartmentsOn(look.Today).Where(d => d.Code != thing.Department).Select(d =>
            new Option(d.Code, d.Name))]);
    }

    static async Task<IResult> Ask(string register, Guid id, Form form, Look look, EquipmentRegister equipment, MachineRegister machines) =>
        Show(new(form, register, await Things.Find(look, register, id, equipment, machines)));

    static async Task<Answer> Accept(string register, Guid id, Form form, Turn turn, EquipmentRegister equipment, MachineRegister machines,
        IApprovals approvals)
    {
        var thing = await Things.Find(turn, register, id, equipment, machines);
        if (await turn.Db.Set<AssetMove>().AnyAsync(m => m.Asset == id && m.EndedAt == null, turn.Stop))
            throw new Rule("", "これについては、もう決裁に回しています。画面を開き直してください。");
        if (await turn.Db.Set<Loan>().AnyAsync(l => l.Asset == id && l.ReturnedAt == null, turn.Stop))
            throw new Rule("", "貸しているものです。返してもらってから、決裁に回してください。");
        var kind = form.Value("kind") is "transfer" ? MoveKind.Transfer : MoveKind.Disposal;
        var move = new AssetMove
        {
            Id = turn.NewId(), Kind = kind, Register = register, Asset = id, Code = thing.Code, Name = thing.Name, From = thing.Department,
            To = form.Value("to") as string, Way = form.Value("way") as string, Reason = form.Value("reason") as string ?? "",
            By = turn.Me, At = turn.Now,
        };
        await Put(turn, move, approvals);
        return Answer.See(Things.Url(register, id));
    }

    /// <summary>Puts it to the city's route.</summary>
    internal static async Task Put(Turn turn, AssetMove move, IApprovals approvals)
    {
        turn.Db.Add(move);
        var act = move.Kind is MoveKind.Transfer ? "asset-transfer" : "asset-disposal";
        move.Approval = await approvals.Propose(turn.Db, new(AssetMove.Subject, move.Id, $"{move.Name}（{move.Code}）の{move.Words}",
            new(act, move.From), turn.Me, Things.Url(move.Register, move.Asset)), turn.Stop);
        turn.Journal.About($"assets.{move.Register}", move.Asset);
    }
}
