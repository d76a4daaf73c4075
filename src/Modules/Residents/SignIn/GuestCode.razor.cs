using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Residents;

/// <summary>The code from the mail: afterwards the visitor is a guest, the same one each time.</summary>
public partial class GuestCode : View<GuestCode, GuestCode.Face>
{
    public sealed record Face(Form Form, string Again);

    public sealed record Input([Ask("確認コード", Kind = "code", Easy = "メールの 番号", English = "Code", EasyHint = "メールに ある 6つの 数字です。10分 つかえます。",
        EnglishHint = "The 6 digits in the mail. They are good for 10 minutes.", Hint = "メールに書かれた6桁の数字です。送ってから10分間使えます。")] string Code)
        : IForm<Input>;

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm<Input>("/guest/code/{id}", Permission.Public, ResidentDeeds.MailProven, Ask, Accept);

    static async Task<object> Ask(Guid id, Form form, string? back, CityDb db, CancellationToken ct)
    {
        var purpose = await db.Set<MailCode>().Where(c => c.Id == id).Select(c => c.Purpose).FirstOrDefaultAsync(ct) ?? throw new NotHere();
        return Show(new(form, Start(purpose) + QueryString.Create("back", Back.To(back, "/my"))));
    }

    static string Start(string purpose) => purpose == "account" ? "/account/new" : "/guest";

    static async Task<Answer> Accept(Guid id, Input input, string? back, CityDb db, MasterKey key, TimeProvider clock, Entrance entrance,
        Announce announce, Journal journal, HttpContext http, CancellationToken ct)
    {
        var code = await db.Set<MailCode>().AsTracking()
            .FirstOrDefaultAsync(c => c.Id == id && (c.Purpose == "guest" || c.Purpose == "account"), ct) ?? throw new NotHere();
        if (Letters.Refusal(code, input.Code, key, clock, journal, ResidentDeeds.Refused) is { } refusal) return refusal;
        var to = Back.To(back, "/my");
        var mail = Mails.Open(code.SealedMail, key);
        var blinds = Mails.Blinds(mail, key);
        // An account is a stronger door than a mailbox: whoever has one enters by it.
        if (await db.Set<Account>().AnyAsync(a => blinds.Contains(a.BlindMail), ct))
            return Answer.See(Back.Link("/sign-in", ("back", to), ("need", "has-account")));
        var guest = await db.Set<GuestVisitor>().FirstOrDefaultAsync(g => blinds.Contains(g.BlindMail), ct);
        if (guest is null) db.Add(guest = new GuestVisitor
        {
            Id = clock.NewId(), SealedMail = Mails.Seal(mail, key),
            BlindMail = Mails.Blind(mail, key), FirstAt = clock.GetUtcNow()
        });
        journal.About("guest", guest.Id);
        var arrived = new Arrived(new Actor(ActorKind.Guest, guest.Id) { Mail = mail }, to);
        if (code.Purpose == "guest") await announce.Say(arrived, db, ct);
        return await entrance.Enter(db, Answer.See(code.Purpose == "account" ? "/account/new/profile" + QueryString.Create("back", to)
            : arrived.Next ?? to), ActorKind.Guest, guest.Id, http, ct, code.SealedMail);
    }
}
