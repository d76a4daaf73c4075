using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Drafting;

/// <summary>供覧する: it is shown to officers of any department, who note that they have seen it. It opens to them by that alone.</summary>
public sealed partial class CirculateReceived
{
    const string Of = "of", All = "all";

    /// <summary>Department: of which officers are to choose from.</summary>
    public sealed record Page(Form Form, Received Received, string Department);

    static readonly Deed Circulated = new("drafting.circulated", "収受した文書を供覧した");

    public static string Url(Guid id) => $"{ShowReceived.Url(id)}/circulate";

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm(ReceivedDesk.Url + "/{id:guid}/circulate", DraftingModule.Write, Circulated, Build, Ask, Accept);

    static async Task<Form> Build(Guid id, Look look, IStaff staff)
    {
        var received = await look.Find(Received.Visible(look).AsNoTracking().Where(r => r.Id == id));
        var department = Chosen(look, received);
        return new([new Question("officers", new ManyKind(1), "だれに見てもらうか")
        {
            Options = [new(All, $"{staff.DepartmentName(department, look.Today)}の全員"),
                .. (await staff.Of(look, department)).Where(o => o.Account != look.Me)
                    .Select(o => new Option(o.Account.ToString("N"), $"{o.Name}（{o.PostTitle}）"))],
        }]);
    }

    static string Chosen(Look look, Received received) =>
        look.City.DepartmentsOn(look.Today).FirstOrDefault(d => d.Code == look.Query[Of])?.Code ?? received.Department;

    static async Task<IResult> Ask(Guid id, Form form, Look look)
    {
        var received = await look.Find(Received.Visible(look).AsNoTracking().Where(r => r.Id == id));
        return Show(new(form, received, Chosen(look, received)));
    }

    static async Task<Answer> Accept(Guid id, Form form, Turn turn, ICirculation circulation)
    {
        var received = await turn.Find(Received.Visible(turn).AsNoTracking().Where(r => r.Id == id));
        var officers = form.Value("officers") as IReadOnlyList<string> ?? [];
        await circulation.Show(turn.Db, new(Received.Kind, id, $"{received.Number} {received.Subject}", ShowReceived.Url(id), turn.Me)
        {
            Accounts = [.. officers.Where(o => o != All).Select(o => Guid.ParseExact(o, "N"))],
            Departments = officers.Contains(All) ? [Chosen(turn, received)] : [],
        }, turn.Stop);
        turn.Journal.About(Received.Kind, id).Fact("officers", officers.Count);
        return Answer.See(ShowReceived.Url(id));
    }
}
