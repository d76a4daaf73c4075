using System.Globalization;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Residents;

/// <summary>Changes what a resident told about themselves.</summary>
public partial class EditAccount : View<EditAccount, EditAccount.Page>
{
    public const string Url = "/my/account/edit";

    public sealed record Page(Form Form, string Version);

    public sealed record Input(
        [Ask("お名前", Easy = "なまえ", English = "Name", MaxLength = 100, Autocomplete = "name")] string Name,
        [Ask("お名前のフリガナ", Easy = "なまえの カタカナ", English = "Name in kana", Kind = "kana", MaxLength = 100)] string Kana,
        [Ask("生年月日", Easy = "生まれた 日", English = "Date of birth", Autocomplete = "bday")] DateOnly Birth,
        [Ask("住所", Easy = "住所", English = "Address")] AddressAnswer Address,
        [Ask("電話番号", Easy = "電話番号", English = "Phone", Kind = "phone", Autocomplete = "tel")] string? Phone = null) : IForm<Input>;

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm<Input>(Url, Permission.Resident, ResidentDeeds.AccountChanged, Ask, Accept);

    static async Task<IResult> Ask(Form form, Look look)
    {
        var a = await look.Find<Account>(x => x.Id == look.Actor.Account);
        if (look.Afresh && form.Answers.Count == 0)
        {
            form.Fill("name", a.Name).Fill("kana", a.Kana).Fill("birth", a.Birth).Fill("phone", a.Phone);
            if (a.Town is not null) form.Fill("address", new AddressAnswer(a.Postal ?? "", a.Town, a.Street ?? "", a.Building ?? ""));
        }
        return Show(new(form, a.Version.ToString(CultureInfo.InvariantCulture)));
    }

    static async Task<Answer> Accept(Input input, Turn turn)
    {
        var account = await turn.Take<Account>(a => a.Id == turn.Actor.Account);
        if (!turn.Saw(account.Version))
            throw new ChangedMeanwhile(new Text("ほかの画面で登録内容が変えられています。", "ほかの 画面で かわって います。", "Your data were changed on another page."));
        if (input.Birth > turn.Today)
            throw new Rule("birth", new Text("生年月日は、今日より前の日を入力してください。", "生まれた 日は、今日より まえの 日を 書いて ください。",
            "Your date of birth must lie before today."));
        account.Tell(input.Name, input.Kana, input.Birth, input.Phone, input.Address.Postal, input.Address.Town, input.Address.Street,
            input.Address.Building);
        turn.Journal.About("account", account.Id, account.Id);
        return Answer.See(MyAccount.Url);
    }
}
