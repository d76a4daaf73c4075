using System.Text.Json;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace Keyaki.Staff;

/// <summary>Asks for another mail address of an officer. One half of a link goes there, so a second person confirms it.</summary>
public partial class ChangeMail : View<ChangeMail, ChangeMail.Face>
{
    public sealed record Face(Form Form, Guid Officer, string Name);

    public sealed record Input([Ask("新しいメールアドレス", Kind = "mail", Hint = "本人だけが読める仕事用のアドレスです。なくすときは空けてください。")] string? Mail = null)
        : IForm<Input>;

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm<Input>("/office/officers/{id}/mail", StaffModule.CanManage, StaffDeeds.Asked, Ask, Accept);

    static async Task<IResult> Ask(Guid id, Form form, CityDb db, CancellationToken ct) =>
        Show(new(form, id, await db.Set<Officer>().Where(o => o.Id == id).Select(o => o.Name)
            .FirstOrDefaultAsync(ct) ?? throw new NotHere()));

    static async Task<Answer> Accept(Guid id, Input input, Actor actor, CityDb db, Second second, IConfiguration configuration,
        TimeProvider clock, Journal journal, CancellationToken ct)
    {
        if (!await db.Set<Officer>().AnyAsync(o => o.Id == id, ct)) throw new NotHere();
        if (id == actor.Account) throw new Rule("", "自分のメールアドレスは、ほかの担当者に頼んで変えてください。");
        var mail = await AddOfficer.FreeMail(db, input.Mail, id, configuration, ct);
        var change = new PowerChange
        {
            Id = clock.NewId(), By = actor.Account, At = clock.GetUtcNow(), Kind = PowerKind.Mail, Officer = id,
            Json = JsonSerializer.Serialize(new Wish { Mail = mail })
        };
        await second.Ask(db, change, journal, ct);
        return Answer.See(ShowChange.Url(change.Id));
    }
}
