using System.Text.Json;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Staff;

/// <summary>Asks for a recorded leave to be taken back or to lie later: the account would enter again, so a second person confirms
/// it.</summary>
public partial class ReturnOfficer : View<ReturnOfficer, ReturnOfficer.Face>
{
    public sealed record Face(Form Form, Guid Officer, string Name);

    public sealed record Input([Ask("正しい最後の勤務日", Hint = "退職しないときは空けてください。")] DateOnly? Last = null) : IForm<Input>;

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm<Input>("/office/officers/{id}/return", StaffModule.CanManage, StaffDeeds.Asked, Ask, Accept);

    static Task<Officer?> Left(Guid id, CityDb db, CancellationToken ct) =>
        db.Set<Officer>().AsNoTracking().FirstOrDefaultAsync(o => o.Id == id && o.LeftOn != null, ct);

    static async Task<IResult> Ask(Guid id, Form form, CityDb db, CancellationToken ct) =>
        Show(new(form, id, (await Left(id, db, ct) ?? throw new NotHere()).Name));

    static async Task<Answer> Accept(Guid id, Input input, Actor actor, CityDb db, Second second, TimeProvider clock, Journal journal,
        CancellationToken ct)
    {
        if (id == actor.Account) throw new Rule("", "自分の退職の記録は取り消せません。ほかの担当者に頼んでください。");
        if (await Left(id, db, ct) is null) throw new NotHere();
        var change = new PowerChange
        {
            Id = clock.NewId(), By = actor.Account, At = clock.GetUtcNow(), Kind = PowerKind.Return,
            Officer = id, Json = JsonSerializer.Serialize(new Wish { Until = input.Last })
        };
        await second.Ask(db, change, journal, ct);
        return Answer.See(ShowChange.Url(change.Id));
    }
}
