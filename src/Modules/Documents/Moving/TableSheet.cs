using System.Globalization;
using System.Runtime.CompilerServices;
using Keyaki.Contracts.Documents;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Keyaki.Documents;

/// <summary>A table beside the register, of which it is said once which column is called how: its rows leave as they are, and come back so.
/// Records, 簿冊 and files have other ids where they come in; they are told by number, by year, class and title, and by hash. A row is added
/// once, and none is changed.</summary>
/// <param name="says">A column for each property: Name=heading, with a star those that tell rows apart. Name alone leaves a property out:
/// it follows from the others.</param>
class TableSheet<T>(string code, string title, string says, IDatabase database, Arrivals arrivals, TimeProvider clock)
    : MovingSheet(arrivals) where T : class
{
    protected TimeProvider Clock { get; } = clock;
    const string Key = "Id", Record = "DocumentId", File = "File";
    const int Some = 500;
    static readonly string[] Records = [Record, "Related", "Certificate"], Binders = ["From", "To", "RecordFile"];

    /// <summary>A property and its column.</summary>
    sealed record Part(IProperty Of, Column Column, bool Tells);

    IReadOnlyList<Part>? parts;

    public override string Code => code;
    public override string Title => title;
    public override IReadOnlyList<Column> Columns => columns ??= [.. Parts.Select(p => p.Column)];
    IReadOnlyList<Column>? columns;

    /// <summary>What has to go on here once such a row has come.</summary>
    public Action<CityDb, T> Then { get; init; } = (_, _) => { };

    IReadOnlyList<Part> Parts => parts ??= Read();

    /// <exception cref="InvalidOperationException">a column of the table is not named.</exception>
    IReadOnlyList<Part> Read()
    {
        using var db = database.OpenReader();
        var said = says.Split(' ').Select(s => s.Split('=')).ToDictionary(s => s[0].TrimEnd('*'));
        var properties = db.Model.FindEntityType(typeof(T))?.GetProperties().ToList() ?? [];
        if (properties.Find(p => !said.ContainsKey(p.Name)) is { } missing)
            throw new InvalidOperationException($"{code} does not say how {missing.Name} leaves");
        return [.. said.Where(s => s.Value.Length > 1).Select(s => properties.Find(p => p.Name == s.Key) is { } of
            ? new Part(of, Made(of, s.Value[1]), s.Value[0].EndsWith('*'))
            : throw new InvalidOperationException($"{code} has no {s.Key}"))];
    }

    static Column Made(IProperty of, string label)
    {
        var type = Nullable.GetUnderlyingType(of.ClrType) ?? of.ClrType;
        var column = Records.Contains(of.Name) ? Text(of.Name, label, Document.LongestNumber, "先に文書の台帳を取り込んでください。")
            : Binders.Contains(of.Name) ? Binder(of.Name, label)
            : of.Name == File ? new("files", label, "役割|場所|SHA-256|ファイル名|題名") { MaxLength = 2_000, Long = true }
            : type == typeof(DateOnly) ? Column.Day(of.Name, label)
            : type == typeof(DateTimeOffset) ? Moment(of.Name, label)
            : type == typeof(bool) ? new(of.Name, label) { Choices = [Cell.Yes, Cell.No], Tidy = cell => Cell.Mark(cell) ?? cell }
            : type.IsEnum ? new(of.Name, label) { Choices = [.. Enum.GetValues(type).Cast<object>().Select(Word)] }
            : type == typeof(string) ? Text(of.Name, label, of.GetMaxLength() ?? 4_000)
            : type == typeof(Guid) ? Id(of.Name, label)
            : Column.Number(of.Name, label);
        return column with { Required = !of.IsNullable && of.Name is not (Key or "By") && type != typeof(string) || column.Name is Record };
    }

    static string Word(object? value) => value switch
    {
        HoldKind kind => kind.Label(),
        Fate fate => fate.Label(),
        DateOnly day => Cell.Of(day),
        DateTimeOffset at => Of(at),
        bool yes => Cell.Of(yes),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    /// <exception cref="FormatException">the cell was not looked at before.</exception>
    static object? Value(Type type, string cell) =>
        cell.Length == 0 ? type == typeof(string) ? "" : null
        : type == typeof(string) ? cell
        : type == typeof(Guid) ? Guid.Parse(cell)
        : type == typeof(DateOnly) ? Cell.Day(cell)
        : type == typeof(DateTimeOffset) ? Time(cell)
        : type == typeof(bool) ? cell == Cell.Yes
        : type.IsEnum ? Enum.GetValues(type).Cast<object>().First(v => Word(v) == cell)
        : Convert.ChangeType(Cell.Whole(cell), type, CultureInfo.InvariantCulture);

    string Told(IReadOnlyDictionary<string, string> row) => row.GetValueOrDefault(Key) is { Length: > 0 } id ? id
        : string.Join('\n', Parts.Where(p => p.Tells).Select(p => row[p.Column.Name]));

    public override string? KeyOf(IReadOnlyDictionary<string, string> row) => Told(row);

    /// <summary>The rows of these ids; all of a table that has none.</summary>
    protected virtual Task<List<T>> Of(CityDb db, IReadOnlyCollection<Guid>? ids, IStaff staff, CancellationToken ct) =>
        (ids is null ? db.Set<T>() : db.Set<T>().Where(x => ids.Contains(EF.Property<Guid>(x, Key)))).AsNoTracking().ToListAsync(ct);

    protected virtual Task<List<Guid>> Ids(CityDb db, CancellationToken ct) =>
        db.Set<T>().Select(x => EF.Property<Guid>(x, Key)).ToListAsync(ct);

    public override async IAsyncEnumerable<IReadOnlyDictionary<string, string>> All(CityDb db, IStaff staff,
        [EnumeratorCancellation] CancellationToken ct)
    {
        List<Guid[]?> slices = Parts.Any(p => p.Of.Name == Key) ? [.. (await Ids(db, ct)).Order().Chunk(Some)] : [null];
        foreach (var ids in slices)
            // Put in order here, so that both databases give the same one.
            foreach (var row in (await Cells(db, await Of(db, ids, staff, ct), ct))
                .OrderBy(r => string.Join('\n', Columns.Select(c => r[c.Name])), StringComparer.Ordinal)) yield return row;
    }

    IEnumerable<Guid> Named(string[] which, IEnumerable<T> rows) =>
        [.. Parts.Where(p => which.Contains(p.Of.Name)).SelectMany(p => rows.Select(r => p.Of.GetGetter().GetClrValue(r)))
            .OfType<Guid>().Distinct()];

    async Task<List<Dictionary<string, string>>> Cells(CityDb db, IReadOnlyList<T> rows, CancellationToken ct)
    {
        var (documents, binders, files) = (Named(Records, rows), Named(Binders, rows), Named([File], rows));
        var words = await db.Set<Document>().Where(d => documents.Contains(d.Id)).ToDictionaryAsync(d => d.Id, d => d.Number, ct);
        if (binders.Any())
            foreach (var f in await db.Set<RecordFile>().AsNoTracking().Where(f => binders.Contains(f.Id)).ToListAsync(ct))
                words[f.Id] = Binder(f);
        if (files.Any())
            foreach (var f in await db.Set<StoredFile>().AsNoTracking().Where(f => files.Contains(f.Id) && f.UsedBy != null)
                .ToListAsync(ct))
                words[f.Id] = MovedFile.Of(new() { Id = f.Id, DocumentId = f.Id, File = f.Id, Title = f.Name, Role = FileRole.Issued }, f)
                    .ToString();
        string Say(Part part, object? value) =>
            value is Guid id && (part.Of.Name == File || Records.Contains(part.Of.Name) || Binders.Contains(part.Of.Name))
                ? words.GetValueOrDefault(id, "") : Word(value);
        return [.. rows.Select(r => Parts.ToDictionary(p => p.Column.Name, p => Say(p, p.Of.GetGetter().GetClrValue(r))))];
    }

    protected override async Task<Appraisal> Look(CityDb db, IReadOnlyList<IReadOnlyDictionary<string, string>> rows, Guid by,
        CancellationToken ct)
    {
        List<string> Said(IEnumerable<string> names) => [.. Columns.Select(c => c.Name).Intersect(names)
            .SelectMany(n => rows.Select(r => r[n])).Where(c => c.Length > 0).Distinct()];
        var numbers = Said(Records);
        var known = (await db.Set<Document>().Where(d => numbers.Contains(d.Number)).Select(d => new { d.Number, d.Id }).ToListAsync(ct))
            .ToLookup(d => d.Number, d => d.Id);
        var titles = Said(Binders).ConvertAll(b => b.Split('|', 3)[^1]);
        var binders = titles.Count == 0 ? [] : (await db.Set<RecordFile>().AsNoTracking().Where(f => titles.Contains(f.Title))
            .ToListAsync(ct)).ToDictionary(Binder, f => f.Id);
        var above = Said(["ListId", "CopyId"]).ConvertAll(c => Guid.TryParse(c, out var id) ? id : Guid.Empty);
        var parents = above.Count == 0 ? [] : await db.Set<DisposalList>().Where(l => above.Contains(l.Id)).Select(l => l.Id)
            .Union(db.Set<DisclosedCopy>().Where(c => above.Contains(c.Id)).Select(c => c.Id)).ToListAsync(ct);
        var hashes = Said([nameof(DisclosedCopy.SourceHash)]);
        var sources = hashes.Count == 0 ? [] : await (from f in db.Set<DocumentFile>()
                                                      join s in db.Set<StoredFile>() on f.File equals s.Id where hashes.Contains(s.Hash)
                                                      select new { f.DocumentId, s.Hash, s.Id }).ToListAsync(ct);
        var there = (await There(db, rows, [.. known.SelectMany(k => k)], ct)).ToLookup(Told);
        return (row, wrong) =>
        {
            foreach (var part in Parts)
                if (row[part.Column.Name] is { Length: > 0 } cell)
                {
                    var name = part.Of.Name;
                    if (Records.Contains(name) && known[cell].Count() is var count and not 1)
                        wrong.Add(new(name, count == 0 ? $"番号「{cell}」の文書が台帳にありません。先に取り込んでください。" : $"番号「{cell}」の文書がいくつもあります。"));
                    if (Binders.Contains(name) && !binders.ContainsKey(cell))
                        wrong.Add(new(name, $"簿冊「{cell}」がありません。先に文書の台帳と簿冊を取り込んでください。"));
                    if (name is "ListId" or "CopyId" && Guid.TryParse(cell, out var id) && !parents.Contains(id))
                        wrong.Add(new(name, "もとになる一覧か写しがありません。先に取り込んでください。"));
                }
            var mine = Files(row, wrong);
            foreach (var file in mine) if (Came.GetValueOrDefault(file)?.Wrong is { } why) wrong.Add(new("files", why));
            if (row.GetValueOrDefault("Related") is { Length: > 0 } other && other == row[Record])
                wrong.Add(new("Related", "ほかの文書の番号を書いてください。"));
            if (wrong.Count > 0) return Verdict.Bad(wrong);
            if (there[Told(row)].ToList() is { Count: > 0 } same)
                return same.Exists(s => Columns.All(c => row[c.Name] == s[c.Name] || row[c.Name].Length == 0 && c.Name is Key or "By"))
                    ? Verdict.Same : Verdict.Bad(new Wrong(Columns[0].Name, Twice));
            return new("新しく入ります", [], () =>
            {
                var made = Make(row);
                db.Append(made);
                Then(db, made);
            });
        };

        T Make(IReadOnlyDictionary<string, string> row)
        {
            var made = db.Entry((T)RuntimeHelpers.GetUninitializedObject(typeof(T)));
            var id = row.GetValueOrDefault(Key) is { Length: > 0 } own ? Guid.Parse(own) : Clock.NewId();
            foreach (var part in Parts)
            {
                var (name, cell) = (part.Of.Name, row[part.Column.Name]);
                made.Property(name).CurrentValue = name == Key ? id
                    : name == File ? Keep(db, Files(row, []), id)
                    : name == "By" && cell.Length == 0 && !part.Of.IsNullable ? by
                    : cell.Length == 0 && part.Of.IsNullable ? null
                    : Records.Contains(name) ? known[cell].Single()
                    : Binders.Contains(name) ? binders[cell]
                    : Value(Nullable.GetUnderlyingType(part.Of.ClrType) ?? part.Of.ClrType, cell);
            }
            if (row.TryGetValue(nameof(DisclosedCopy.SourceHash), out var hash))
                made.Property(nameof(DisclosedCopy.Source)).CurrentValue =
                    sources.Find(s => s.Hash == hash && s.DocumentId == known[row[Record]].Single())?.Id ?? Guid.Empty;
            return made.Entity;
        }
    }

    /// <summary>What is there of these ids, or of these records.</summary>
    async Task<List<Dictionary<string, string>>> There(CityDb db, IReadOnlyList<IReadOnlyDictionary<string, string>> rows,
        IReadOnlyList<Guid> documents, CancellationToken ct)
    {
        var ids = rows.Select(r => Guid.TryParse(r.GetValueOrDefault(Key), out var id) ? id : Guid.Empty).Where(i => i != default).ToList();
        var (byId, byRecord) = (Parts.Any(p => p.Of.Name == Key), Parts.Any(p => p.Of.Name == Record));
        var found = byRecord && byId ? db.Set<T>().Where(x => ids.Contains(EF.Property<Guid>(x, Key))
                || documents.Contains(EF.Property<Guid>(x, Record)))
            : byRecord ? db.Set<T>().Where(x => documents.Contains(EF.Property<Guid>(x, Record)))
            : db.Set<T>().Where(x => ids.Contains(EF.Property<Guid>(x, Key)));
        var cells = await Cells(db, await found.AsNoTracking().ToListAsync(ct), ct);
        // Told by its id, and by what a table without ids says.
        return [.. cells.SelectMany(c => byId ? [c, new(c) { [Key] = "" }] : new[] { c })];
    }

    Guid? Keep(CityDb db, IReadOnlyList<MovedFile> files, Guid by)
    {
        if (files is not [var file, ..]) return null;
        var stored = Stored(file, by, Clock);
        db.Append(stored);
        return stored.Id;
    }
}
