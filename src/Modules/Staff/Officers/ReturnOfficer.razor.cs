using System.Text.Json;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Staff;

/// <summary>Asks for a recorded leave to be taken back or to lie later: the account would enter again, so a second person confirms
/// it.</summary>
public partial class ReturnOfficer : View<ReturnOfficer, ReturnOfficer.Page>
{
    public static string Url(Guid officer) => $"{OfficerPage.Url(officer)}/return";

    public sealed record Page(Form Form, Guid Officer, string Name);

    public sealed record Input([Ask("正しい最後の勤務日", Hint = "退職しないときは空けてください。")] DateOnly? Last = null) : IForm<Input>;

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm<Input>("/office/officers/{id}/return", StaffModule.CanManage, StaffDeeds.Asked, Ask, Accept);

    static Task<Officer?> Left(Guid id, Look look) =>
        look.Db.Set<Officer>().AsNoTracking().FirstOrDefaultAsync(o => o.Id == id && o.LeftOn != null, look.Stop);

    static async Task<IResult> Ask(Guid id, Form form, Look look) =>
        Show(new(form, id, (await Left(id, look) ?? throw new NotHere()).Name));

    static async Task<Answer> Accept(Guid id, Input input, Turn turn, Second second)
    {
        if (id == turn.Actor.Account) throw new Rule("", "自分の退職の記録は取り消せません。ほかの担当者に頼んでください。");
        if (await Left(id, turn) is null) throw new NotHere();
        var change = new PowerChange
        {
            Id = turn.NewId(), By = turn.Actor.Account, At = turn.Now, Kind = PowerKind.Return,
            Officer = id, Json = JsonSerializer.Serialize(new Wish { Until = input.Last })
        };
        await second.Ask(turn.Db, change, turn.Journal, turn.Stop);
        return Answer.See(ShowChange.Url(change.Id));
    }
}
