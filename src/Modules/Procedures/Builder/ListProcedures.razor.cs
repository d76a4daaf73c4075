using System.Text;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>手続を作る: the procedures of the officer's departments, what is written of each, and what waits for its second
/// person.</summary>
public sealed partial class ListProcedures
{
    /// <param name="Draft">Where it is written; null while nobody does.</param>
    /// <param name="Waits">Where its second person answers.</param>
    public sealed record Row(string Code, string Title, string Department, DateOnly? From, DateOnly? Next, string? Hash, string? Draft,
        string? Waits)
    {
        public (Tone, string) State => Waits is not null ? (Tone.Warning, "確認を待っている") : Draft is not null
            ? (Tone.Info, "案を作っている")
            : From is null ? (Tone.Plain, "これから始まる") : (Tone.Good, "公開中");
    }

    public sealed record Page(IReadOnlyList<Row> Rows, bool SeveralDepartments);

    internal static async Task<IResult> Ask(Look look, DraftedProcedures room, Catalogue catalogue, IStaff staff)
    {
        var drafts = await room.Visible(look).AsNoTracking().Select(f => new { f.Id, f.Code, f.Title, f.Department })
            .ToListAsync(look.Stop);
        var ids = drafts.Select(d => d.Id).ToList();
        var waiting = await look.Db.Set<DraftedVersion>().AsNoTracking().Where(v => ids.Contains(v.File) && v.Agreed == null)
            .Select(v => new { v.File, v.Id }).ToDictionaryAsync(v => v.File, v => v.Id, look.Stop);
        var (today, mine) = (look.Today, look.Departments.ToHashSet());
        var versions = catalogue.All.Where(v => mine.Contains(v.Definition.Department)).GroupBy(v => v.Code).ToDictionary(g => g.Key);
        var rows = versions.Keys.Union(drafts.Select(d => d.Code)).Select(code =>
        {
            var (draft, all) = (drafts.Find(d => d.Code == code), versions.GetValueOrDefault(code));
            var now = all?.Where(v => v.ValidFrom <= today).MaxBy(v => v.ValidFrom);
            var next = all?.Where(v => v.ValidFrom > today).MinBy(v => v.ValidFrom);
            return new Row(code, (now ?? next)?.Definition.Title.Ja ?? draft?.Title ?? code,
                staff.DepartmentName(draft?.Department ?? (now ?? next)?.Definition.Department ?? "", today),
                now?.ValidFrom, next?.ValidFrom, (now ?? next)?.Hash, draft is null ? null : room.Url(draft.Id),
                draft is not null && waiting.TryGetValue(draft.Id, out var wait) ? Drafted.CheckUrl(wait) : null);
        });
        return Show(new([.. rows.OrderBy(r => r.Draft is null).ThenBy(r => r.Title, StringComparer.Ordinal)], look.Departments.Count > 1));
    }

    /// <summary>A next version of what there is: the draft of it that there is already, or a new one.</summary>
    internal static async Task<Answer> Next(string code, Turn turn, DraftedProcedures room, Catalogue catalogue)
    {
        if (await room.Visible(turn).Where(f => f.Code == code).Select(f => (Guid?)f.Id).FirstOrDefaultAsync(turn.Stop) is { } there)
            return Answer.See(room.Url(there));
        var newest = catalogue.All.Where(v => v.Code == code).MaxBy(v => v.ValidFrom) ?? throw new NotHere();
        if (!turn.Departments.Contains(newest.Definition.Department)) throw new NotHere();
        return Answer.See(room.Url(NewProcedure.Begin(turn, Sheet.Of(newest.Version.Json), newest.Definition.Department, newest.Hash).Id));
    }

    /// <summary>A published version as one file.</summary>
    internal static IResult File(string hash, Catalogue catalogue)
    {
        var version = catalogue.All.FirstOrDefault(v => v.Hash == hash) ?? throw new NotHere();
        return Results.File(Encoding.UTF8.GetBytes(Sheet.Of(version.Version.Json).Json), "application/json", FileName(version.Code,
            version.ValidFrom));
    }

    internal static string FileName(string code, DateOnly from) => $"{code}@{from:yyyy-MM-dd}.json";
}
