using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Residents;

/// <summary>Makes an account out of a guest whose mail address is proven: what the guest saved comes along, because the id stays.</summary>
public partial class OpenAccount : View<OpenAccount, OpenAccount.Face>
{
    public sealed record Face(Form Form, string Mail);

    public sealed record Input(
        [Ask("お名前", MaxLength = 100, Hint = "住民票と同じ名前を入力してください。", Autocomplete = "name")] string Name,
        [Ask("お名前のフリガナ", Kind = "kana", MaxLength = 100)] string Kana,
        [Ask("生年月日", Autocomplete = "bday")] DateOnly Birth,
        [Ask("住所")] AddressAnswer Address,
        [Ask("パスワード", Kind = "password", Hint = "12文字以上。ほかで使っていないものにしてください。", Autocomplete = "new-password")] string Password,
        [Ask("パスワード（もう一度）", Kind = "password", Autocomplete = "new-password")] string Again,
        [Ask("電話番号", Kind = "phone", Autocomplete = "tel")] string? Phone = null) : IForm<Input>;

    public sealed record Hashed(string Password);

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm<Input>("/account/new/profile", Permission.Applicant, ResidentDeeds.AccountOpened, Ask, Accept, weigh: Weigh);

    static object Ask(Form form, Actor actor) => actor switch
    {
        { Kind: ActorKind.Guest, Mail: { } mail } => Show(new(form, mail)),
        { Kind: ActorKind.Guest } => Answer.See("/account/new"),
        _ => Answer.See("/my/account"),
    };

    static Task<Hashed> Weigh(Input input, Actor actor, NewPassword passwords) => Task.FromResult(new Hashed(passwords.Hash(input.Password, input.Again, actor.Mail ?? "")));

    static async Task<Answer> Accept(Input input, Hashed hashed, string? back, Actor actor, CityDb db, Entrance entrance, MasterKey key, TimeProvider clock, Journal journal, HttpContext http, CancellationToken ct)
    {
        if (actor is not { Kind: ActorKind.Guest, Account: { } id, Mail: { } mail }) throw new NotHere();
        if (input.Birth > clock.Today()) throw new Rule("birth", "生年月日は、今日より前の日を入力してください。");
        await Account.MustBeFree(mail, db, key, ct);
        var account = new Account { Id = id, Name = input.Name, Kana = input.Kana, SealedMail = Mails.Seal(mail, key), BlindMail = Mails.Blind(mail, key), OpenedAt = clock.GetUtcNow() };
        account.Tell(input.Name, input.Kana, input.Birth, input.Phone, input.Address.Postal, input.Address.Town, input.Address.Street, input.Address.Building);
        db.Add(account);
        var credential = new Credential { Account = id, Kind = ActorKind.Resident, Label = key.Seal(mail, Credential.LabelPurpose), At = clock.GetUtcNow() };
        credential.Use(hashed.Password, clock.GetUtcNow());
        db.Add(credential);
        await OwnAccessRoutes.EndAll(db, id, clock, ct);
        journal.About("account", id, id);
        return await entrance.Enter(db, Answer.See("/account/app" + QueryString.Create("back", Back.To(back, "/my"))), ActorKind.Resident, id, http, ct, chosen: true);
    }
}
