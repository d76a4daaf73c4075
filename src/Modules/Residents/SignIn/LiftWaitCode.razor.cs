using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Residents;

/// <summary>The code from the mail lifts the wait for one try in this browser. It is no password and no second factor.</summary>
public partial class LiftWaitCode : View<LiftWaitCode, LiftWaitCode.Face>
{
    public sealed record Face(Form Form);

    public sealed record Input([Ask("確認コード", Kind = "code", Easy = "メールの 番号", English = "Code", EasyHint = "メールに ある 6つの 数字です。",
        EnglishHint = "The 6 digits in the mail.", Hint = "メールに書かれた6桁の数字です。")] string Code) : IForm<Input>;

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm<Input>("/sign-in/wait/{id}", Permission.Public, ResidentDeeds.WaitLifted, Ask, Accept);

    static async Task<IResult> Ask(Guid id, Form form, Look look) =>
        await look.Db.Set<MailCode>().AnyAsync(c => c.Id == id && c.Purpose == AskCode.Waiting, look.Stop) ? Show(new(form))
            : throw new NotHere();

    static async Task<Answer> Accept(Guid id, Input input, Turn turn, MasterKey key, Throttle throttle)
    {
        var code = await turn.Take<MailCode>(c => c.Id == id && c.Purpose == AskCode.Waiting);
        if (Letters.Refusal(turn, code, input.Code, key, ResidentDeeds.Refused) is { } refusal) return refusal;
        return Answer.See(Back.Link("/sign-in", ("back", turn.Back("/my")), ("need", "wait-lifted"),
            ("lift", throttle.Lift(Mails.Open(code.SealedMail, key)))));
    }
}
