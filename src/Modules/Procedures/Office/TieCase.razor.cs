using Keyaki.Contracts;
using Keyaki.Contracts.Documents;
using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>
/// A guest under a protection order says so, at the counter or by phone, with the receipt number: the case is tied to the resident
/// record, and from then on everything that shields the person shields the case. The officer sees nothing of what was answered; whose
/// department it is does not matter.
/// </summary>
public sealed partial class TieCase
{
    public sealed record Row(Guid Id, ReceiptNumber? Number, string Procedure, string Applicant, DateTimeOffset At, Guid Account);

    public sealed record Page(Form Form, Guid Person, string Name, IReadOnlyList<Row> Rows, Catalogue Catalogue);

    static readonly IReadOnlyList<Ui.Question> Questions =
        [new("number", new TextKind(), "受付番号") { MaxLength = 40, Hint = "申請した方に聞いてください。例：7B3D-K6FG-M" }];

    /// <summary>Only a person who is protected: a tie shields and does nothing else.</summary>
    /// <exception cref="Rule">there is no order.</exception>
    public static async Task<Form> Build(Guid person, IRegister register, CancellationToken ct) =>
        await register.Refused(person, ct) ? new Form(Questions) : throw new Rule("", "この方には、続いている支援措置がありません。先に支援措置を記録してください。");

    public static async Task<IResult> Ask(Guid person, Form form, Look look, Catalogue catalogue, IRegister register)
    {
        var name = (await register.Household(person, look.Stop))?.Members.FirstOrDefault(m => m.Id == person)?.Name ?? throw new NotHere();
        var rows = await (from t in look.Db.Set<CaseTie>() where t.Person == person
            && t.EndedAt == null join a in look.Db.Set<Application>() on t.ApplicationId equals a.Id orderby t.At descending
                          select new Row(t.Id, a.Number, a.Procedure, a.Name, t.At, a.Account)).ToListAsync(look.Stop);
        look.Journal.About("person", person, [person, .. rows.Select(r => (Guid?)r.Account)]);
        return Show(new(form, person, name, rows, catalogue));
    }

    public static async Task<Answer> Accept(Guid person, Form form, Turn turn, IDocuments documents)
    {
        if (!ReceiptNumber.TryParse(form.Value("number") as string, out var number))
            throw new Rule("number", "受付番号を確かめてください。7B3D-K6FG-M のように、9文字で入力します。");
        var found = await turn.Db.Set<Application>().AsTracking()
            .FirstOrDefaultAsync(a => a.Number == number && a.SubmittedAt != null, turn.Stop)
            ?? throw new Rule("number", "この受付番号の申請はありません。番号を確かめてください。");
        turn.Db.Add(found.Tie(person, turn.Me, turn.NewId(), turn.Now));
        await documents.Concern(turn.Db, Application.Kind, found.Id, person, turn.Stop);
        turn.Journal.About(Application.Kind, found.Id, found.Account, person);
        return Answer.See(Links.TiedCases(person.ToString()));
    }

    public static async Task<Answer> End(Guid person, Guid tie, Turn turn, IDocuments documents)
    {
        var row = await turn.Take<CaseTie>(t => t.Id == tie && t.Person == person && t.EndedAt == null);
        var found = await turn.Db.Set<Application>().AsTracking().FirstAsync(a => a.Id == row.ApplicationId, turn.Stop);
        found.Untie(row, turn.Me, turn.Now);
        await documents.Concern(turn.Db, Application.Kind, found.Id, found.Account, turn.Stop);
        turn.Journal.About(Application.Kind, found.Id, found.Account, person);
        return Answer.See(Links.Resident(person));
    }
}
