using Keyaki.Contracts;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Documents;

/// <summary>The document register, as other modules use it.</summary>
sealed class Registry(DocumentSymbols symbols, CityProfile city, Search search, TimeProvider clock) : IDocuments
{
    public const string Kind = "document", Folder = "documents", Classes = "record-classes";
    public static readonly Deed Registered = new("documents.register", "文書を登録した", "紙の きろくを つくった", "registered a document");
    public static readonly Deed Voided = new("documents.void", "文書を無効にした", "紙を つかえなく した", "made a document void");

    public async Task<DocumentFace> File(CityDb db, Filing filing, CancellationToken ct)
    {
        var year = FiscalYear.Of(filing.On);
        var serial = await Counter.Next(db, $"documents:{filing.Department}:{year.Year}", ct);
        var kept = await ClassOf(db, filing.RecordClass, filing.Received, ct);
        var retention = Retention.Of(filing.On, kept.RetentionYears);
        var document = new Document
        {
            Id = clock.NewId(), Department = filing.Department, FiscalYear = year.Year, Serial = serial,
            Number = symbols.Number(filing.Department, year, serial), Subject = filing.Subject,
            RecordClass = kept.Code, ClassName = kept.Title, RetentionYears = kept.RetentionYears,
            CreatedOn = filing.On, RetainedFrom = retention.From, RetainedUntil = retention.Until, SubjectKind = filing.SubjectKind,
            SubjectId = filing.SubjectId, Person = filing.Person, RegisteredAt = clock.GetUtcNow(),
        };
        db.Add(document);
        search.Add(db, Kind, document.Id, $"{document.Number} {document.Subject} {filing.SearchText}", document.Department);
        Journal.Note(db, clock, Actor.Program, Registered, Kind, document.Id, filing.Person);
        return document.Face();
    }

    internal static RecordClasses Read(CityFile file, IReadOnlyList<Department> departments) => new(file.Items("classes", each =>
    {
        each.Only("code", "title", "department", "retentionYears", "from", "until");
        return new RecordClass(each.Code("code"), each.Word("title"), each.Department(departments), each.NeededWhole("retentionYears"))
        { From = each.Date("from"), Until = each.Until() };
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

    public async Task Attach(CityDb db, Guid document, Guid file, CancellationToken ct) =>
        (await db.Set<Document>().FindAsync([document], ct) ?? throw new NotHere()).Attach(file);

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

    public async Task<IReadOnlyList<DocumentFace>> Of(CityDb db, string subjectKind, Guid subjectId, CancellationToken ct) =>
        await db.Set<Document>().Where(d => d.SubjectKind == subjectKind && d.SubjectId == subjectId).OrderByDescending(d => d.RegisteredAt)
            .ThenByDescending(d => d.Serial)
            .Select(d => new DocumentFace(d.Id, d.Number, d.Subject, d.RecordClass, d.ClassName, d.RetentionYears, d.RetainedUntil,
                d.File)
            { Void = d.VoidReason, VoidedAt = d.VoidedAt }).ToListAsync(ct);
}
