using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Documents;

/// <summary>簿冊を締め切る: from then on no more records are put there, until the records section opens it again with a reason.</summary>
public sealed partial class CloseFile
{
    internal static readonly Deed Closed = new("documents.close-file", "簿冊を締め切った", "つづりを しめきった", "closed a folder"),
        Reopened = new("documents.reopen-file", "簿冊を開き直した", "つづりを また ひらいた", "opened a folder again");

    public sealed record Page(RecordFile File, string Department, int Count, IReadOnlyList<Reopening> Reopenings, bool Keeps, bool Reopens,
        Form Form);

    public static string UrlOf(Guid file) => $"{ListFiles.Url}/{file}";

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm(ListFiles.Url + "/{id:guid}", DocumentsModule.Keep, Closed, Build, Ask, Accept);

    internal static IQueryable<RecordFile> Visible(Look look, Guid id) => Document.Departments(look) is not { } departments
        ? look.Db.Set<RecordFile>().Where(f => f.Id == id)
        : look.Db.Set<RecordFile>().Where(f => f.Id == id && departments.Contains(f.Department));

    static async Task<Form> Build(Guid id, Look look) => new((await look.Find(Visible(look, id))).ClosedAt is null ? []
        : [new Question("reason", new LongTextKind(), "開き直す理由") { MaxLength = Move.LongestReason }]);

    static async Task<IResult> Ask(Guid id, Form form, Look look, IStaff staff)
    {
        var file = await look.Find(Visible(look, id));
        return Show(new(file, staff.DepartmentName(file.Department, look.Today),
            await look.Db.Set<Document>().CountAsync(d => d.RecordFile == id, look.Stop),
            await look.Db.Set<Reopening>().Where(r => r.RecordFile == id).OrderByDescending(r => r.At).ToListAsync(look.Stop),
            look.Actor.Can(DocumentsModule.Keep), look.Actor.Can(DocumentsModule.Dispose), form));
    }

    static async Task<Answer> Accept(Guid id, Form form, Turn turn)
    {
        var file = await turn.Take(Visible(turn, id));
        turn.Journal.About("record-file", id);
        if (!form.Questions.Any()) file.Close(turn.Me, turn.Now);
        else
        {
            if (!turn.Actor.Can(DocumentsModule.Dispose)) throw new NotHere();
            turn.Db.Add(file.Reopen(turn.NewId(), form["reason"], turn.Me, turn.Now));
            turn.Journal.As(Reopened);
        }
        return Answer.See(UrlOf(id));
    }
}
