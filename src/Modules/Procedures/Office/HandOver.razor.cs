using Keyaki.Contracts;
using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;

namespace Keyaki.Procedures;

/// <summary>移送の申し出: the case belongs to another department, which is asked to take it.</summary>
public sealed partial class HandOver
{
    /// <param name="Stays">Why it can go nowhere.</param>
    public sealed record Page(Application Case, Form Form, string? Stays);

    public static async Task<Form> Build(Guid id, Look look, Catalogue catalogue, IStaff staff, IDelegation table)
    {
        var found = await CaseAccess.Own(look, id);
        var definition = (await catalogue.Pinned(look.Db, found.Definition, look.Stop)).Definition;
        var staffed = (await staff.Holding(look, Office.Handle.Code)).Select(o => o.Department).ToHashSet();
        var heir = look.City.Heir(found.Department, look.Today);
        return new Form(
        [
            new Ui.Question("to", new ChoiceKind(), "移す先の課")
            {
                Options = [.. look.City.DepartmentsOn(look.Today).Where(d => d.Code != heir && staffed.Contains(d.Code))
                    .Select(d => Handing.Undecidable(found, definition, d.Code, table, look.Today) is { } why
                        ? new Ui.Option(d.Code, d.Name, why, Closed: true) : new Ui.Option(d.Code, d.Name))],
            },
            new Ui.Question("reason", new LongTextKind(3), "移す理由") { MaxLength = 500, Hint = "相手の課の職員が読みます。申し込んだ方には見えません。" },
        ]);
    }

    public static async Task<IResult> Ask(Guid id, Form form, Look look, Catalogue catalogue)
    {
        var found = await CaseAccess.Shown(look, id);
        return Show(new(found, form,
            Handing.Stays(found, (await catalogue.Pinned(look.Db, found.Definition, look.Stop)).Definition)));
    }

    public static async Task<Answer> Accept(Guid id, Form form, Turn turn, IStaff staff, Catalogue catalogue)
    {
        var found = await CaseAccess.Change(turn, id, staff);
        if (Handing.Stays(found, (await catalogue.Pinned(turn.Db, found.Definition, turn.Stop)).Definition) is { } why)
            throw new Rule("", why);
        var to = form.Value("to") as string ?? "";
        turn.Db.Add(found.Offer(to, form.Value("reason") as string ?? "", turn.Me, turn.NewId(), turn.Now));
        turn.Journal.About(found).Fact("to", to);
        return Answer.See(WorkList.Of(turn.Query).Url(Links.Case(id)));
    }

    /// <summary>Takes the offer back before it was answered.</summary>
    public static async Task<Answer> TakeBack(Guid id, Turn turn, IStaff staff)
    {
        var found = await CaseAccess.Change(turn, id, staff);
        var offer = await turn.Take(Handover.Open(turn.Db, id));
        found.End(offer, HandoverEnd.Dropped, null, offer.To, turn.Me, turn.Now);
        turn.Journal.About(found);
        return Answer.See(WorkList.Of(turn.Query).Url(Links.Case(id)));
    }
}
