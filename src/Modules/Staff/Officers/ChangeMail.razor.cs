using System.Text.Json;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace Keyaki.Staff;

/// <summary>Asks for another mail address of an officer. One half of a link goes there, so a second person confirms it.</summary>
public partial class ChangeMail : View<ChangeMail, ChangeMail.Page>
{
    public static string Url(Guid officer) => $"{OfficerPage.Url(officer)}/mail";

    public sealed record Page(Form Form, Guid Officer, string Name);

    public sealed record Input([Ask("新しいメールアドレス", Kind = "mail", Hint = "本人だけが読める仕事用のアドレスです。なくすときは空けてください。")] string? Mail = null)
        : IForm<Input>;

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm<Input>("/office/officers/{id}/mail", StaffModule.CanManage, StaffDeeds.Asked, Ask, Accept);

    static async Task<IResult> Ask(Guid id, Form form, Look look) =>
        Show(new(form, id, await look.Find(look.Db.Set<Officer>().Where(o => o.Id == id).Select(o => o.Name))));

    static async Task<Answer> Accept(Guid id, Input input, Turn turn, Second second, IConfiguration configuration)
    {
        if (!await turn.Db.Set<Officer>().AnyAsync(o => o.Id == id, turn.Stop)) throw new NotHere();
        if (id == turn.Actor.Account) throw new Rule("", "自分のメールアドレスは、ほかの担当者に頼んで変えてください。");
        var mail = await AddOfficer.FreeMail(turn.Db, input.Mail, id, configuration, turn.Stop);
        var change = new PowerChange
        {
            Id = turn.NewId(), By = turn.Actor.Account, At = turn.Now, Kind = PowerKind.Mail, Officer = id,
            Json = JsonSerializer.Serialize(new Wish { Mail = mail })
        };
        await second.Ask(turn.Db, change, turn.Journal, turn.Stop);
        return Answer.See(ShowChange.Url(change.Id));
    }
}
