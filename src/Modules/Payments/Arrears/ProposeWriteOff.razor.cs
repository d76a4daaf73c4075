using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Payments;

/// <summary>不納欠損にする: for a reason that the law knows; it is posted when a second officer has agreed.</summary>
public sealed partial class ProposeWriteOff
{
    public sealed record Input([Ask("わけ")] WriteOffReason Why, [Ask("理由", Kind = "longtext", MaxLength = Determine.LongestReason,
        Hint = "決裁の番号など。債権放棄のときは、議決または条例を書いてください。")] string Reason) : IForm<Input>;

    public sealed record Page(Form Form, ClaimFace Face);

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapForm(ClaimPaths.Ledger + "/claims/{id:guid}/recovery/write-off", PaymentsModule.CanWriteOff, RecoveryDeeds.WriteOff, Build,
            Ask, Accept, RecoveryDeeds.Look);
        app.MapSecond<WriteOffWish>(ClaimPaths.Ledger + "/claims/{id:guid}/recovery/write-off/{act:guid}/check",
            ClaimPaths.Ledger + "/claims/{id:guid}/recovery/write-off/{act:guid}/take-back", PaymentsModule.CanWriteOff,
            RecoveryDeeds.CheckWriteOff, RecoveryDeeds.TakeBackWriteOff, RecoveryDeeds.Look);
    }

    static Form Build() => Questions<Input>.Form();

    static async Task<IResult> Ask(Guid id, Form form, Look look)
    {
        var face = await look.Face(id);
        look.About(face.Claim);
        return Show(new(form, face));
    }

    static async Task<Answer> Accept(Guid id, Form form, Turn turn)
    {
        var ((face, book, of, recovery), input) = (await ShowRecovery.Open(id, turn), Questions<Input>.Build(form));
        // Refuses what could not be posted today; nothing is posted yet.
        book.Ledger.WriteOff(of, recovery, input.Why, input.Reason, turn.Today, turn.City.Rules);
        turn.Db.Add(new WriteOffWish
        {
            Id = turn.NewId(), By = turn.Me, At = turn.Now, Claim = id, Why = input.Why, Reason = input.Reason.Trim(),
        });
        turn.Journal.Fact("why", $"{input.Why}").Fact("yen", face.Balance.Owed.Amount);
        return Answer.See(RecoveryPaths.Claim(id));
    }
}
