using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>Keeps the list that the officer sees under a name, for themselves or for the department, and lets one of them open
/// first.</summary>
public sealed partial class KeepList
{
    internal const string Url = WorkList.Path + "/lists";
    const string Own = "own", Shared = "shared";

    /// <param name="Now">The list that would be kept.</param>
    /// <param name="First">The one with which the inbox opens.</param>
    public sealed record Page(WorkList Now, string Said, Form Form, IReadOnlyList<SavedList> Lists, Guid? First);

    static readonly Deed Kept = new("office.lists.kept", "受付箱の絞り込みを保存した",
        "一覧の 見かたを のこした", "kept a filter of the inbox");
    static readonly Deed Dropped = new("office.lists.dropped", "受付箱の絞り込みを消した",
        "一覧の 見かたを けした", "removed a filter of the inbox");
    static readonly Deed MadeFirst = new("office.lists.first", "受付箱で最初に開く絞り込みを決めた",
        "はじめに 見る 一覧を きめた", "chose the list with which the inbox opens");

    internal static string Of(Guid id, string what) => $"{Url}/{id}/{what}";

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapForm(Url, Office.Handle, Kept, Build, Ask, Accept);
        app.MapAct(Url + "/{id:guid}/drop", Office.Handle, Dropped, Drop);
        app.MapAct(Url + "/{id:guid}/first", Office.Handle, MadeFirst, First);
        app.MapAct(Url + "/first/none", Office.Handle, MadeFirst, NoFirst);
    }

    /// <summary>The officer's own and those of the departments.</summary>
    internal static IQueryable<SavedList> Visible(Look look)
    {
        var (departments, me) = (look.Actor.Departments, look.Me);
        return look.Db.Set<SavedList>().Where(l => l.Officer == me || l.Department != null && departments.Contains(l.Department));
    }

    internal static Task<Guid?> FirstOf(Look look)
    {
        var me = look.Me;
        return look.Db.Set<FirstList>().Where(f => f.Officer == me).Select(f => f.ListId).FirstOrDefaultAsync(look.Stop);
    }

    static Form Build() => new(
    [
        new Ui.Question("name", new TextKind(), "名前") { MaxLength = 40 },
        new Ui.Question("whose", new ChoiceKind(), "だれが使うか") { Options = [new(Own, "自分だけ"), new(Shared, "課の職員みんな")] },
    ]);

    static async Task<IResult> Ask(Form form, Look look, Catalogue catalogue)
    {
        var now = WorkList.Of(look.Query);
        return Show(new(now, now.Said(catalogue), look.Afresh ? form.Fill("whose", Own) : form,
            await Visible(look).AsNoTracking().OrderBy(l => l.Officer == null).ThenBy(l => l.At).ToListAsync(look.Stop),
            await FirstOf(look)));
    }

    static async Task<Answer> Accept(Form form, Turn turn)
    {
        var list = WorkList.Of(turn.Query) with { Words = "" };
        var (shared, me) = (form.Value("whose") as string == Shared, turn.Me);
        var department = !shared ? null : turn.Actor.Departments.FirstOrDefault() ?? throw new Rule("whose", "課に属する職がありません。");
        var many = await turn.Db.Set<SavedList>().CountAsync(l => shared ? l.Department == department : l.Officer == me, turn.Stop);
        if (many >= SavedList.Most)
            throw new Rule("", $"保存できるのは{SavedList.Most}件までです。使わないものを消してから、もう一度保存してください。");
        turn.Db.Add(new SavedList
        {
            Id = turn.NewId(), Officer = shared ? null : me, Department = department, Name = ((string)(form.Value("name") ?? "")).Trim(),
            Query = list.Url("?").TrimStart('?'), By = me, At = turn.Now,
        });
        return Answer.See(list.Url());
    }

    static async Task<Answer> Drop(Guid id, Turn turn)
    {
        turn.Db.Remove(await turn.Take(Visible(turn).Where(l => l.Id == id)));
        await turn.Db.Set<FirstList>().Where(f => f.ListId == id).ExecuteDeleteAsync(turn.Stop);
        return Answer.See(Url);
    }

    static async Task<Answer> First(Guid id, Turn turn)
    {
        await turn.Find(Visible(turn).Where(l => l.Id == id));
        await NoFirst(turn);
        turn.Db.Add(new FirstList { Id = turn.NewId(), Officer = turn.Me, ListId = id, At = turn.Now });
        return Answer.See(Url);
    }

    static async Task<Answer> NoFirst(Turn turn)
    {
        var me = turn.Me;
        await turn.Db.Set<FirstList>().Where(f => f.Officer == me).ExecuteDeleteAsync(turn.Stop);
        return Answer.See(Url);
    }
}
