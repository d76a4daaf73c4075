using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Approvals;

/// <summary>紙の決裁を記録する: what a department decided on paper, one by one or several of a day together.</summary>
public sealed partial class NotePaper
{
    public const string Url = "/office/decisions/paper";
    const int Rows = 50;

    public sealed record Input([Ask("件名", MaxLength = 300, Hint = "まとめて記録するときは、何の決裁かが分かる言葉を書いてください。氏名は書かないでください。")] string Title,
        [Ask("起案した課", Kind = "choice")] string Department, [Ask("決裁した日")] DateOnly DecidedOn,
        [Ask("件数", Hint = "紙の決裁が1件もなかった月は、0と書いてください。決裁した日は、その月のどの日でもかまいません。")] int Count,
        [Ask("文書番号", MaxLength = 80)] string? Number = null,
        [Ask("決裁の種類", Kind = "choice", Options = ["documents=文書", "applications=申請", "expenditure=支出", "slips=伝票"],
            Hint = "選ばないときは、文書に数えます。")] string? Sort = null) : IForm<Input>;

    public sealed record Page(Form Form, IReadOnlyList<PaperDecision> Noted, Func<string, string> Name);

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapForm(Url, Permission.Officer, ElectronicRatio.Noted, Build, Ask, Accept);
        app.MapAct(Url + "/{id:guid}/cancel", Permission.Officer, ElectronicRatio.Cancelled, Cancel);
    }

    static Form Build(Look look)
    {
        var own = look.Actor.Departments;
        var form = Questions<Input>.Form()
            .Offer("department", [.. own.Select(d => new Option(d, look.City.Department(d, look.Today)?.Name ?? d))]);
        return look.Afresh ? form.Fill("department", own is [var only] ? only : null)
            .Fill("decidedOn", look.Today).Fill("count", 1) : form;
    }

    static IQueryable<PaperDecision> Visible(Look look)
    {
        var own = look.Departments;
        return look.Db.Set<PaperDecision>().Where(p => own.Contains(p.Department));
    }

    static async Task<IResult> Ask(Form form, Look look, IStaff staff) =>
        Show(new(form, await Visible(look).AsNoTracking().Where(p => p.CancelledAt == null).OrderByDescending(p => p.DecidedOn)
            .ThenByDescending(p => p.At).Take(Rows).ToListAsync(look.Stop), code => staff.DepartmentName(code, look.Today)));

    static Answer Accept(Form form, Turn turn) => Note(Questions<Input>.Build(form), turn);

    internal static Answer Note(Input input, Turn turn)
    {
        if (!turn.Actor.Departments.Contains(input.Department)) throw new Rule("department", "記録できるのは、自分の課の決裁です。");
        var noted = PaperDecision.Of(turn.NewId(), input.Title, input.Number, input.Department, input.Sort ?? "documents",
            input.DecidedOn, input.Count,
            turn.Me, turn.Today, turn.Now);
        turn.Db.Add(noted);
        Tell(turn.Journal, noted);
        return Answer.See(Url);
    }

    static async Task<Answer> Cancel(Guid id, Turn turn)
    {
        var noted = await turn.Take(Visible(turn).Where(p => p.Id == id));
        noted.Cancel(turn.Me, turn.Now);
        Tell(turn.Journal, noted);
        return Answer.See(Url);
    }

    static void Tell(Journal journal, PaperDecision noted) =>
        journal.About("approvals.paper", noted.Id).Fact("department", noted.Department)
        .Fact("kind", noted.Kind).Fact("on", noted.DecidedOn).Fact("count", noted.Count);
}
