using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Kits;

/// <summary>What is said around the templates of a room.</summary>
/// <param name="Name">雛形, or what the room calls it.</param>
/// <param name="Why">What it is good for, where there is none yet.</param>
/// <param name="Kept">What stays as it is when one is not used any more.</param>
public sealed record TemplateWords(string Heading, string Name, string Why, string Kept);

/// <summary>What a room brings for its department's templates; the list, writing, and giving one up are the kit's.</summary>
public abstract class TemplateRoom<T> where T : DepartmentTemplate
{
    public abstract string Url { get; }
    public abstract TemplateWords Words { get; }
    public abstract IReadOnlyList<ShellLink> Trail { get; }

    /// <summary>The word for it in the journal.</summary>
    public abstract string Kind { get; }

    /// <summary>What is asked behind its name, and how a template fills it.</summary>
    public abstract IEnumerable<Question> Asked(Look look);
    public abstract IReadOnlyDictionary<string, string> Typed(T template);
    public abstract T Begin(Guid id, string department);

    /// <exception cref="Rule">what was written will not do.</exception>
    public abstract void Write(T template, string title, Form form, Turn turn);

    /// <summary>What one is for, behind its name in the list.</summary>
    public virtual string? Said(T template) => null;

    /// <summary>What else stands below the list.</summary>
    public virtual RenderFragment? Below(Look look) => null;
}

/// <summary>The pages of a department's templates.</summary>
public static class TemplateRoutes
{
    const string Title = "title";

    public static IServiceCollection AddTemplates<T, TRoom>(this IServiceCollection services)
        where T : DepartmentTemplate where TRoom : TemplateRoom<T> => services.AddScoped<TemplateRoom<T>, TRoom>();

    public static void MapTemplates<T>(this IEndpointRouteBuilder app, string url, Permission who, Deed written, Deed retired)
        where T : DepartmentTemplate
    {
        app.MapPage(url, who, Deed.None, List<T>);
        app.MapAct(url + "/{id:guid}/retire", who, retired, Retire<T>);
        app.MapForm(url + "/new", who, written, BuildNew<T>, AskNew<T>, AcceptNew<T>);
        app.MapForm(url + "/{id:guid}", who, written, Build<T>, Ask<T>, Accept<T>);
    }

    static async Task<IResult> List<T>(Look look, TemplateRoom<T> room) where T : DepartmentTemplate =>
        TemplateList.Show(new(room.Url, room.Words, room.Trail, [.. (await DepartmentTemplate.InUse<T>(look).OrderBy(t => t.Title)
            .ToListAsync(look.Stop)).Select(t => new TemplateList.Row(t.Id, t.Title, room.Said(t)))], room.Below(look)));

    static async Task<Answer> Retire<T>(Guid id, Turn turn, TemplateRoom<T> room) where T : DepartmentTemplate
    {
        (await turn.Take(DepartmentTemplate.Visible<T>(turn).Where(t => t.Id == id))).Retire(turn.Now);
        turn.Journal.About(room.Kind, id);
        return Answer.See(room.Url);
    }

    static Form BuildNew<T>(Look look, TemplateRoom<T> room) where T : DepartmentTemplate => Make(null, look, room);

    static async Task<Form> Build<T>(Guid id, Look look, TemplateRoom<T> room) where T : DepartmentTemplate =>
        Make(await look.Find(DepartmentTemplate.Visible<T>(look).AsNoTracking().Where(t => t.Id == id)), look, room);

    static Form Make<T>(T? template, Look look, TemplateRoom<T> room) where T : DepartmentTemplate =>
        new([new Question(Title, new TextKind(), $"{room.Words.Name}の名前") { MaxLength = 100 }, .. room.Asked(look)],
            template is null ? null : new Dictionary<string, string>(room.Typed(template)) { [Title] = template.Title });

    static IResult AskNew<T>(Form form, TemplateRoom<T> room) where T : DepartmentTemplate => Page(room, form, null);

    static async Task<IResult> Ask<T>(Guid id, Form form, Look look, TemplateRoom<T> room) where T : DepartmentTemplate =>
        Page(room, form, await look.Find(DepartmentTemplate.Visible<T>(look).AsNoTracking().Where(t => t.Id == id)));

    static IResult Page<T>(TemplateRoom<T> room, Form form, T? template) where T : DepartmentTemplate =>
        TemplatePage.Show(new(room.Url, room.Words, [.. room.Trail, new(room.Words.Heading, room.Url)], form, template?.Version));

    static Answer AcceptNew<T>(Form form, Turn turn, TemplateRoom<T> room) where T : DepartmentTemplate
    {
        var template = room.Begin(turn.NewId(), turn.Actor.Departments.FirstOrDefault()
            ?? throw new Rule("", "課に属する職がないので、雛形を作れません。"));
        turn.Db.Add(template);
        return Save(template, form, turn, room);
    }

    static async Task<Answer> Accept<T>(Guid id, Form form, Turn turn, TemplateRoom<T> room) where T : DepartmentTemplate
    {
        var template = await turn.Take(DepartmentTemplate.Visible<T>(turn).Where(t => t.Id == id));
        if (!turn.Saw(template.Version)) throw new ChangedMeanwhile($"ほかの職員が先に保存しました。今の名前は「{template.Title}」です。");
        return Save(template, form, turn, room);
    }

    static Answer Save<T>(T template, Form form, Turn turn, TemplateRoom<T> room) where T : DepartmentTemplate
    {
        room.Write(template, form.Value(Title) as string ?? "", form, turn);
        turn.Journal.About(room.Kind, template.Id);
        return Answer.See(room.Url);
    }
}
