using Keyaki.Contracts;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;

namespace Keyaki.Procedures;

/// <summary>交付: the officer posted the letter or handed it over.</summary>
public sealed partial class Deliver
{
    /// <summary>The two ways by hand; a download is noted by the program itself.</summary>
    public enum By { [Label("郵送した")] Post, [Label("窓口で渡した")] Counter }

    public sealed record Input([Ask("渡した方法")] By How) : IForm<Input>;

    /// <param name="Chosen">How the person asked to get it; null where they could not choose.</param>
    public sealed record Page(Application Case, Form Form, ReadBackRow? Chosen);

    public static async Task<IResult> Ask(Guid id, Form form, Look look, Catalogue catalogue)
    {
        var found = await CaseAccess.Shown(look, id);
        return Show(new(found, form, Way(CaseForm.Of(found, (await catalogue.Pinned(look.Db, found.Definition, look.Stop)).Definition))));
    }

    static ReadBackRow? Way(CaseForm form) => form.Definition.Result?.Delivery is { } name && form.Form.Question(name) is var question
        && form.Form.Visible(question) ? new(question.Label, form.Form.Print(question), null) : null;

    internal static async Task<Answer> Accept(Guid id, Input input, Turn turn, IStaff staff, Catalogue catalogue, Ringing ringing)
    {
        var found = await CaseAccess.Change(turn, id, staff);
        var how = input.How is By.Post ? DeliveryWay.Post : DeliveryWay.Counter;
        var me = turn.Me;
        if (found.PaperWaits && found.Day >= turn.Today)
            turn.Db.Add(found.ReleasePaper(input.How is By.Post ? "郵送した" : "窓口で渡した", me, turn.NewId(), turn.Now));
        else turn.Db.Add(found.Deliver(how, me, turn.NewId(), turn.Now));
        await ringing.At(Moment.Delivered, turn.Db, found, (await catalogue.Pinned(turn.Db, found.Definition, turn.Stop)).Definition,
            turn.Stop);
        turn.Journal.About(found).Fact("how", how.ToString());
        return Answer.See(WorkList.Of(turn.Query).Url(Links.Case(id)));
    }
}
