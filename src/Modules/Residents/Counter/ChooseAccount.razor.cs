using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Residents;

/// <summary>Linking, first step: the resident says the mail address of their account.</summary>
public partial class ChooseAccount : View<ChooseAccount, ChooseAccount.Page>
{
    public sealed record Page(Form Form, Guid Person, string Name);

    public sealed record Input([Ask("利用者アカウントのメールアドレス", Kind = "mail", Hint = "窓口に来た方に確かめて、入力してください。")] string Mail) : IForm<Input>;

    static readonly Deed Chosen = new("residents.account-found", "窓口で利用者アカウントをさがした",
        "まどぐちで アカウントを さがした", "looked for your account at the counter");

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm<Input>("/office/residents/{id}/link", ResidentsModule.CanLink, Chosen, Ask, Accept, look: ResidentDeeds.Seen);

    static async Task<IResult> Ask(Guid id, Form form, Look look)
    {
        var name = await look.Find(look.Db.Set<Person>().Where(p => p.Id == id && p.ClosedOn == null).Select(p => p.Name));
        look.Journal.About("person", id, id).For(Purposes.Counter);
        return Show(new(form, id, name));
    }

    static async Task<Answer> Accept(Guid id, Input input, Turn turn, MasterKey key)
    {
        var blinds = Mails.Blinds(input.Mail, key);
        var account = await turn.Db.Set<Account>().Where(a => blinds.Contains(a.BlindMail)).Select(a => (Guid?)a.Id)
            .FirstOrDefaultAsync(turn.Stop)
            ?? throw new Rule("mail", "このメールアドレスの利用者アカウントはありません。先に、ご本人に作ってもらってください。");
        turn.Journal.About("person", id, id, account).For(Purposes.Counter);
        return Answer.See($"/office/residents/{id}/link/{account}");
    }
}
