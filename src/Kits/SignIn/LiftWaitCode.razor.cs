using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Kits;

/// <summary>The code from the mail lifts the wait for one try in this browser. It is no password and no second factor.</summary>
public sealed partial class LiftWaitCode
{
    public sealed record Page(Form Form, DoorPlate Door);

    public sealed record Input([Ask("確認コード", Kind = "code", Easy = "メールの 番号", English = "Code",
        Hint = "メールに書かれた6桁の数字です。",
        EasyHint = "メールに ある 6つの 数字です。", EnglishHint = "The 6 digits in the mail.")] string Code) : IForm<Input>;

    internal static void Map(IEndpointRouteBuilder app, DoorPlate door) =>
        app.MapForm<Input>(door.At + "/wait/{id}", Permission.Public, door.WaitLifted,
            async (Guid id, Form form, Look look) =>
                await look.Db.Set<MailCode>().AnyAsync(c => c.Id == id && c.Purpose == door.Waiting, look.Stop) ? Show(new(form, door))
                    : throw new NotHere(),
            async (Guid id, Input input, Turn turn, MasterKey key, Throttle throttle) =>
            {
                var code = await turn.Take<MailCode>(c => c.Id == id && c.Purpose == door.Waiting);
                return Letters.Refusal(turn, code, input.Code, key, door.Refused) ?? Answer.See(Back.Link(door.At,
                    ("back", turn.Back(door.Start)), ("need", "wait-lifted"), ("lift", throttle.Lift(Mails.Open(code.SealedMail, key)))));
            });
}
