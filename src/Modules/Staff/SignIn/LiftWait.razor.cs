using Keyaki.Contracts.Messages;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Staff;

/// <summary>An officer who is told to wait because of others' tries proves the registered mail address instead; nobody learns here who
/// is an officer.</summary>
public partial class LiftWait : View<LiftWait, LiftWait.Page>
{
    public const string Url = "/office/sign-in/wait";

    public sealed record Page(Form Form);

    public sealed record Input([Ask("ログイン名", MaxLength = 60, Autocomplete = "username")] string Login) : IForm<Input>;

    internal const string Purpose = "office-wait";

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm<Input>(Url, Permission.Public, StaffDeeds.CodeSent, Ask, Accept);

    static IResult Ask(Form form) => Show(new(form));

    static async Task<Answer> Accept(Input input, Turn turn, IMessages messages, MasterKey key, Throttle throttle)
    {
        var (login, today) = (SignInName.Fold(input.Login), turn.Today);
        var mail = await turn.Db.Set<Officer>().Where(o => o.Login == login && (o.LeftOn == null || o.LeftOn >= today)).Select(o => o.Mail)
            .FirstOrDefaultAsync(turn.Stop);
        var code = await Letters.SendCode(turn, Purpose, login, mail, messages, key, throttle);
        return Answer.See(Kernel.Back.Link($"{Url}/{code}", ("back", turn.Back("/office"))));
    }
}
