using Keyaki.Contracts;
using Keyaki.Contracts.Messages;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>移送の受入れ: the department that was asked takes the case, or gives it back with a reason.</summary>
public sealed partial class TakeOver
{
    const string Yes = "yes", No = "no";

    public sealed record Page(Application Case, Form Form, Handover Offer, string From);

    internal static string Url(Guid id) => CaseLinks.Of(id, "take");

    static IQueryable<Application> Offered(Look look, Guid id)
    {
        var departments = look.Departments;
        return look.Db.Set<Application>().Where(a => a.Id == id && a.OfferedTo != null && departments.Contains(a.OfferedTo));
    }

    public static async Task<Form> Build(Guid id, Look look)
    {
        await Asked(look, id, Offered(look, id).AsNoTracking());
        return new Form(
        [
            new Ui.Question("answer", new ChoiceKind(), "返事")
            { Options = [new(Yes, "受ける", "この課の申請になり、申し込んだ方に知らせます。"), new(No, "受けない", "元の課に戻します。")] },
            new Ui.Question("why", new LongTextKind(3), "受けない理由")
            {
                MaxLength = 500, Under = ("answer", No), When = form => form.Value("answer") as string == No,
            },
        ]);
    }

    // Who took it already, in another window or as a colleague, is told so; of what was given back nothing is to be seen any more.
    static async Task<Application> Asked(Look look, Guid id, IQueryable<Application> offered) =>
        await offered.FirstOrDefaultAsync(look.Stop) ?? throw (
            await look.Db.Set<Application>().Visible(look.Departments).AnyAsync(a => a.Id == id
                && look.Db.Set<Handover>().Any(h => h.ApplicationId == id && h.How == HandoverEnd.Taken), look.Stop)
            ? new Rule("", "この申請は、もうこの課で受け入れています。受付箱を開き直してください。") : new NotHere());

    public static async Task<IResult> Ask(Guid id, Form form, Look look, IStaff staff)
    {
        var found = await Asked(look, id, Offered(look, id).AsNoTracking());
        var offer = await look.Find(Handover.Open(look.Db, id).AsNoTracking());
        look.Journal.About(found).For(OfficeDeeds.Purpose);
        return Show(new(found, form, offer, staff.DepartmentName(offer.From, look.Today)));
    }

    internal static async Task<Answer> Accept(Guid id, Form form, Turn turn, Catalogue catalogue, IMessages messages, Mine mine)
    {
        var found = await Asked(turn, id, Offered(turn, id).AsTracking());
        if (!turn.Saw(found.Version)) throw new ChangedMeanwhile($"今の状態は「{found.State.Words()}」です。");
        var offer = await turn.Take(Handover.Open(turn.Db, id));
        var takes = form.Value("answer") as string == Yes;
        found.End(offer, takes ? HandoverEnd.Taken : HandoverEnd.GivenBack, form.Value("why") as string,
            turn.City.Heir(offer.To, turn.Today), turn.Me, turn.Now);
        turn.Journal.About(found).Fact("taken", takes ? "yes" : "no");
        if (takes) await messages.Send(turn.Db, Told(found, offer, turn, catalogue, mine), turn.Stop);
        else await messages.Send(turn.Db, Handing.GivenBack(offer, found), turn.Stop);
        return Answer.See(takes ? Links.Case(id) : WorkList.Path);
    }

    /// <summary>The applicant reads which department has it now, and whom to call.</summary>
    static Message Told(Application found, Handover offer, Turn turn, Catalogue catalogue, Mine mine)
    {
        var contact = turn.City.ContactOf(found.Department, turn.Today);
        return Message.ToResident($"procedures.handover.{offer.Id:N}", found.Account, mine.MailOf(found), found.Reads, l =>
        {
            var (title, called) = (catalogue.MailTitleOf(found.Procedure, l), l.Say(contact.Called));
            var ask = contact.OwnPhone ? "" : l.Pick($"（「{contact.Name}」とお伝えください）", $"（「{contact.Name}」と いって ください）",
                $" (please ask for {contact.Spoken})");
            return (l.Pick($"担当の課が変わりました：{title}", $"うけもつ 課が かわりました：{title}", $"Another section handles it now: {title}"), l.Pick(
                $"受付番号 {found.Number} の担当が{called}になりました。していただくことはありません。期限や受付番号は変わりません。\n\nお問い合わせ：{contact.Phone}{ask}",
                $"うけつけ番号 {found.Number} は、{called}が うけもちます。なにも しなくて いいです。番号は おなじです。\n\n電話：{contact.Phone}{ask}",
                $"Your application (receipt number {found.Number}) is now handled by the {called}. You need not do anything; your receipt "
                + $"number stays the same.\n\nTelephone: {contact.Phone}{ask}"));
        }, Links.Application(found.Id));
    }
}
