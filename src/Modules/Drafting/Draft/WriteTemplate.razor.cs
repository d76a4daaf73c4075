using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Drafting;

/// <summary>課の雛形を書く: what a draft of the department begins with.</summary>
public sealed partial class WriteTemplate
{
    public const string NewUrl = OwnTemplates.Url + "/new";

    public sealed record Page(Form Form, OwnTemplate? Template);

    static readonly Deed Written = new("drafting.template.written", "課の雛形を書いた");

    public static string Url(Guid id) => $"{OwnTemplates.Url}/{id}";

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapForm(NewUrl, DraftingModule.Write, Written, BuildNew, AskNew, AcceptNew);
        app.MapForm(OwnTemplates.Url + "/{id:guid}", DraftingModule.Write, Written, Build, Ask, Accept);
    }

    static Form BuildNew(Look look, IDelegation delegation) => Make(null, look, delegation);
    static async Task<Form> Build(Guid id, Look look, IDelegation delegation) =>
        Make(await look.Find(OwnTemplates.Visible(look).AsNoTracking().Where(t => t.Id == id)), look, delegation);

    static Form Make(OwnTemplate? t, Look look, IDelegation delegation) => new(
    [
        new Question("title", new TextKind(), "雛形の名前") { MaxLength = 100 },
        new Question("act", new ChoiceKind(), "決裁の種類")
        { Options = [.. delegation.Acts(look.Today).Select(a => new Option(a.Code, a.Title))] },
        new Question("way", new ChoiceKind(), "施行方法") { Options = [.. Enum.GetValues<Way>().Select(w => new Option($"{w}", w.Label()))] },
        new Question("subject", new TextKind(), "件名") { MaxLength = 300, Required = false },
        new Question("purpose", new LongTextKind(3), "伺い文") { MaxLength = 2000, Required = false },
        new Question("basis", new LongTextKind(2), "根拠") { MaxLength = 1000, Required = false },
        new Question("body", new MarkedKind(10), "本文") { MaxLength = Marked.Longest, Required = false },
    ], t is null ? null : new Dictionary<string, string>
    {
        ["title"] = t.Title, ["act"] = t.Act, ["way"] = $"{t.Way}", ["subject"] = t.Subject, ["purpose"] = t.Purpose, ["basis"] = t.Basis,
        ["body"] = t.Body,
    });

    static IResult AskNew(Form form) => Show(new(form, null));
    static async Task<IResult> Ask(Guid id, Form form, Look look) =>
        Show(new(form, await look.Find(OwnTemplates.Visible(look).AsNoTracking().Where(t => t.Id == id))));

    static Answer AcceptNew(Form form, Turn turn)
    {
        var template = new OwnTemplate
        {
            Id = turn.NewId(),
            Department = turn.Actor.Departments.FirstOrDefault() ?? throw new Rule("", "課に属する職がないので、雛形を作れません。"),
        };
        turn.Db.Add(template);
        return Save(template, form, turn);
    }

    static async Task<Answer> Accept(Guid id, Form form, Turn turn)
    {
        var template = await turn.Take(OwnTemplates.Visible(turn).Where(t => t.Id == id));
        if (!turn.Saw(template.Version)) throw new ChangedMeanwhile($"ほかの職員が先に保存しました。今の名前は「{template.Title}」です。");
        return Save(template, form, turn);
    }

    static Answer Save(OwnTemplate template, Form form, Turn turn)
    {
        string Of(string name) => form.Value(name) as string ?? "";
        template.Write(new("", Of("title"), Of("subject"), Of("purpose"), Of("basis"), Of("act"), Enum.Parse<Way>(Of("way")),
            DisclosureClass.Open, Marked.Clean(Of("body"))), turn.Me, turn.Now);
        turn.Journal.About("drafting.template", template.Id);
        return Answer.See(OwnTemplates.Url);
    }
}
