using System.Globalization;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Residents;

/// <summary>Changes what a resident told about themselves.</summary>
public partial class EditAccount : View<EditAccount, EditAccount.Face>
{
    public sealed record Face(Form Form, string Version);

    public sealed record Input(
        [Ask("お名前", MaxLength = 100, Autocomplete = "name")] string Name,
        [Ask("お名前のフリガナ", Kind = "kana", MaxLength = 100)] string Kana,
        [Ask("生年月日", Autocomplete = "bday")] DateOnly Birth,
        [Ask("住所")] AddressAnswer Address,
        [Ask("電話番号", Kind = "phone", Autocomplete = "tel")] string? Phone = null) : IForm<Input>;

    internal static void Map(IEndpointRouteBuilder app) => app.MapForm<Input>("/my/account/edit", Permission.Resident, ResidentDeeds.AccountChanged, Ask, Accept);

    static async Task<IResult> Ask(Form form, Actor actor, CityDb db, HttpContext http, CancellationToken ct)
    {
        var a = await db.Set<Account>().FirstOrDefaultAsync(x => x.Id == actor.Account, ct) ?? throw new NotHere();
        if (HttpMethods.IsGet(http.Request.Method) && form.Answers.Count == 0)
        {
            form.Fill("name", a.Name).Fill("kana", a.Kana).Fill("birth", a.Birth).Fill("phone", a.Phone);
            if (a.Town is not null) form.Fill("address", new AddressAnswer(a.Postal ?? "", a.Town, a.Street ?? "", a.Building ?? ""));
        }
        return Show(new(form, a.Version.ToString(CultureInfo.InvariantCulture)));
    }

    static async Task<Answer> Accept(Input input, IFormCollection posted, Actor actor, CityDb db, TimeProvider clock, Journal journal, CancellationToken ct)
    {
        var account = await db.Set<Account>().AsTracking().FirstOrDefaultAsync(a => a.Id == actor.Account, ct) ?? throw new NotHere();
        if (posted["_version"] != account.Version.ToString(CultureInfo.InvariantCulture)) throw new ChangedMeanwhile("ほかの画面で登録内容が変えられています。");
        if (input.Birth > clock.Today()) throw new Rule("birth", "生年月日は、今日より前の日を入力してください。");
        account.Tell(input.Name, input.Kana, input.Birth, input.Phone, input.Address.Postal, input.Address.Town, input.Address.Street, input.Address.Building);
        journal.About("account", account.Id, account.Id);
        return Answer.See("/my/account");
    }
}
