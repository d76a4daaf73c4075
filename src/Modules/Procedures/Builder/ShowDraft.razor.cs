using System.Text;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>One draft: its parts, its checklist, its difference to what counts, and the way to its second person.</summary>
public sealed partial class ShowDraft
{
    public sealed record Part(string Title, string Url, int Open);

    public sealed record Page(DraftedFile File, string Url, string By, IReadOnlyList<Part> Parts, IReadOnlyList<ChecklistLine> Checklist,
        IReadOnlyList<DraftedDifference>? Differences, DraftedVersion? Waiting, bool Mine)
    {
        public bool Clean => Checklist.All(line => line.Open.Count == 0);
    }

    internal static async Task<IResult> Ask(Guid id, Look look, DraftedProcedures room, IStaff staff)
    {
        var (file, sheet) = await Workbench.Open(id, look, room);
        var (url, checklist) = (room.Url(id), Checklist.Of(room.Faults(file.Json), sheet));
        var open = checklist.SelectMany(line => line.Open).ToList();
        var waiting = await look.Db.Set<DraftedVersion>().AsNoTracking().FirstOrDefaultAsync(v =>
            v.File == id && v.Agreed == null, look.Stop);
        Part Of(string code, string title) => new(title, $"{url}/{code}", open.Count(m => m.Piece == code));
        var before = room.Before(file.Code, DateOnly.MaxValue);
        return Show(new(file, url, (await staff.Faces(look, [file.ChangedBy])).NameOf(file.ChangedBy),
        [
            Of("about", "名前と説明"),
            new($"質問（{sheet.All.Count()}）", $"{url}/questions", open.Count(m => m.Piece is "questions" or "question" or "page")),
            Of("fee", "手数料"), Of("grant", "市が払う額と予算"),
            Of("handling", "受付と決め方"), Of("tells", "だれに、いつ知らせるか"), Of("result", "結果の文書"),
            Of("notes", "個人情報・根拠・問い合わせ先"),
            .. sheet.Root.ContainsKey("capacity") || sheet.All.Any(q => Sheet.Word(q, "kind") == "slot") ? [Of("capacity", "日ごとの定員")]
                : Array.Empty<Part>(),
            .. Rest.All.Any(r => sheet.Root.ContainsKey(r.Name)) ? [Of("rest", "そのほかの決まり")] : Array.Empty<Part>(),
        ], checklist, before is null ? null : room.Differences(before, file.Json), waiting, waiting?.By == look.Me));
    }

    /// <summary>As it would lie in the city's folder.</summary>
    internal static async Task<IResult> File(Guid id, Look look, DraftedProcedures room)
    {
        var (file, sheet) = await Workbench.Open(id, look, room);
        return Results.File(Encoding.UTF8.GetBytes(sheet.Json), "application/json", file.Code + ".json");
    }

    internal static async Task<Answer> Discard(Guid id, Turn turn, DraftedProcedures room)
    {
        var file = await room.Take(turn, id);
        file.End(turn.Now);
        turn.Journal.Fact("code", file.Code);
        return Answer.See(room.List);
    }
}
