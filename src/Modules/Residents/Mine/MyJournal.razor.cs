using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Residents;

/// <summary>Which department of the city looked at a person's data or changed it, when and why; never which officer.</summary>
public partial class MyJournal : View<MyJournal, MyJournal.Page>
{
    public const string Url = "/my/journal";

    public const int PageSize = 50;
    public sealed record Page(IReadOnlyList<Row> Rows, string? Before, string? After)
    {
        public IEnumerable<IGrouping<DateOnly, Row>> Days => Rows.GroupBy(r => r.At.Day());
    }

    /// <param name="Case">What the case is called; null where it was not about one.</param>
    public sealed record Row(DateTimeOffset At, Text? Department, Text What, Text? Why, Text? Case);

    sealed record Entry(Guid Id, DateTimeOffset At, string? Department, string Code, string? Purpose, string? RecordKind, Guid? RecordId);

    static readonly Order<JournalEntry, Entry> Newest = new Order<JournalEntry, Entry>().Down(e => e.At, e => e.At)
        .Down(e => e.Id, e => e.Id);

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(Url, Permission.Applicant, Deed.None, Ask);

    static async Task<IResult> Ask(Look look, Deeds deeds, Subjects subjects, string? at = null)
    {
        Guid[] me = look.Actor.Person is { } person ? [look.Actor.Account ?? default, person] : [look.Actor.Account ?? default];
        var mine = from p in look.Db.Set<JournalPerson>() where me.Contains(p.PersonId) select p.EntryId;
        // Who decides acts on the case and not on a person: what was done with the cases that this person sent belongs here, too.
        var account = look.Actor.Account ?? default;
        var sent = from e in look.Db.Set<JournalEntry>() where e.Account == account && e.RecordId != null
            && mine.Contains(e.Id) select e.RecordId;
        var looks = look.Db.Set<JournalEntry>()
            .Where(e => e.ActorKind == ActorKind.Officer && (mine.Contains(e.Id) || sent.Contains(e.RecordId)));
        var slice = await Newest.Slice(looks, at, PageSize, some => some
            .Select(e => new Entry(e.Id, e.At, e.Department, e.Code, e.Purpose, e.RecordKind, e.RecordId)).ToListAsync(look.Stop));
        var rows = slice.Rows;
        var cases = await subjects.Names(look.Db, rows.Select(r => (r.RecordKind, r.RecordId)), look.Stop);
        return Show(new([.. rows.Select(r =>
            new Row(r.At, r.Department is { } d ? look.City.Department(d, look.Today)?.Called ?? new(d) : null, deeds.Label(r.Code),
            Purposes.Label(r.Purpose), r.RecordId is { } record ? cases.GetValueOrDefault(record)?.Title : null))],
                slice.Before, slice.After));
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
