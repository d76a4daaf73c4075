using System.Text.Json.Nodes;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;

namespace Keyaki.Procedures;

/// <summary>All questions of a draft, page by page: more of them from a list of lines; moved, copied and taken away.</summary>
public sealed partial class ListQuestions
{
    public sealed record Page(Form Form, Sheet Sheet, string Title, string Draft, bool Parts)
    {
        internal string Kind(JsonObject question) => DefinitionDifference.KindOf(question);

        /// <summary>The questions of a page with those of their rows, each with the name by which it is found.</summary>
        internal IEnumerable<(JsonObject Question, string Name, bool Row)> Listed(IEnumerable<JsonObject> questions) =>
            questions.SelectMany(q => Sheet.Questions(q).Select(row => (row, $"{Sheet.Word(q, "name")}.{Sheet.Word(row, "name")}", true))
                .Prepend((q, Sheet.Word(q, "name"), false)));

        internal string? When(JsonObject here) => here["when"] is { } when ? InWords.When(when, Sheet) : null;
    }

    /// <summary>The part of the city's files with a page that asks who applies.</summary>
    const string Applicant = "applicant";

    internal static Form Build() => new([
        new Ui.Question("lines", new LongTextKind(6), "加える質問")
        {
            Required = false,
            Hint = "1行に1つ書きます。種類は言葉から推し量り、後で直せます。"
                + "「地域：北／南」と書くと選ぶ質問に、終わりに（任意）と書くと任意になります。",
        },
    ]);

    internal static async Task<IResult> Ask(Guid id, Form form, Look look, DraftedProcedures room)
    {
        var (file, sheet) = await Workbench.Open(id, look, room);
        return Show(new(form, sheet, file.Title, room.Url(id), look.City.Files<Parts>().All.ContainsKey(Applicant)));
    }

    internal static async Task<Answer> Accept(Guid id, Form form, Turn turn, DraftedProcedures room)
    {
        var file = await room.Take(turn, id);
        var sheet = Sheet.Of(file.Json);
        if (sheet.Pages.Count == 0) AddPage(sheet);
        var added = Guess.Questions(form["lines"], sheet.All).ToList();
        if (added.Count == 0) throw new Rule("lines", "加える質問を、1行に1つ書いてください。");
        foreach (var question in added) Sheet.List(sheet.Pages[^1], "questions").Add(question);
        Workbench.Keep(turn, file, sheet, "questions");
        return Answer.See($"{room.Url(id)}/questions#{Sheet.Word(added[0], "name")}");
    }

    /// <summary>A button of the list: what it does, and to what.</summary>
    internal static async Task<Answer> Order(Guid id, Turn turn, DraftedProcedures room)
    {
        var file = await room.Take(turn, id);
        var (sheet, act) = (Sheet.Of(file.Json), turn.Posted["act"].ToString().Split(' ', 2));
        var name = act.ElementAtOrDefault(1) ?? "";
        switch (act[0])
        {
            case "page": AddPage(sheet); break;
            case "applicant" when turn.City.Files<Parts>().All.ContainsKey(Applicant):
                if (Sheet.Of(turn.City.Files<Parts>().Whole($$"""{ "pages": [{ "use": "{{Applicant}}" }] }""", new("")))
                    .Pages is [var who, ..])
                {
                    if (Sheet.Questions(who).Any(q => sheet.Find(Sheet.Word(q, "name")) is not null))
                        throw new Rule("", "申し込む人を聞く質問が、もうあります。");
                    Sheet.List(sheet.Root, "pages").Insert(0, who.DeepClone());
                }
                break;
            case "drop" or "page-up" or "page-down": name = PageId(MovePage(sheet, act[0], name, turn)); break;
            default: Move(sheet, act[0], name); break;
        }
        Workbench.Keep(turn, file, sheet, "questions");
        return Answer.See($"{room.Url(id)}/questions{(name.Length > 0 ? "#" + Uri.EscapeDataString(name) : "")}");
    }

    internal const string Shown = "pages";
    internal static string PageId(int number) => $"page-{number}";

    /// <summary>Pages go by their number: what the screen showed tells whether it still means the same one.</summary>
    internal static string Mark(Sheet sheet) => AnswersJson.Hash(string.Join('\n', sheet.Pages.Select(p =>
        $"{Sheet.Said(p, "title").Ja}\t{string.Join(' ', Sheet.Questions(p).Select(q => Sheet.Word(q, "name")))}")))[..16];

    /// <summary>The number that one goes on with.</summary>
    static int MovePage(Sheet sheet, string act, string name, Turn turn)
    {
        if (turn.Posted[Shown] != Mark(sheet))
            throw new Rule("", "別の画面でページが変わりました。今の順番を見て、もう一度選んでください。");
        var (pages, at) = (Sheet.List(sheet.Root, "pages"), int.TryParse(name, out var number) ? number - 1 : -1);
        if (sheet.Pages.ElementAtOrDefault(at) is not { } page) throw new NotHere();
        if (act == "drop" && Sheet.Questions(page).Count > 0) throw new Rule("", "質問のあるページは、なくせません。");
        var to = act == "page-up" ? at - 1 : at + 1;
        if (act != "drop" && (to < 0 || to >= sheet.Pages.Count)) return number;
        var target = act == "drop" ? null : sheet.Pages[to];
        var place = target is null ? -1 : pages.IndexOf(target);
        pages.Remove(page);
        if (target is null) return Math.Max(1, at);
        pages.Insert(place, page);
        return to + 1;
    }

    static void AddPage(Sheet sheet) => Sheet.List(sheet.Root, "pages").Add(new JsonObject
    {
        ["title"] = Sheet.Node(new($"{sheet.Pages.Count + 1}ページ", $"{sheet.Pages.Count + 1}ページ", $"Page {sheet.Pages.Count + 1}")),
        ["questions"] = new JsonArray(),
    });

    static void Move(Sheet sheet, string act, string name)
    {
        if (sheet.Find(name) is not { } question || sheet.HomeOf(name) is not { } home) throw new Rule("", "この質問は、もうありません。");
        var (list, pages) = (Sheet.List(home, "questions"), sheet.Pages.ToList());
        // A row stays in its group: then there is no page beside.
        var (at, number) = (list.IndexOf(question), pages.IndexOf(home));
        if (act == "copy")
        {
            var copy = (JsonObject)question.DeepClone();
            copy["name"] = Sheet.Free(number < 0 ? Sheet.Questions(home) : sheet.All);
            list.Insert(at + 1, copy);
            return;
        }
        if (act is not ("up" or "down" or "remove")) throw new NotHere();
        list.RemoveAt(at);
        if (act == "up" && at > 0) list.Insert(at - 1, question);
        else if (act == "down" && at < list.Count) list.Insert(at + 1, question);
        // Beyond the edge of its page it goes to the page beside.
        else if (number < 0 && act != "remove") list.Insert(at, question);
        else if (act == "up") Into(pages[Math.Max(0, number - 1)], number == 0, question);
        else if (act == "down") Into(pages[Math.Min(pages.Count - 1, number + 1)], number < pages.Count - 1, question);
    }

    static void Into(JsonObject page, bool first, JsonObject question)
    {
        var list = Sheet.List(page, "questions");
        list.Insert(first ? 0 : list.Count, question);
    }
}
