using Keyaki.Contracts.Documents;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Documents;

/// <summary>The document register, as other modules use it.</summary>
sealed class Registry(DocumentSymbols symbols, CityProfile city, Search search, FullText texts, Outbox outbox, TimeProvider clock)
    : IDocuments
{
    public const string Kind = "document", Folder = "documents", Classes = "record-classes";
    public static readonly Deed Registered = new("documents.register", "文書を登録した", "紙の きろくを つくった", "registered a document");
    public static readonly Deed Voided = new("documents.void", "文書を無効にした", "紙を つかえなく した", "made a document void");

    public async Task<IReadOnlyList<DocumentFace>> Find(Look look, string words, int most)
    {
        if (search.Newest(look.Db, Kind, Document.Departments(look), words, most) is not { } hits) return [];
        var found = await hits.Join(Document.Visible(look).AsNoTracking(), hit => hit, d => d.Id, (_, d) => d)
            .OrderByDescending(d => d.RegisteredAt).ThenByDescending(d => d.Serial).ToListAsync(look.Stop);
        look.Journal.With([.. found.Select(d => d.Person)]);
        return [.. found.Select(d => d.Face(null))];
    }

    public async Task<IReadOnlyList<DocumentFace>> Seen(Look look, IReadOnlyCollection<Guid> ids)
    {
        if (!look.Actor.Can(DocumentsModule.Read)) return [];
        var found = await Document.Visible(look).AsNoTracking().Where(d => ids.Contains(d.Id)).ToListAsync(look.Stop);
        look.Journal.With([.. found.Select(d => d.Person)]);
        return [.. found.Select(d => d.Face(null))];
    }

    public async Task<DocumentFace> File(CityDb db, Filing filing, CancellationToken ct)
    {
        var year = FiscalYear.Of(filing.On);
        var series = filing.Series is { } code ? city.Files<NumberSeriesList>().Find(code)
            ?? throw new InvalidOperationException($"no series is called {code}") : Alike(filing.Department, filing.On);
        var run = series?.Run(filing.Department, filing.On) ?? $"{filing.Department}:{year.Year}";
        var (serial, number) = (0L, "");
        do
        {
            serial = await Counter.Next(db, $"documents:{(series is null ? "" : series.Code + ":")}{run}", ct);
            number = series?.Number(symbols, filing.Department, filing.On, serial) ?? symbols.Number(filing.Department, year, serial);
        }
        while (await db.Set<Document>().AnyAsync(d => d.Series == Document.Brought && d.Run == number, ct));
        var kept = await ClassOf(db, filing.RecordClass, filing.Received, ct);
        var closed = filing.Person is not null;
        var document = new Document
        {
            Id = clock.NewId(), Department = filing.Department, FiscalYear = year.Year, Serial = serial,
            Series = series?.Code ?? "", Run = run,
            Number = number,
            Subject = filing.Subject, RecordClass = kept.Code,
            ClassName = kept.Title, ClassPath = kept.Path, RetentionYears = kept.RetentionYears, Start = kept.Start,
            AtExpiry = kept.AtExpiry, CreatedOn = filing.On, SubjectKind = filing.SubjectKind, SubjectId = filing.SubjectId,
            Person = filing.Person, Officer = filing.Officer, Direction = filing.Direction, Counterparty = filing.Counterparty,
            Disclosure = filing.Disclosure ?? (closed ? DisclosureClass.Closed : DisclosureClass.Open),
            DisclosureReason = filing.DisclosureReason ?? (filing.Disclosure is null && closed ? "個人に関する情報が含まれるため" : null),
            RegisteredAt = clock.GetUtcNow(),
        };
        document.PutInto(await FileOf(db, filing, kept, year, ct));
        document.Count();
        foreach (var file in filing.Files) Add(db, document.Id, file);
        foreach (var related in filing.Related.Distinct()) db.Add(new Relation { DocumentId = document.Id, Related = related });
        if (filing.CompletedOn is { } day) document.Complete(day);
        db.Add(document);
        // 庁内検索 knows it by its name; what it says, however long, stands in the full text.
        search.Add(db, Kind, document.Id, PlainText.Cut($"{document.Number} {document.Subject} {filing.SearchText}", FullText.Longest),
            document.Department);
        texts.Add(db, Kind, document.Id, null, [Found(document.Number, document.Subject, document.Counterparty, filing.Body,
            filing.SearchText)], Marks(document));
        if (filing.Files.Count > 0) outbox.Add(db, TakeText.WorkKind, $"{document.Id:N}", new TakeText.Errand(document.Id));
        Journal.Note(db, clock, Actor.Program, Registered, Kind, document.Id, filing.Person);
        return document.Face(filing.Files.LastOrDefault(f => f.Role is FileRole.Issued)?.File);
    }

    /// <summary>The series that writes its numbers as the department's own are written: what looks alike counts on together, or one
    /// number would be given twice.</summary>
    NumberSeries? Alike(string department, DateOnly on) => city.Files<NumberSeriesList>().All
        .FirstOrDefault(s => s.Number(symbols, department, on, 1) == symbols.Number(department, FiscalYear.Of(on), 1));

    /// <summary>The 簿冊 that was asked for, or the first of its class and year; where there is none, it is opened.</summary>
    async Task<Guid> FileOf(CityDb db, Filing filing, RecordClass kept, FiscalYear year, CancellationToken ct)
    {
        if (filing.RecordFile is { } asked)
        {
            (await db.Set<RecordFile>().FindAsync([asked], ct) ?? throw new NotHere()).Takes();
            return asked;
        }
        if (db.Set<RecordFile>().Local.FirstOrDefault(f => f.RecordClass == kept.Code && f.FiscalYear == year.Year) is { } fresh)
            return fresh.Id;
        if (await db.Set<RecordFile>().Where(f => f.FiscalYear == year.Year && f.RecordClass == kept.Code && f.ClosedAt == null)
            .OrderBy(f => f.OpenedAt).ThenBy(f => f.Id).Select(f => (Guid?)f.Id).FirstOrDefaultAsync(ct) is { } open) return open;
        var taken = await db.Set<RecordFile>().CountAsync(f => f.FiscalYear == year.Year && f.RecordClass == kept.Code, ct);
        var opened = new RecordFile
        {
            Id = clock.NewId(), FiscalYear = year.Year, Department = filing.Department, RecordClass = kept.Code,
            Title = taken == 0 ? kept.Title : $"{kept.Title}（{taken + 1}）", OpenedAt = clock.GetUtcNow(),
        };
        db.Add(opened);
        return opened.Id;
    }

    /// <summary>By these the texts of a record are found together with the words.</summary>
    internal static IReadOnlyList<string> Marks(Document document) => Marks(document.Department, document.RecordClass, document.FiscalYear);

    internal static IReadOnlyList<string> Marks(string department, string recordClass, int year) =>
        [$"department:{department}", $"class:{recordClass}", $"year:{year}"];

    /// <summary>What a record is found by beside its files.</summary>
    internal static string Found(params IReadOnlyList<string?> said) => string.Join('\n', said.Where(s => !string.IsNullOrWhiteSpace(s)));

    void Add(CityDb db, Guid document, FiledFile file) => db.Add(new DocumentFile
    {
        Id = clock.NewId(), DocumentId = document, File = file.File, Title = PlainText.Cut(file.Title, 200), Role = file.Role,
    });

    internal static RecordClasses Read(CityFile file, IReadOnlyList<Department> departments) => new(file.Items("classes", each =>
    {
        each.Only("code", "large", "middle", "title", "department", "retentionYears", "permanent", "start", "atExpiry", "use",
            "from", "until");
        var permanent = each.Flag("permanent", false);
        if (permanent && each.Has("retentionYears")) each.Fault("retentionYears", "永年の分類には書かないでください。");
        var years = permanent ? (int?)null : each.NeededWhole("retentionYears");
        if (years is 0 && each.Has("retentionYears")) each.Fault("retentionYears", "1以上の年数にするか、permanent を true にしてください。");
        return new RecordClass(each.Code("code"), each.Word("title"), each.Department(departments), years)
        {
            Large = each.Word("large"), Middle = each.Word("middle"),
            Start = each.Has("start") && each.OneOf("start", "made", "completed") == "completed" ? RetentionStart.Completed
                : RetentionStart.Made,
            AtExpiry = each.Has("atExpiry") && each.OneOf("atExpiry", "destroy", "transfer") == "transfer" ? AtExpiry.Transfer
                : AtExpiry.Destroy,
            Use = each.Has("use") ? each.OneOf("use", RecordClass.OfDisposal) : null,
            From = each.Date("from"), Until = each.Until(),
        };
    }, c => CityFile.Edition(c.Code, c.From)));

    /// <summary>The class on the day on which the case came in; one that the files do not have any more as they had it last.</summary>
    async Task<RecordClass> ClassOf(CityDb db, string code, DateOnly day, CancellationToken ct)
    {
        if (city.Files<RecordClasses>().Find(code, day) is { } known) return known;
        foreach (var json in await db.Set<ImportedVersion>().AsNoTracking().Where(v => v.Kind == Folder && v.Code == Classes)
            .OrderByDescending(v => v.ImportedAt).Select(v => v.Json).ToListAsync(ct))
            if (Read(new(Classes, json, new(Classes)), []).Find(code, day) is { } gone) return gone;
        throw new InvalidOperationException($"no file has ever had the class {code}");
    }

    public async Task Attach(CityDb db, Guid document, FiledFile file, CancellationToken ct)
    {
        var found = await db.Set<Document>().FindAsync([document], ct) ?? throw new NotHere();
        var there = await db.Set<DocumentFile>().AsTracking().Where(f => f.DocumentId == document).ToListAsync(ct);
        found.Takes(file, there);
        if (there.Exists(f => f.File == file.File)) return;
        Add(db, document, file);
        outbox.Add(db, TakeText.WorkKind, $"{document:N}-{file.File:N}", new TakeText.Errand(document));
    }

    public async Task Complete(CityDb db, Guid document, DateOnly day, CancellationToken ct) =>
        (await db.Set<Document>().FindAsync([document], ct) ?? throw new NotHere()).Complete(day);

    public async Task Entrust(CityDb db, Guid document, Guid officer, CancellationToken ct) =>
        (await db.Set<Document>().FindAsync([document], ct) ?? throw new NotHere()).Officer = officer;

    public Task Concern(CityDb db, string subjectKind, Guid subjectId, Guid person, CancellationToken ct) =>
        db.Set<Document>().Where(d => d.SubjectKind == subjectKind && d.SubjectId == subjectId)
            .ExecuteUpdateAsync(d => d.SetProperty(x => x.Person, person), ct);

    public async Task<int> Void(CityDb db, string subjectKind, Guid subjectId, string reason, Guid by, CancellationToken ct)
    {
        var valid = await db.Set<Document>().AsTracking()
            .Where(d => d.SubjectKind == subjectKind && d.SubjectId == subjectId && d.VoidedAt == null).ToListAsync(ct);
        foreach (var document in valid)
        {
            document.Void(reason, by, clock.GetUtcNow());
            Journal.Note(db, clock, Actor.Program, Voided, Kind, document.Id, document.Person);
        }
        return valid.Count;
    }

    public Task<IReadOnlyList<DocumentFace>> Of(CityDb db, string subjectKind, Guid subjectId, CancellationToken ct) =>
        Faces(db, db.Set<Document>().Where(d => d.SubjectKind == subjectKind && d.SubjectId == subjectId), ct);

    public Task<IReadOnlyList<DocumentFace>> Faces(CityDb db, IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        Faces(db, db.Set<Document>().Where(d => ids.Contains(d.Id)), ct);

    internal static async Task<IReadOnlyList<DocumentFace>> Faces(CityDb db, IQueryable<Document> of, CancellationToken ct) =>
        await of.OrderByDescending(d => d.RegisteredAt).ThenByDescending(d => d.Serial)
            .Select(d => new DocumentFace(d.Id, d.Number, d.Subject, d.RecordClass, d.ClassName, d.RetentionYears, d.RetainedUntil,
                db.Set<DocumentFile>().Where(f => f.DocumentId == d.Id && f.Role == FileRole.Issued).OrderByDescending(f => f.Id)
                    .Select(f => (Guid?)f.File).FirstOrDefault())
            { Void = d.VoidReason, VoidedAt = d.VoidedAt }).ToListAsync(ct);

    public async Task<IReadOnlyList<RecordFileFace>> RecordFiles(CityDb db, FiscalYear year, IReadOnlyCollection<string>? departments,
        CancellationToken ct)
    {
        var open = db.Set<RecordFile>().Where(f => f.FiscalYear == year.Year && f.ClosedAt == null);
        if (departments is not null) open = open.Where(f => departments.Contains(f.Department));
        return (await open.OrderBy(f => f.RecordClass).ThenBy(f => f.Title).ToListAsync(ct)).ConvertAll(f => f.Face());
    }
}
