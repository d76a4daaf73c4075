using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Residents;

/// <summary>Linking, second step: account and register side by side, and the document that the officer saw.</summary>
public partial class LinkAccount : View<LinkAccount, LinkAccount.Page>
{
    public sealed record Page(Form Form, Guid Id, string Name, string Kana, DateOnly Birth, string AccountName, string AccountKana,
        DateOnly? AccountBirth);

    public sealed record Input([Ask("確かめた本人確認書類")] IdentityDocument Seen) : IForm<Input>;

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm<Input>("/office/residents/{id}/link/{account}", ResidentsModule.CanLink, ResidentDeeds.Linked, Ask, Accept,
        look: ResidentDeeds.Seen);

    static async Task<IResult> Ask(Guid id, Guid account, Form form, Look look)
    {
        var person = await look.Find<Person>(p => p.Id == id && p.ClosedOn == null);
        var told = await look.Find<Account>(a => a.Id == account);
        look.Journal.About("person", id, id, account).For(Purposes.Counter);
        return Show(new(form, id, person.Name, person.Kana, person.Birth, told.Name, told.Kana, told.Birth));
    }

    static async Task<Answer> Accept(Guid id, Guid account, Input input, Turn turn)
    {
        var person = await turn.Find<Person>(p => p.Id == id && p.ClosedOn == null);
        var told = await turn.Find<Account>(a => a.Id == account);
        if (told.Birth != person.Birth) throw new Rule("", "アカウントと住民の生年月日が違います。ご本人に登録した内容を直してもらうか、住民をさがし直してください。");
        turn.Db.Add(AccountLink.Make(account, id, input.Seen, turn.Actor.Account, turn.Clock));
        turn.Journal.About("person", id, id, account).For(Purposes.Counter).Fact("document", input.Seen.ToString());
        return Answer.See(Links.Resident(id));
    }
}
