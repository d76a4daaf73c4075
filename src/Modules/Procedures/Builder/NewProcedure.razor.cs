using System.Text;
using System.Text.Json.Nodes;
using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Documents;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>A new procedure: from nothing, from a template of the city, as a copy of another one, or from the file of a
/// neighbour.</summary>
public sealed partial class NewProcedure
{
    public sealed record Page(Form Form, IReadOnlyList<Kernel.Fault> Faults);

    const int LargestFile = 1024 * 1024;
    const string Nothing = "", File = "file";

    internal static readonly Takes Room = Takes.Form with { Files = 8 * LargestFile };

    internal static Form Build(Look look, Catalogue catalogue, IStaff staff)
    {
        var (today, templates) = (look.Today, look.City.Files<Templates>().All);
        var form = new Form([
            new Ui.Question("title", new TextKind(), "手続の名前") { Required = false, MaxLength = 100, Hint =
                "もとがあるときは、空けるとその名前になります。" },
            new Ui.Question("from", new ChoiceKind { Folded = true }, "何をもとに作るか")
            {
                Required = false, Hint = "選ばないと、何もないところから作ります。",
                Options =
                [
                    .. templates.Where(t => catalogue.Offered(t.Of, today) is not null).Select(t =>
                        new Ui.Option(t.Of, $"ひな形：{t.Title}")),
                    new(File, "ほかの市や、書き出したファイル（下で選びます）"),
                    .. catalogue.Offered(today).Where(v => templates.All(t => t.Of != v.Code))
                        .Select(v => new Ui.Option(v.Code, $"写し：{v.Definition.Title.Ja}")),
                ],
            },
            new Ui.Question("file", new FileKind(FileBytes.Json, "手続のファイル（JSON）、1MBまで") { Larger = LargestFile },
                "ファイル") { Required = false },
            .. look.Departments.Count > 1 ? [new Ui.Question("department", new ChoiceKind(), "担当の課")
            { Options = [.. look.Departments.Select(d => new Ui.Option(d, staff.DepartmentName(d, today)))] }] : Array.Empty<Ui.Question>(),
        ])
        { Files = Upload.Of(look) };
        return form;
    }

    internal static async Task<IResult> Ask(Form form, Look look, FileStore store)
    {
        var faults = new Faults("");
        // Read once more to say all that is wrong: the refusal names the first.
        try
        {
            if (!look.Afresh && !form.Field("file").IsEmpty && await Upload.Read(form, look, store) is var (_, bytes))
                FromElsewhere.Read(Text(bytes), look.City, faults);
        }
        catch (Rule) { /* still being looked at: the form says so */ }
        return Show(new(form, faults.All));
    }

    internal static async Task<Answer> Accept(Form form, Turn turn, DraftedProcedures room, Catalogue catalogue, FileStore store)
    {
        var department = turn.Departments.Count > 1 ? form["department"] : turn.Departments.Count == 1 ? turn.Departments[0]
            : throw new NotHere();
        Sheet sheet;
        if (!form.Field("file").IsEmpty || form["from"] == File)
        {
            if (await Upload.Read(form, turn, store) is not var (_, bytes)) throw new Rule("file", "ファイルを選んでください。");
            var faults = new Faults("");
            sheet = FromElsewhere.Read(Text(bytes), turn.City, faults)
                ?? throw new Rule("file",
                    $"このファイルは取り込めません。下に挙げた{faults.All.Count}か所を直してください。何も取り込んでいません。");
        }
        else sheet = form["from"] == Nothing ? Empty(turn.City, department, turn.Today)
            : Sheet.Of((catalogue.Offered(form["from"], turn.Today) ?? throw new NotHere()).Version.Json);
        var title = Sheet.Said(sheet.Root, "title");
        if (form["title"].Trim() is { Length: > 0 } called && called != title.Ja) sheet.Root["title"] = Sheet.Node(new(called));
        else if (title.Ja.Length == 0) throw new Rule("title", "手続の名前を書いてください。");
        sheet.Root["department"] = department;
        sheet.Root["code"] = await FreeCode(turn, catalogue, department);
        foreach (var name in new[] { "$schema", "validUntil" }) sheet.Root.Remove(name);
        return Answer.See(room.Url(Begin(turn, sheet, department, null).Id));
    }

    internal static readonly Kernel.Text Free = new("無料", "お金は いりません", "Free");

    static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF');

    /// <summary>Puts a new draft down.</summary>
    internal static DraftedFile Begin(Turn turn, Sheet sheet, string department, string? before)
    {
        var file = new DraftedFile
        {
            Id = turn.NewId(), Kind = Definitions.Folder, Department = department, By = turn.Me, At = turn.Now, Base = before,
        };
        sheet.Root["validFrom"] = turn.Today.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        Workbench.Keep(turn, file, sheet, "new");
        turn.Db.Add(file);
        return file;
    }

    static async Task<string> FreeCode(Turn turn, Catalogue catalogue, string department)
    {
        var taken = (await turn.Db.Set<DraftedFile>().Where(f => f.Kind == Definitions.Folder).Select(f => f.Code).ToListAsync(turn.Stop))
            .ToHashSet();
        for (var n = 1; ; n++)
            if ($"{department}-{n}" is var code && !taken.Contains(code) && catalogue.All.All(v => v.Code != code)) return code;
    }

    /// <summary>What most procedures say alike is there already; it can be changed like everything else.</summary>
    static Sheet Empty(CityProfile city, string department, DateOnly today)
    {
        var (table, root) = (city.Files<IDelegation>(), new JsonObject { ["format"] = Expression.Version });
        Kernel.Text own = new($"{city.City.Name}に住んでいる方", $"{city.City.Name}に すんで いる 人", $"Who lives in {city.City.En}");
        Sheet.Say(root, "who", own);
        Sheet.Say(root, "cost", Free);
        Sheet.Say(root, "time", new("入力は10分ほど。", "10分ぐらいです。", "About 10 minutes."));
        Sheet.Say(root, "after", new("担当の課が内容を確かめて、結果をお知らせします。", "市が しらべて、けっかを お知らせします。",
            "The section in charge examines it and tells you the result."));
        root["identity"] = "mail";
        root["decision"] = table.Acts(today).FirstOrDefault(a => !a.HasAmount && Alone(table, a, department, today)) is { } act
            ? new JsonObject { ["kind"] = "officer", ["act"] = act.Code } : new JsonObject { ["kind"] = "automatic" };
        root["pages"] = new JsonArray(new JsonObject
        {
            ["title"] = Sheet.Node(new("申し込みの内容", "もうしこみの 内容",
            "Your application")), ["questions"] = new JsonArray()
        });
        if (city.Files<RecordClasses>().Known(today).FirstOrDefault(c => c.Department == department) is { } first)
            root["record"] = new JsonObject { ["class"] = first.Code };
        var notes = Sheet.Part(root, "notes");
        Sheet.Say(notes, "privacy", new("入力した個人情報は、この手続のためだけに使います。",
            "書いて もらった ことは、この てつづきの ためだけに つかいます。",
            "What you enter is used for this service only."));
        return new(root);
    }

    static bool Alone(IDelegation table, ActFace act, string department, DateOnly today)
    {
        try { return table.Route(new(act.Code, department, null), today) is { Kind: "applications", Steps.Count: 1 }; }
        catch (Rule) { return false; }
    }
}
