using Keyaki.Contracts;
using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Residents;

/// <summary>The code from the mail: afterwards the visitor is a guest, the same one each time.</summary>
public partial class GuestCode : View<GuestCode, GuestCode.Page>
{
    public sealed record Page(Form Form, string Again);

    public sealed record Input([Ask("確認コード", Kind = "code", Easy = "メールの 番号", English = "Code", EasyHint = "メールに ある 6つの 数字です。10分 つかえます。",
        EnglishHint = "The 6 digits in the mail. They are good for 10 minutes.", Hint = "メールに書かれた6桁の数字です。送ってから10分間使えます。")] string Code)
        : IForm<Input>;

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm<Input>("/guest/code/{id}", Permission.Public, ResidentDeeds.MailProven, Ask, Accept);

    static async Task<object> Ask(Guid id, Form form, Look look)
    {
        var purpose = await look.Find(look.Db.Set<MailCode>().Where(c => c.Id == id).Select(c => c.Purpose));
        return Show(new(form, Start(purpose) + QueryString.Create("back", look.Back("/my"))));
    }

    static string Start(string purpose) => purpose == "account" ? Guest.Account : Guest.Url;

    static async Task<Answer> Accept(Guid id, Input input, Turn turn, MasterKey key, Entrance entrance,
        Announce announce)
    {
        var code = await turn.Take<MailCode>(c => c.Id == id && (c.Purpose == "guest" || c.Purpose == "account"));
        if (Letters.Refusal(turn, code, input.Code, key, ResidentDeeds.Refused) is { } refusal) return refusal;
        var to = turn.Back("/my");
        var mail = Mails.Open(code.SealedMail, key);
        var blinds = Mails.Blinds(mail, key);
        // An account is a stronger door than a mailbox: whoever has one enters by it.
        if (await turn.Db.Set<Account>().AnyAsync(a => blinds.Contains(a.BlindMail), turn.Stop))
            return Answer.See(Back.Link(Links.SignIn, ("back", to), ("need", "has-account")));
        var guest = await turn.Db.Set<GuestVisitor>().FirstOrDefaultAsync(g => blinds.Contains(g.BlindMail), turn.Stop);
        if (guest is null) turn.Db.Add(guest = new GuestVisitor
        {
            Id = turn.NewId(), SealedMail = Mails.Seal(mail, key),
            BlindMail = Mails.Blind(mail, key), FirstAt = turn.Now
        });
        turn.Journal.About("guest", guest.Id);
        var arrived = new Arrived(new Actor(ActorKind.Guest, guest.Id) { Mail = mail }, to);
        if (code.Purpose == "guest") await announce.Say(arrived, turn.Db, turn.Stop);
        return await entrance.Enter(turn, Answer.See(code.Purpose == "account" ? "/account/new/profile" + QueryString.Create("back", to)
            : arrived.Next ?? to), ActorKind.Guest, guest.Id, code.SealedMail);
    }
}
