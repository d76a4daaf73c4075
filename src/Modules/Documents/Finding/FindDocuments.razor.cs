using System.Globalization;
using Keyaki.Contracts.Documents;
using Keyaki.Contracts.Residents;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Documents;

/// <summary>文書を探す: by words in title, body and files, by fiscal year, class, department, the
/// officer in charge, state and day.</summary>
public sealed partial class FindDocuments
{
    public const string Url = "/office/documents";
    const int Rows = 50, Counted = 1000;
    static readonly Order<Document, Row> Newest = new Order<Document, Row>().Down(d => d.RegisteredAt, r => r.RegisteredAt)
        .Down(d => d.Serial, r => r.Serial).Down(d => d.Id, r => r.Id);
    static readonly Deed Looked = Deed.Look("documents.list", "文書の一覧を見た", "紙の きろくを さがした", "looked at the list of documents");

    public sealed record Row(
        Guid Id,
        string Number,
        string Subject,
        string ClassName,
        string Department,
        DateOnly CreatedOn,
        DateOnly? RetainedUntil,
        DocumentState State,
        Guid? Person,
        bool Void,
        DateTimeOffset RegisteredAt,
        long Serial)
    {
        public Place? Place { get; init; }
        public string? FileTitle { get; init; }
    }

    public sealed record Query
    {
        public string? Words { get; init; }
        public int? Year { get; init; }
        public string? Class { get; init; }
        public string? Department { get; init; }
        public Guid? Officer { get; init; }
        public DocumentState? State { get; init; }
        public Direction? Direction { get; init; }
        public Guid? RecordFile { get; init; }
        public DateOnly? From { get; init; }
        public DateOnly? Until { get; init; }

        /// <summary>Nothing was asked for.</summary>
        public static Query Nothing { get; } = new();
    }

    public sealed record Page(Query Asked, Slice<Row> Found, string Count, IReadOnlyList<(int Year, string Name)> Years,
        IReadOnlyList<(string Code, string Name)> Classes, IReadOnlyList<(string Code, string Name)> Departments,
        IReadOnlyList<(string Code, string Name)> Officers)
    {
        /// <summary>What the 簿冊 is called that was asked for; null where none was, or none that this officer may see.</summary>
        public string? RecordFile { get; init; }
    }

    /// <summary>The documents of one 簿冊.</summary>
    internal static string Of(RecordFile file) => $"{Url}?file={file.Id}";

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(Url, DocumentsModule.Read, Looked, Ask);

    static async Task<IResult> Ask(Look look, FullText index, IRegister register, IStaff staff)
    {
        string? Given(string name) => look.Query[name].ToString().Trim() is { Length: > 0 } given ? given : null;
        var asked = new Query
        {
            Words = Given("q"), Class = Given("class"), Department = Given("department"),
            Year = int.TryParse(Given("year"), out var y) ? y : null,
            Officer = Guid.TryParse(Given("officer"), out var officer) ? officer : null,
            State = Enum.TryParse<DocumentState>(Given("state"), out var state) ? state : null,
            Direction = Enum.TryParse<Direction>(Given("direction"), out var direction) ? direction : null,
            RecordFile = Guid.TryParse(Given("file"), out var file) ? file : null,
            From = Day(Given("from")), Until = Day(Given("until")),
        };
        var departments = Document.Departments(look);
        var among = Narrowed(Document.Visible(look), asked);
        var (found, count) = TextWords.Of(asked.Words) is { } words
            ? await InTexts(look, index, register, words, Choices(asked, departments), among, Given("at"))
            : (await Newest.Slice(among, Given("at"), Rows, some => Read(some, look)), Said(await among.Take(Counted + 1)
                .CountAsync(look.Stop), exact: true));
        look.Journal.With([.. found.Rows.Select(r => r.Person)]).For("find");
        return Show(new(asked, found.Map(r => r with { Department = staff.DepartmentName(r.Department, look.Today) }), count,
            [.. Enumerable.Range(0, 10).Select(i => FiscalYear.Of(look.Today).Year - i).Select(i => (i, new FiscalYear(i).ToString()))],
            [.. look.City.Files<RecordClasses>().Known(look.Today).Where(k => departments?.Contains(k.Department) != false)
                .Select(k => (k.Code, k.Title))],
            departments is { Count: < 2 } ? [] : [.. look.City.DepartmentsKnown(look.Today)
                .Where(k => departments?.Contains(k.Code) != false).Select(k => (k.Code, k.Name))],
            await Officers(look, staff, departments, asked.Officer))
        {
            RecordFile = asked.RecordFile is not { } only ? null
                : await CloseFile.Visible(look, only).Select(f => f.Title).FirstOrDefaultAsync(look.Stop),
        });
    }

    /// <summary>Who works in the departments whose records are found; one who left is among them while asked for.</summary>
    static async Task<IReadOnlyList<(string Code, string Name)>> Officers(Look look, IStaff staff, IReadOnlyList<string>? departments,
        Guid? asked)
    {
        var there = (await staff.Holding(look, DocumentsModule.Read.Code)).Where(o => departments?.Contains(o.Department) != false)
            .Select(o => (o.Account, o.Name)).ToList();
        if (asked is { } left && !there.Exists(o => o.Account == left)) there.Add((left, (await staff.Faces(look, [left])).NameOf(left)));
        return there.ConvertAll(o => ($"{o.Account}", o.Name));
    }

    static async Task<(Slice<Row>, string)> InTexts(Look look, FullText index, IRegister register, TextWords words,
        IReadOnlyList<IReadOnlyList<string>> choices, IQueryable<Document> among, string? at)
    {
        if (choices.Any(c => c.Count == 0)) return (new([], null, null), Said(0, exact: true));
        long? before = long.TryParse(at, CultureInfo.InvariantCulture, out var row) ? row : null;
        var found = await FoundText.Of(look, index, register, words, choices, among, before, Rows);
        var (ids, files) = (found.Hits.Select(h => h.Document).ToList(), found.Hits.Select(h => h.Place.File).OfType<Guid>().ToList());
        var rows = (await Read(look.Db.Set<Document>().Where(d => ids.Contains(d.Id)), look)).ToDictionary(r => r.Id);
        var titles = files.Count == 0 ? [] : await look.Db.Set<StoredFile>().Where(f => files.Contains(f.Id))
            .ToDictionaryAsync(f => f.Id, f => f.Name, look.Stop);
        var shown = found.Hits.Where(h => rows.ContainsKey(h.Document)).Select(h => rows[h.Document] with
        {
            Place = h.Place,
            FileTitle = h.Place.File is { } file ? titles.GetValueOrDefault(file) : null,
        }).ToList();
        var next = found.Next?.ToString(CultureInfo.InvariantCulture);
        if (before is null && next is null) return (new(shown, null, null), Said(shown.Count, exact: true));
        var pieces = await (from p in index.Some(look.Db, Registry.Kind, words, choices, Counted + 1)
                            join d in among on p.Record equals d.Id into ds from d in ds.DefaultIfEmpty()
                            select new { p.Record, There = d != null, Person = d != null ? d.Person : null }).ToListAsync(look.Stop);
        var records = pieces.Where(p => p.There).Distinct().ToList();
        var hidden = await FoundText.Hidden(look, register, [.. records.Select(p => p.Person).OfType<Guid>().Distinct()]);
        var shut = records.Where(p => p.Person is { } person && hidden.Contains(person)).Select(p => p.Record).ToList();
        // What is not found because of whom it is about is not counted, either.
        var titled = shut.Count == 0 ? 0 : (await look.Db.Set<Document>().Where(d => shut.Contains(d.Id))
            .Select(d => d.Number + " " + d.Subject).ToListAsync(look.Stop)).Count(words.In);
        var mine = records.Count - shut.Count + titled;
        // The index knows pairs of letters: whether a longer word really stands there is seen in each text alone, and a thousand of them
        // are ten megabytes. So it is about so many.
        // Of a record with many pieces, or where most are left out by other conditions, it is at least so many.
        return (new(shown, null, next), pieces.Count > Counted ? $"{Math.Min(mine, Counted):#,0}件以上" : Said(mine, words.IsPair));
    }

    static string Said(int count, bool exact) => count > Counted ? $"{Counted:#,0}件以上" : exact ? $"{count:#,0}件" : $"約{count:#,0}件";

    /// <summary>What the index itself knows of a record, so that what others hold costs nothing.</summary>
    static IReadOnlyList<IReadOnlyList<string>> Choices(Query asked, IReadOnlyList<string>? departments) =>
    [
        .. departments is null ? [] : (IReadOnlyList<string>[])[[.. departments.Select(d => "department:" + d)]],
        .. new[] { ("department:", asked.Department), ("class:", asked.Class), ("year:", asked.Year is { } year ? $"{year}" : null) }
            .Where(m => m.Item2 is not null).Select(m => new List<string> { m.Item1 + m.Item2 }),
    ];

    static IQueryable<Document> Narrowed(IQueryable<Document> found, Query asked)
    {
        if (asked.Year is { } y) found = found.Where(d => d.FiscalYear == y);
        if (asked.Class is { } c) found = found.Where(d => d.RecordClass == c);
        if (asked.Department is { } dep) found = found.Where(d => d.Department == dep);
        if (asked.Officer is { } officer) found = found.Where(d => d.Officer == officer);
        if (asked.RecordFile is { } file) found = found.Where(d => d.RecordFile == file);
        if (asked.State is { } state) found = found.Where(d => d.State == state);
        if (asked.Direction is { } direction) found = found.Where(d => d.Direction == direction);
        if (asked.From is { } from) found = found.Where(d => d.CreatedOn >= from);
        if (asked.Until is { } until) found = found.Where(d => d.CreatedOn <= until);
        return found;
    }

    static Task<List<Row>> Read(IQueryable<Document> some, Look look) => some.Select(d => new Row(d.Id, d.Number, d.Subject, d.ClassName,
        d.Department, d.CreatedOn, d.RetainedUntil, d.State, d.Person, d.VoidedAt != null, d.RegisteredAt,
        d.Serial)).ToListAsync(look.Stop);

    static DateOnly? Day(string? text) => text is null ? null : CityFile.Day(text);
}
