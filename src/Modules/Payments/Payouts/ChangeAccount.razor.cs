using Keyaki.Contracts.Payments;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>口座を変える: what the payee has said and shown. It counts once a second officer has agreed, and a day has passed.</summary>
public sealed partial class ChangeAccount
{
    public sealed record Page(Form Form, PayoutLine Line, string Payee);

    internal static void Map(IEndpointRouteBuilder app) => app.MapForm(PayoutPaths.Home + "/lines/{id:guid}/account",
        PaymentsModule.CanPayOut,
        PayoutDeeds.Account, Build, Ask, Accept, PayoutDeeds.Look);

    static Form Build() => new([
        new Question("account", new BankKind(), "新しい口座"),
        new Question("reason", new LongTextKind(3), "理由と確かめ方")
            { MaxLength = AccountChange.LongestReason,
                Hint = "だれから、どのように聞き、何で確かめたかを書いてください（通帳の写しなど）。" },
    ]);

    static async Task<IResult> Ask(Guid id, Form form, Look look)
    {
        var line = await ShowPayout.Find(id, look);
        look.Journal.About(PayoutDeeds.Kind, id, line.Payee);
        return Show(new(form, line, await look.Db.Set<Payee>().Where(p => p.Id == line.Payee).Select(p => p.Name).FirstAsync(look.Stop)));
    }

    static async Task<Answer> Accept(Guid id, Form form, Turn turn, Payouts payouts, MasterKey key)
    {
        var line = await ShowPayout.Find(id, turn);
        if (form.Value("account") is not BankAnswer said) throw new Rule("account", "新しい口座を入力してください。");
        var account = TransferAccount.Of(new AccountTold(said.Bank, said.Branch, said.Type, said.Number, said.Holder));
        if (!account.IsKnown) throw new Rule("account", "金融機関か支店が、全国の一覧にありません。4桁と3桁の番号で入力してください。");
        var payee = (await turn.Db.PayeeFaces([line.Payee], turn.Stop))[line.Payee];
        if (payee.Asked) throw new Rule("", "この方には、確認を待っている口座の変更がもうあります。");
        if (payee.On(turn.Today)?.Read(key) == account) throw new Rule("account", "今の口座と同じです。");
        await payouts.Ask(turn.Db, line.Payee, account, form["reason"].Trim(), turn.Me, turn.Stop);
        turn.Journal.About(PayoutDeeds.Payee, line.Payee, line.Payee);
        return Answer.See(PayoutPaths.Line(id));
    }
}
