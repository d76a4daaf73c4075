using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>債務者を登録する: a person, a body, or several who owe together (連帯).</summary>
public sealed partial class AddDebtor
{
    public const string Url = ClaimPaths.Ledger + "/debtors/new";

    public enum Kinds { [Label("個人")] Person, [Label("法人・団体")] Company, [Label("連帯（複数人がそれぞれ全額を負う）")] Joint }

    public sealed record Input([Ask("種類")] Kinds Kind,
        [Ask("氏名または名称", MaxLength = Debtor.LongestName,
            Hint = "連帯のときは、宛名にする呼び方を書いてください（例：清瀬太郎ほか1名）。")] string Name,
        [Ask("フリガナ", Kind = "kana", MaxLength = Debtor.LongestName)] string? Kana,
        [Ask("住所（送付先）", MaxLength = Debtor.LongestAddress)] string? Address,
        [Ask("連帯する人の氏名", Kind = "longtext", MaxLength = 1000,
            Hint = "連帯のときだけ、1行に1人ずつ書いてください。登録のない人は、ここで登録します。")]
        string? Members) : IForm<Input>;

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm<Input>(Url, PaymentsModule.CanDetermine, ClaimDeeds.Add, Ask, Accept);

    static IResult Ask(Form form) => Show(form);

    static async Task<Answer> Accept(Input input, Turn turn)
    {
        var debtor = Debtor.Of(turn.NewId(), (DebtorKind)input.Kind, input.Name, input.Kana, input.Address, turn.Now);
        var names = (input.Members ?? "").Split('\n',
            StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct().ToList();
        if (input.Kind is Kinds.Joint && names.Count < 2) throw new Rule("members", "連帯する人を、2人以上書いてください。");
        if (input.Kind is not Kinds.Joint && names.Count > 0) throw new Rule("members",
            "連帯する人は、種類が「連帯」のときだけ書いてください。");
        turn.Db.Add(debtor);
        foreach (var (index, name) in names.Index())
            turn.Db.Add(new DebtorMember { Debtor = debtor.Id, Member = await Member(name, input.Address, turn), Number = index + 1 });
        turn.Journal.About(ClaimDeeds.Debtor, debtor.Id, debtor.Id);
        return Answer.See(ClaimPaths.Debtor(debtor.Id));
    }

    // A name that stands once is that person; which of two is meant cannot be guessed.
    internal static async Task<Guid> Member(string name, string? address, Turn turn, string field = "members")
    {
        var known = await turn.Debtors().Where(d => d.Name == name && (d.Kind == DebtorKind.Person
            || d.Kind == DebtorKind.Company || d.Kind == DebtorKind.Resident))
            .Select(d => d.Id).Take(2).ToListAsync(turn.Stop);
        if (known.Count > 1) throw new Rule(field,
            $"「{name}」という債務者が2人以上います。住所を加えるなど、登録の氏名を分けてから書いてください。");
        if (known is [var one]) return one;
        var member = Debtor.Of(turn.NewId(), DebtorKind.Person, name, null, address, turn.Now);
        turn.Db.Add(member);
        return member.Id;
    }
}
