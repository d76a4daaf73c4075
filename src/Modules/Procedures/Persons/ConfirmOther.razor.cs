using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>The page behind the link of a mail: what was said in somebody's name, and nothing else of the application; they say yes or
/// no, once.</summary>
public sealed partial class ConfirmOther
{
    const string Answer = "answer", Yes = "yes", No = "no";
    static readonly Deed Look = Deed.Look("application.confirm.look", "申し込みの確認のページを見た", "かくにんの ページを 見た",
        "opened the page that asks to confirm an application");
    static readonly Deed Answers = new("application.confirm", "申し込みを確認するか答えた", "もうしこみを かくにんするか こたえた",
        "answered whether to confirm an application");

    /// <param name="Form">Null where there is nothing to answer any more.</param>
    public sealed record Page(Language Language, Confirmation Row, Text Title, IReadOnlyList<ReadBackRow> Rows, Form? Form,
        Contact Contact);

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm(Confirming.Path + "{code}", Permission.Public, Answers, Build, Ask, Accept, Look);

    static async Task<Form> Build(string code, Look look, Confirming confirming)
    {
        var l = look.Language;
        await confirming.Find(look.Db, code, look.Stop);
        return new Form(
        [
            new Ui.Question(Answer, new ChoiceKind(), l.Pick("お返事", "へんじ", "Your answer"))
            {
                Options =
                [
                    new(Yes, l.Pick("この内容でよい（確認する）", "これで いい", "Yes, this is right")),
                    new(No, l.Pick("確認しない、心当たりがない", "ちがう・しらない", "No, or I know nothing of it"),
                        l.Pick("申し込みは進まず、申し込んだ方に返されます。", "もうしこみは すすみません。", "The application does not go on.")),
                ],
            },
        ])
        { Language = l.Code };
    }

    static async Task<IResult> Ask(string code, Form form, Look look, Confirming confirming, Catalogue catalogue)
    {
        var row = await confirming.Find(look.Db, code, look.Stop);
        var found = await look.Find<Application>(a => a.Id == row.ApplicationId);
        var definition = (await catalogue.Pinned(look.Db, found.Definition, look.Stop)).Definition;
        var open = row.IsOpen(look.Today) && found.State is ApplicationState.AwaitingConfirmation;
        if (open) look.Journal.About(found);
        else look.Journal.Nothing();
        return Show(new(look.Language, row, definition.Title, open ? Rows(row, found, definition, look.Language) : [], open ? form : null,
            look.City.ContactOf(found.Department, look.Today)));
    }

    /// <summary>Who applied, who is named, and the questions that the definition shows them.</summary>
    static IReadOnlyList<ReadBackRow> Rows(Confirmation row, Application found, Definition definition, Language l)
    {
        var form = CaseForm.Of(found, definition, l, []);
        IReadOnlyList<string> names = row.Role is OtherRole.CoApplicant ? definition.Persons.Co?.Shows ?? []
            : [Persons.Name, Persons.Kana, Persons.Birth];
        static Markup Plain(string text) => new HtmlWriter(64).Text(text).ToMarkup();
        return
        [
            new(l.Pick("申し込んだ方", "もうしこんだ 人", "Applicant"), Plain(found.Name), null),
            .. row.Role is OtherRole.CoApplicant ? [new ReadBackRow(l.Pick("あなたの名前", "あなたの 名前", "Your name"), Plain(row.Name), null)]
                : Array.Empty<ReadBackRow>(),
            .. from name in names where name != definition.Persons.Co?.Name let question = form.Form.Question(name)
               where form.Form.Asks(question) && !form.Form.Field(name).IsEmpty
               select new ReadBackRow(question.Label, form.Form.Print(question), null),
        ];
    }

    static async Task<Kernel.Answer> Accept(string code, Form form, Turn turn, Confirming confirming)
    {
        var id = (await confirming.Find(turn.Db, code, turn.Stop)).Id;
        var row = await turn.Take<Confirmation>(c => c.Id == id);
        await confirming.Answered(turn.Db, row, form.Value(Answer) as string == Yes,
            turn.Actor.Kind is ActorKind.Resident ? turn.Actor.Account : null, turn.Stop);
        turn.Journal.About(Application.Kind, row.ApplicationId, row.Account);
        return Kernel.Answer.See(turn.Language.Url(Confirming.Path + code));
    }
}
