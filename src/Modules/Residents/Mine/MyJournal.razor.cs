using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Residents;

/// <summary>Which department of the city looked at a person's data or changed it, when and why; never which officer.</summary>
public partial class MyJournal : View<MyJournal, MyJournal.Face>
{
    public const int PageSize = 50;
    public sealed record Face(IReadOnlyList<Row> Rows, int Page, int Last)
    {
        public IEnumerable<IGrouping<DateOnly, Row>> Days => Rows.GroupBy(r => r.At.Day());
    }

    /// <param name="Case">What the case is called; null where it was not about one.</param>
    public sealed record Row(DateTimeOffset At, Text? Department, string What, Text? Why, Text? Case);

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage("/my/journal", Permission.Applicant, Deed.None, Ask);

    static async Task<IResult> Ask(Look look, Deeds deeds, IEnumerable<ISubjectName> names, int page = 1)
    {
        Guid[] me = look.Actor.Person is { } person ? [look.Actor.Account ?? default, person] : [look.Actor.Account ?? default];
        var mine = from p in look.Db.Set<JournalPerson>() where me.Contains(p.PersonId) select p.EntryId;
        // Who decides acts on the case and not on a person: what was done with the cases that this person sent belongs here, too.
        var account = look.Actor.Account ?? default;
        var sent = from e in look.Db.Set<JournalEntry>() where e.Account == account && e.RecordId != null
            && mine.Contains(e.Id) select e.RecordId;
        var looks = look.Db.Set<JournalEntry>()
            .Where(e => e.ActorKind == ActorKind.Officer && (mine.Contains(e.Id) || sent.Contains(e.RecordId)));
        var count = await looks.CountAsync(look.Stop);
        var last = Math.Max(1, (count + PageSize - 1) / PageSize);
        page = Math.Clamp(page, 1, last);
        var rows = await looks.OrderByDescending(e => e.At).ThenByDescending(e => e.Id).Skip((page - 1) * PageSize).Take(PageSize)
            .Select(e => new { e.At, e.Department, e.Code, e.Purpose, e.RecordKind, e.RecordId }).ToListAsync(look.Stop);
        var cases = new Dictionary<Guid, Text>();
        foreach (var name in names)
            foreach (var (id, subject) in await name.Of(look.Db,
                [.. rows.Where(r => r.RecordKind == name.SubjectKind).Select(r => r.RecordId)
                .OfType<Guid>().Distinct()], look.Stop)) cases[id] = subject.Title;
        return Show(new([.. rows.Select(r =>
            new Row(r.At, r.Department is { } d ? look.City.Department(d, look.Today)?.Called ?? new(d) : null, deeds.Label(r.Code),
            Purposes.Label(r.Purpose), r.RecordId is { } record ? cases.GetValueOrDefault(record) : null))], page, last));
    }
}

/// <summary>Why somebody looked, in words.</summary>
static class Purposes
{
    internal const string Counter = "counter";

    internal static Text? Label(string? code) => code switch
    {
        Counter => new("窓口での本人確認のため", "まどぐちで あなたか どうか 見る ため", "to check who you are at the counter"),
        "examination" => new("申し込みの審査のため", "もうしこみを しらべる ため", "to examine your application"),
        "decision" => new("決定のため", "きめる ため", "to decide"),
        "find" => new("文書をさがすため", "紙を さがす ため", "to find a document"),
        _ => null,
    };
}
