using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>口座振替を申し込む: with the numbers of a slip, which only who has it knows, and an account. An officer accepts it.</summary>
public sealed partial class ApplyMandate
{
    const int KeyDigits = 20, ConfirmationDigits = 6;

    public sealed record Mine(DebitMandate Of, string Items, string Account);

    public sealed record Page(Form Form, IReadOnlyList<Mine> Mandates, IReadOnlyList<Contact> Contacts);

    internal static void Map(IEndpointRouteBuilder app) => app.MapForm(DebitDesk.Apply, Permission.Resident, DebitDesk.Applied, Build,
        Ask, Accept);

    static Form Build(Look look)
    {
        var l = look.Language;
        return new([
            new Question("key", new TextKind(), l.Pick("案件特定キー（20桁）", "案件特定キー（20の 数字）", "案件特定キー (20 digits)"))
            {
                MaxLength = 40, Hint = l.Pick("納付書の「eL番号」の2つ目の番号です。", "紙の「eL番号」の 2ばんめの 番号です。",
                    "The second part of the “eL番号” on your payment slip."),
            },
            new Question("confirmation", new TextKind(), l.Pick("確認番号（6桁）", "確認番号（6つの 数字）", "確認番号 (6 digits)"))
            {
                MaxLength = 10, Hint = l.Pick("納付書の「eL番号」の3つ目の番号です。", "紙の「eL番号」の 3ばんめの 番号です。",
                    "The third part of the “eL番号” on your payment slip."),
            },
            new Question("account", new BankKind(), l.Pick("引き落とす口座", "お金を はらう 口座", "Account to pay from")),
        ])
        { Language = l.Code };
    }

    static async Task<IResult> Ask(Form form, Look look, MasterKey key)
    {
        var mine = await look.Db.Set<DebitMandate>().AsNoTracking().Where(m => m.Account == look.Me).OrderByDescending(m => m.At)
            .ToListAsync(look.Stop);
        return Show(new(form, [.. mine.Select(m => new Mine(m, string.Join("、", m.All.Select(i => look.Language.Say(look.Items[i].Title))),
            m.Read(key).Masked))], look.ContactsOf(mine.Where(m => m.EndedAt is null).SelectMany(m => m.All).Select(i => look.Items[i]),
            i => i.Methods.Contains(CollectionMethod.AccountTransfer))));
    }

    static async Task<Answer> Accept(Form form, Turn turn, MasterKey key)
    {
        var (number, confirmation) = (Digits(form["key"]), Digits(form["confirmation"]));
        var slip = number.Length != KeyDigits || confirmation.Length != ConfirmationDigits ? null : await turn.Db.Set<IssuedSlip>()
            .AsNoTracking()
            .FirstOrDefaultAsync(s => s.Key == number && s.Confirmation == confirmation, turn.Stop);
        if (slip is null) throw new Rule("key",
            new Text("この番号の納付書が見つかりません。納付書を見て、2つの番号を入力し直してください。",
            "この 番号の 紙が ありません。紙を 見て、もういちど 書いて ください。",
            "There is no slip with these numbers. Look at your slip and type both numbers again."));
        var claim = await turn.Db.Claims().AsNoTracking().FirstAsync(c => c.Id == slip.Claim, turn.Stop);
        var account = DebitAccount.Of(form.Value("account") as BankAnswer ?? throw new NotHere());
        await AddMandate.Refuse(turn, claim.Debtor, [claim.Item], "key");
        var mandate = new DebitMandate
        {
            Id = turn.NewId(), Debtor = claim.Debtor, Items = claim.Item, SealedAccount = DebitMandate.Seal(account, key),
            From = turn.Today,
            Account = turn.Me, By = turn.Me, At = turn.Now,
        };
        turn.Db.Add(mandate);
        turn.Journal.About(DebitDesk.Mandate, mandate.Id, claim.Debtor, turn.Me);
        return Answer.See(DebitDesk.Apply);
    }

    static string Digits(string typed) => string.Concat(typed.Normalize(System.Text.NormalizationForm.FormKC).Where(char.IsAsciiDigit));

    internal static string Standing(DebitMandate of, Language l) => of switch
    {
        { EndedAt: not null } => l.Pick("終わりました", "おわりました", "Ended"),
        { AcceptedAt: not null } => l.Pick("受け付けました。次の納期限から引き落とします", "うけつけました。つぎから 口座から はらいます",
            "Accepted. We collect from the next due day on"),
        _ => l.Pick("市が確認しています", "市が 見て います", "The city is checking it"),
    };
}
