using Keyaki.Contracts.Documents;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Drafting;

/// <summary>収受印: what is asked about a document that came in, and its registration with number and day.</summary>
static class Stamp
{
    public static IReadOnlyList<Question> Questions(Look look, IStaff staff, params IEnumerable<Question> files)
    {
        var all = look.Actor.Can(DraftingModule.Receive);
        var departments = look.Departments;
        return
        [
            new("subject", new TextKind(), "件名") { MaxLength = 300 },
            new("sender", new TextKind(), "差出人") { MaxLength = 200 },
            new("theirs", new TextKind(), "先方の文書番号") { MaxLength = 100, Required = false },
            new("way", new ChoiceKind(), "届き方") { Options = [.. Enum.GetValues<Arriving>().Select(w => new Option($"{w}", w.Label()))] },
            new("on", new DateKind(), "届いた日"),
            new("department", new ChoiceKind(), "担当する課")
            {
                Options = [.. look.City.DepartmentsOn(look.Today).Where(d => all || departments.Contains(d.Code))
                    .Select(d => new Option(d.Code, staff.DepartmentName(d.Code, look.Today)))],
            },
            new("class", new ChoiceKind(), "文書分類")
            {
                Options = [.. look.City.Files<RecordClasses>().Known(look.Today).OrderByDescending(c => departments.Contains(c.Department))
                    .Select(c => new Option(c.Code, c.Title))],
            },
            .. files,
        ];
    }

    public static async Task<Received> Put(Guid id, Form form, string? text, IReadOnlyList<ReceivedFile> files, Turn turn,
        IDocuments documents)
    {
        string Of(string name) => form.Value(name) as string ?? "";
        var on = form.Value("on") is DateOnly day ? day : turn.Today;
        if (on > turn.Today) throw new Rule("on", "まだ来ていない日です。届いた日を確かめてください。");
        var way = Enum.Parse<Arriving>(Of("way"));
        FileRole Role(string name) => way is Arriving.Scan ? FileRole.Scan
            : name.EndsWith(".eml", StringComparison.OrdinalIgnoreCase) ? FileRole.Mail : FileRole.Attachment;
        var filed = await documents.File(turn.Db, new(Received.Kind, id, Of("subject"), Of("department"), Of("class"), on, turn.Today, null,
            $"{Of("sender")} {Of("theirs")}")
        {
            Direction = Direction.Received, Officer = turn.Me, Series = "shushin", Counterparty = Of("sender"), Body = text,
            Files = [.. files.Select(f => new FiledFile(f.File, f.Title, Role(f.Title)))],
        }, turn.Stop);
        var received = new Received
        {
            Id = id, Department = Of("department"), Subject = Of("subject"), Sender = Of("sender"), Theirs = form.Value("theirs") as string,
            Way = way, On = on, RecordClass = Of("class"), Text = text, By = turn.Me, At = turn.Now, Document = filed.Id,
            Number = filed.Number,
        };
        turn.Db.Add(received);
        turn.Journal.About(Received.Kind, id).Fact("way", way.ToString());
        return received;
    }

    public static Task<List<ReceivedFile>> Files(Look look, Guid id) =>
        look.Db.Set<ReceivedFile>().AsNoTracking().Where(f => f.Received == id).OrderBy(f => f.Position).ToListAsync(look.Stop);
}
