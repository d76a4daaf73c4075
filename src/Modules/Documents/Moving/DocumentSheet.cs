using System.Runtime.CompilerServices;
using Keyaki.Contracts.Documents;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Documents;

/// <summary>文書の台帳 as a table, with the files of each record. Number, days and retention are kept as the other system had them; a record
/// comes with all of its files or not at all.</summary>
sealed class DocumentSheet(CityProfile city, Arrivals arrivals, Search search, FullText texts, Outbox outbox, TimeProvider clock)
    : MovingSheet(arrivals)
{
    public const string Kind = "moved", Name = "documents", Forever = "永年";
    const int Some = 500;
    public static readonly Deed Brought = new("documents.came", "ほかのシステムの文書を台帳に入れた", "ほかの きろくを 入れた",
        "registered a document of another system");

    static readonly string[] Gone = [DocumentState.Destroyed.Label().Word, DocumentState.Transferred.Label().Word];
    internal static readonly Order<Document, Document> ByNumber = new Order<Document, Document>().Up(d => d.Number, d => d.Number)
        .Up(d => d.Id, d => d.Id);

    public override string Code => Name;
    public override string Title => "文書の台帳";

    public override IReadOnlyList<Column> Columns { get; } =
    [
        Text("number", "文書番号", Document.LongestNumber, "もとの番号のまま書いてください。市の番号と重なるときは、市がこれから付ける番号の方をとばします。", required: true),
        Text("subject", "件名", Document.LongestSubject, required: true),
        Text("department", "課", 80, "課の名前かコード。なくなった課も書けます。", required: true),
        Text("class", "文書分類", 200, "市の文書分類表の小分類の名前かコード。", required: true),
        Column.Day("created", "作成日") with { Required = true },
        Column.Day("completed", "完結日", "空なら、まだ完結していない文書です。"),
        Choice<Direction>("direction", "種別", d => d.Label(), hint: "空なら資料です。"),
        Text("counterparty", "相手方", Document.LongestCounterparty),
        Choice<DisclosureClass>("disclosure", "公開区分", d => d.Label(), required: true),
        Text("reason", "公開しない理由", Document.LongestReason),
        new("years", "保存年限", "年数か「永年」。") { Required = true, MaxLength = 10, Wrong = cell => cell == Forever
            || Cell.Whole(cell) is >= 1 and <= 200 ? null : "「保存年限」は1から200までの年数か「永年」と書いてください。" },
        Choice<RetentionStart>("start", "起算", s => s.Label(), hint: "空なら分類のとおりです。"),
        Choice<AtExpiry>("then", "満了時", t => t.Label(), hint: "空なら分類のとおりです。"),
        Column.Day("from", "起算日", "書いた日のまま残ります。保存満了日が空のときだけ、年限から数えます。"),
        Column.Day("until", "保存満了日", "書いた日のまま残ります。空なら年限から数えます。"),
        Year("fileYear", "簿冊の年度"),
        Text("fileClass", "簿冊の分類", 80, "空なら文書分類と同じです。"),
        Text("file", "簿冊", RecordFile.LongestTitle, "空なら分類の名前です。ない簿冊は開きます。"),
        Text("shelf", "紙の置き場所", Document.LongestPlace),
        Text("className", "分類の名前", 200, "当時の名前。空なら今の分類表のとおりです。"),
        Text("classPath", "分類の三段", 600, "当時の大・中・小分類。空なら今の分類表のとおりです。"),
        Moment("registered", "登録日時", "空なら作成日です。"),
        Moment("voidedAt", "無効にした日時"),
        Text("voidReason", "無効の理由", Document.LongestReason), Id("voidedBy", "無効にした職員"),
        new("state", "状態", $"終わった文書だけに「{Gone[0]}」か「{Gone[1]}」と書きます。題名と番号だけの記録になります。")
        { Choices = [.. Enum.GetValues<DocumentState>().Select(s => s.Label().Word)] },
        Moment("endedAt", "終わった日時"),
        Id("person", "本人"), Id("officer", "起案者・担当者"),
        new("files", "ファイル", $"1行に1つ、{MovedFile.Most}個まで：役割|場所|SHA-256|ファイル名|題名。場所より後ろは省けます。") { MaxLength = 300_000, Long = true },
    ];

    public override string? KeyOf(IReadOnlyDictionary<string, string> row) => Cell.Text(row.GetValueOrDefault("number", ""));

    protected override async Task<Appraisal> Look(CityDb db, IReadOnlyList<IReadOnlyDictionary<string, string>> rows, Guid by,
        CancellationToken ct)
    {
        var numbers = rows.Select(KeyOf).OfType<string>().Distinct().ToList();
        var there = (await db.Set<Document>().AsNoTracking().Where(d => numbers.Contains(d.Number))
            .Select(d => new { d.Number, d.Subject, d.Department, d.CreatedOn }).ToListAsync(ct)).ToLookup(d => d.Number);
        var places = rows.Select(r => Place(r)).OfType<Bound>().Distinct().ToList();
        var titles = places.Select(p => p.Title).Distinct().ToList();
        var bound = (await db.Set<RecordFile>().AsNoTracking().Where(f => titles.Contains(f.Title)).ToListAsync(ct))
            .ToDictionary(f => new Bound(f.FiscalYear, f.RecordClass, f.Title));
        // A row that is mended by hand was not made ready.
        var files = rows.SelectMany(r => Files(r, [])).All(Came.ContainsKey) ? Came : await Arrive(rows, taking: false, ct);
        // Their texts are taken out together: one errand for a slice, when the first of its files comes.
        var together = clock.NewId();
        var errand = new Lazy<bool>(() =>
        {
            outbox.Add(db, TakeText.WorkKind, $"{together:N}", new TakeText.Errand(Guid.Empty, together));
            return true;
        });
        return (row, wrong) =>
        {
            var created = Cell.Day(row["created"]) ?? clock.Today();
            var department = Department(city, row["department"], created);
            if (department is null && row["department"].Length > 0) wrong.Add(NoDepartment(row["department"]));
            if (ClassOf(row["class"], created) is null && row["class"].Length > 0) wrong.Add(NoClass(row["class"]));
            if (row["voidedAt"].Length > 0 != row["voidReason"].Length > 0) wrong.Add(new("voidReason", "無効にした日時と理由は、両方を書いてください。"));
            if (row["endedAt"].Length > 0 != Gone.Contains(row["state"])) wrong.Add(new("endedAt", "終わった文書には、状態と終わった日時の両方を書いてください。"));
            if (row["state"] == Gone[0] && row["files"].Length > 0) wrong.Add(new("files", "廃棄した文書には、ファイルを書かないでください。"));
            if (row["years"] == Forever && row["until"].Length > 0) wrong.Add(new("until", "永年の文書には、保存満了日を書かないでください。"));
            var mine = Files(row, wrong);
            if (there[row["number"]].FirstOrDefault() is { } same)
                return wrong.Count == 0 && (same.Subject, same.Department, same.CreatedOn) == (row["subject"], department, created)
                    ? Verdict.Same : Verdict.Bad([.. wrong, new Wrong("number", Twice)]);
            foreach (var file in mine)
                if (files[file].Wrong is { } why) wrong.Add(new("files", why));
            // What was there before it was closed belongs into it, also when its row is mended later.
            if (Place(row) is { } place && bound.GetValueOrDefault(place)?.ClosedAt <= (Time(row["registered"]) ?? created.Midnight()))
                wrong.Add(new("file", $"簿冊「{place.Title}」は、この文書より前に締め切られています。開いている簿冊を書いてください。"));
            if (wrong.Count > 0 || department is null || Place(row) is not { } into) return Verdict.Bad(wrong);
            return new($"新しく入ります{(mine.Count > 0 ? $"（ファイル{mine.Count}個）" : "")}", [], () =>
            {
                Take(db, row, department, into, bound, together, mine);
                if (mine.Count > 0) _ = errand.Value;
            });
        };
    }

    /// <summary>簿冊 by what tells it apart.</summary>
    sealed record Bound(int Year, string Class, string Title);

    Bound? Place(IReadOnlyDictionary<string, string> row)
    {
        if (Cell.Day(row["created"]) is not { } created || ClassOf(row["class"], created) is not { } kept) return null;
        var own = Cell.Text(row["fileClass"]) ?? kept.Code;
        return new(Cell.Whole(row["fileYear"]) ?? FiscalYear.Of(created).Year, own, Cell.Text(row["file"]) ?? kept.Title);
    }

    RecordClass? ClassOf(string said, DateOnly on)
    {
        var classes = city.Files<RecordClasses>();
        return classes.Find(said, on)
            ?? (classes.Known(on).Where(c => c.Title == said || c.Path == said).ToList() is [var one] ? one : null);
    }

    void Take(CityDb db, IReadOnlyDictionary<string, string> row, string department, Bound into, Dictionary<Bound, RecordFile> bound,
        Guid together, IReadOnlyList<MovedFile> files)
    {
        var created = Cell.Day(row["created"]) ?? throw new NotHere();
        var kept = ClassOf(row["class"], created) ?? throw new NotHere();
        var document = new Document
        {
            Id = clock.NewId(), Department = department, FiscalYear = FiscalYear.Of(created).Year, Series = Document.Brought,
            Run = row["number"], Serial = 0, Number = row["number"], Subject = row["subject"], RecordClass = kept.Code,
            ClassName = Cell.Text(row["className"]) ?? kept.Title, ClassPath = Cell.Text(row["classPath"]) ?? kept.Path,
            RetentionYears = row["years"] == Forever ? null : Cell.Whole(row["years"]),
            Start = Chosen<RetentionStart>(row["start"], s => s.Label()) ?? kept.Start,
            AtExpiry = Chosen<AtExpiry>(row["then"], t => t.Label()) ?? kept.AtExpiry, CreatedOn = created,
            SubjectKind = Kind, SubjectId = together, Person = Id(row["person"]), Officer = Id(row["officer"]),
            Direction = Chosen<Direction>(row["direction"], d => d.Label()) ?? Direction.Material,
            Counterparty = Cell.Text(row["counterparty"]),
            Disclosure = Chosen<DisclosureClass>(row["disclosure"], d => d.Label()) ?? DisclosureClass.Closed,
            DisclosureReason = Cell.Text(row["reason"]), RegisteredAt = Time(row["registered"]) ?? created.Midnight(),
        };
        document.Came(Cell.Day(row["completed"]), Cell.Day(row["from"]), Cell.Day(row["until"]), Cell.Text(row["shelf"]));
        if (Time(row["endedAt"]) is { } ended)
            document.End(row["state"] == Gone[0] ? DocumentState.Destroyed : DocumentState.Transferred, ended);
        if (Time(row["voidedAt"]) is { } voided) document.Void(row["voidReason"], Id(row["voidedBy"]), voided);
        if (!bound.TryGetValue(into, out var file))
        {
            db.Add(file = bound[into] = new()
            {
                Id = clock.NewId(), FiscalYear = into.Year, Department = department, RecordClass = into.Class, Title = into.Title,
                OpenedAt = new FiscalYear(into.Year).First.Midnight(),
            });
        }
        document.PutInto(file.Id);
        db.Append(document);
        foreach (var each in files) Attach(db, document, each);
        search.Add(db, Registry.Kind, document.Id, $"{document.Number} {document.Subject}", document.Department);
        if (document.State is not DocumentState.Destroyed)
            texts.Add(db, Registry.Kind, document.Id, null, [Registry.Found(document.Number, document.Subject, document.Counterparty)],
                Registry.Marks(document));
        Journal.Note(db, clock, Actor.Program, Brought, Registry.Kind, document.Id, document.Person);
    }

    void Attach(CityDb db, Document document, MovedFile file)
    {
        var stored = Stored(file, document.Id, clock);
        db.Append(stored);
        db.Append(new DocumentFile
        { Id = clock.NewId(), DocumentId = document.Id, File = stored.Id, Title = file.Title, Role = file.Role });
    }

    public override async IAsyncEnumerable<IReadOnlyDictionary<string, string>> All(CityDb db, IStaff staff,
        [EnumeratorCancellation] CancellationToken ct)
    {
        var of = db.Set<Document>().AsNoTracking();
        for (string? at = null; ;)
        {
            var some = await ByNumber.Slice(of, at, Some, rows => rows.ToListAsync(ct));
            var ids = some.Rows.Select(d => d.Id).ToList();
            var bound = some.Rows.Select(d => d.RecordFile).Distinct().ToList();
            var places = await db.Set<RecordFile>().AsNoTracking().Where(f => bound.Contains(f.Id)).ToDictionaryAsync(f => f.Id, ct);
            var files = (await (from f in db.Set<DocumentFile>() where ids.Contains(f.DocumentId)
                                join s in db.Set<StoredFile>() on f.File equals s.Id select new { f, s }).AsNoTracking().ToListAsync(ct))
                .ToLookup(x => x.f.DocumentId, x => MovedFile.Of(x.f, x.s));
            foreach (var d in some.Rows)
                yield return Cells(d, d.RecordFile is { } id ? places.GetValueOrDefault(id) : null, files[d.Id]);
            if ((at = some.After) is null) yield break;
        }
    }

    static Dictionary<string, string> Cells(Document d, RecordFile? file, IEnumerable<MovedFile> files) => new()
    {
        ["number"] = d.Number, ["subject"] = d.Subject, ["department"] = d.Department, ["class"] = d.RecordClass,
        ["created"] = Cell.Of(d.CreatedOn), ["completed"] = Cell.Of(d.CompletedOn), ["direction"] = d.Direction.Label(),
        ["counterparty"] = d.Counterparty ?? "", ["disclosure"] = d.Disclosure.Label(), ["reason"] = d.DisclosureReason ?? "",
        ["years"] = d.RetentionYears is { } years ? Cell.Of((decimal)years) : Forever, ["start"] = d.Start.Label(),
        ["then"] = d.AtExpiry.Label(), ["from"] = Cell.Of(d.RetainedFrom), ["until"] = Cell.Of(d.RetainedUntil),
        ["fileYear"] = Cell.Of((decimal?)file?.FiscalYear), ["fileClass"] = file?.RecordClass ?? "", ["file"] = file?.Title ?? "",
        ["shelf"] = d.Shelf ?? "", ["className"] = d.ClassName, ["classPath"] = d.ClassPath, ["registered"] = Of(d.RegisteredAt),
        ["voidedAt"] = Of(d.VoidedAt), ["voidReason"] = d.VoidReason ?? "", ["voidedBy"] = Of(d.VoidedBy), ["person"] = Of(d.Person),
        ["officer"] = Of(d.Officer),
        ["files"] = string.Join('\n', files.OrderBy(f => f.Role).ThenBy(f => f.Title, StringComparer.Ordinal)
            .ThenBy(f => f.Hash, StringComparer.Ordinal)),
        ["state"] = d.State.Label().Word, ["endedAt"] = Of(d.EndedAt),
    };
}
