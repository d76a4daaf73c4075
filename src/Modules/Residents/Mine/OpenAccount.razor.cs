using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Residents;

/// <summary>Makes an account out of a guest whose mail address is proven: what the guest saved comes along, because the id stays.</summary>
public partial class OpenAccount : View<OpenAccount, OpenAccount.Page>
{
    public sealed record Page(Form Form, string Mail);

    public sealed record Input(
        [Ask("お名前", Easy = "なまえ", English = "Name", MaxLength = 100, Hint = "住民票と同じ名前を入力してください。", EasyHint = "住民票と おなじ なまえを 書いて ください。",
            EnglishHint = "As it stands in the resident register.", Autocomplete = "name")] string Name,
        [Ask("お名前のフリガナ", Easy = "なまえの カタカナ", English = "Name in kana", Kind = "kana", MaxLength = 100)] string Kana,
        [Ask("生年月日", Easy = "生まれた 日", English = "Date of birth", Autocomplete = "bday")] DateOnly Birth,
        [Ask("住所", Easy = "住所", English = "Address")] AddressAnswer Address,
        [Ask("パスワード", Easy = "パスワード", English = "Password", EasyHint = "12文字より ながく して ください。ほかで つかって いない ものに します。",
            EnglishHint = "At least 12 characters, and one that you use nowhere else.", Kind = "password",
            Hint = "12文字以上。ほかで使っていないものにしてください。", Autocomplete = "new-password")] string Password,
        [Ask("パスワード（もう一度）", Easy = "パスワード（もういちど）", English = "Password (once more)", Kind = "password",
            Autocomplete = "new-password")] string Again,
        [Ask("電話番号", Easy = "電話番号", English = "Phone", Kind = "phone", Autocomplete = "tel")] string? Phone = null) : IForm<Input>;

    public sealed record Hashed(string Password);

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm<Input>("/account/new/profile", Permission.Applicant, ResidentDeeds.AccountOpened, Ask, Accept, weigh: Weigh);

    static object Ask(Form form, Look look, ShownCard shown, HttpContext http) => look.Actor switch
    {
        { Kind: ActorKind.Guest, Mail: { } mail } => Show(new(OfCard(form, look, shown.Read(http)), mail)),
        { Kind: ActorKind.Guest } => Answer.See(Guest.Account),
        _ => Answer.See(MyAccount.Url),
    };

    /// <summary>Who came with a card need not write what it says.</summary>
    static Form OfCard(Form form, Look look, ShownCard.Card? card) => card is { Holder.Facts: var facts } && look.Afresh
        && form.Answers.Count == 0 ? form.Fill("name", facts.Name).Fill("birth", facts.Birth) : form;

    static Task<Hashed> Weigh(Input input, Look look, NewPassword passwords) =>
        Task.FromResult(new Hashed(passwords.Hash(input.Password, input.Again, look.Actor.Mail ?? "")));

    static async Task<Answer> Accept(Input input, Hashed hashed, Turn turn, Entrance entrance, MasterKey key)
    {
        if (turn.Actor is not { Kind: ActorKind.Guest, Account: { } id, Mail: { } mail }) throw new NotHere();
        if (input.Birth > turn.Today)
            throw new Rule("birth", new Text("生年月日は、今日より前の日を入力してください。", "生まれた 日は、今日より まえの 日を 書いて ください。",
            "Your date of birth must lie before today."));
        await Account.MustBeFree(mail, turn, key);
        var account = new Account
        {
            Id = id, Name = input.Name, Kana = input.Kana, SealedMail = Mails.Seal(mail, key),
            BlindMail = Mails.Blind(mail, key), OpenedAt = turn.Now, Reads = turn.Language
        };
        account.Tell(input.Name, input.Kana, input.Birth, input.Phone, input.Address.Postal, input.Address.Town, input.Address.Street,
            input.Address.Building);
        turn.Db.Add(account);
        var credential = new Credential
        {
            Account = id, Kind = ActorKind.Resident, Label = key.Seal(mail, Credential.LabelPurpose),
            At = turn.Now
        };
        credential.Use(hashed.Password, turn.Now);
        turn.Db.Add(credential);
        await OwnAccessRoutes.EndAll(turn.Db, id, turn.Clock, turn.Stop);
        turn.Journal.About("account", id, id);
        return await entrance.Enter(turn, Answer.See(SetApp.Url + QueryString.Create("back", turn.Back("/my"))), ActorKind.Resident,
            id, chosen: true);
    }
}
