using Keyaki.Contracts.Payments;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>一件の支払い: whom, how much, for what, into which account, and each step with who took it and what it wrote into the
/// ledger.</summary>
public sealed partial class ShowPayout
{
    public sealed record Page(PayoutLine Line, PayoutKind Kind, PayeeFace Payee, string? Account, IReadOnlyList<PayoutMark> Marks,
        IReadOnlyDictionary<Guid, OfficerFace> Faces, AccountChange? Change, CashPayout? Cash, string? Subject, Actor Actor,
            DateOnly Today, IReadOnlyList<LetterFace> Letters);

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage(PayoutPaths.Home + "/lines/{id:guid}", PaymentsModule.CanPayOut, PayoutDeeds.Look, Ask);
        app.MapSecond<AccountChange>(PayoutPaths.Home + "/accounts/{act:guid}", PayoutPaths.Home + "/accounts/{act:guid}/take-back",
            PaymentsModule.CanPayOut, PayoutDeeds.CheckAccount, PayoutDeeds.TakeBackAccount, PayoutDeeds.Look);
        app.MapSecond<CashPayout>(PayoutPaths.Home + "/cash/{act:guid}", PayoutPaths.Home + "/cash/{act:guid}/take-back",
            PaymentsModule.CanPayOut, PayoutDeeds.CheckCash, PayoutDeeds.TakeBackCash, PayoutDeeds.Look);
    }

    internal static Task<PayoutLine> Find(Guid id, Look look) => look.Find(look.Payouts().AsNoTracking().Where(l => l.Id == id));

    static async Task<IResult> Ask(Guid id, Look look, IStaff staff, MasterKey key, Subjects subjects, PaperLetters letters)
    {
        var line = await Find(id, look);
        var payee = (await look.Db.PayeeFaces([line.Payee], look.Stop))[line.Payee];
        var marks = await look.Db.PayoutMarks().AsNoTracking().Where(m => m.Line == id).OrderByDescending(m => m.Number)
            .ToListAsync(look.Stop);
        look.Journal.About(PayoutDeeds.Kind, id, line.Payee);
        return Show(new(line, look.PayoutKinds[line.Kind], payee, payee.On(look.Today)?.Read(key).InWords, marks,
            await staff.Faces(look, [.. marks.Select(m => m.By).OfType<Guid>().Distinct()]),
            await look.Db.Set<AccountChange>().AsNoTracking().FirstOrDefaultAsync(c => c.Payee == line.Payee && c.Agreed == null,
                look.Stop),
            await look.Db.Set<CashPayout>().AsNoTracking().FirstOrDefaultAsync(c => c.Line == id && c.Agreed == null, look.Stop),
            look.Departments.Contains(look.PayoutKinds[line.Kind].Department) ? subjects.Url(line.SubjectKind, line.SubjectId) : null,
            look.Actor, look.Today, await letters.About(look.Db, PayoutPaths.Line(id), look.Stop)));
    }
}
