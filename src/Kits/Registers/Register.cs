using System.Runtime.CompilerServices;
using System.Text.Json;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Kits;

/// <summary>Something that is done with a register: who may, and what stands of it in the journal.</summary>
public sealed record RegisterAct(Permission Who, Deed Deed);

/// <summary>All that is done with a register; none of it can be left unsaid.</summary>
/// <param name="See">The list and a record, also as of a day.</param>
/// <param name="Give">The list as a file.</param>
public sealed record RegisterActs(RegisterAct See, RegisterAct Give, RegisterAct Begin, RegisterAct Change, RegisterAct End,
    RegisterAct Undo)
{
    /// <summary>The acts where one power is enough to see and one to keep, with the usual texts.</summary>
    /// <param name="code">What the codes in the journal begin with: plan.forms.</param>
    /// <param name="list">What the register is called there: 様式の一覧.</param>
    /// <param name="look">What stands in the journal when somebody looks, where it tells of persons: in three, because they read
    /// it.</param>
    public static RegisterActs Of(string code, string list, Permission see, Permission keep, Deed? look = null)
    {
        RegisterAct Act(string did, string words) => new(keep, new($"{code}.{did}", $"{list}{words}"));
        return new(See: new(see, look ?? Deed.None), Give: new(see, look ?? Deed.None), Begin: Act("begun", "に入れた"),
            Change: Act("changed", "の内容を直した"), End: Act("ended", "で終わりにした"), Undo: Act("undone", "の記録を取り消した"));
    }
}

/// <summary>台帳: records with a number, whose fields are named once. The list, search, a record's page with its history, new, change
/// with a reason, end, undo, and tables in and out follow from it. A room says what is wrong with a record as a whole, and may bring
/// pages of its own in the place of these.</summary>
public abstract class Register<T>(CityProfile city, TimeProvider clock, RegisterFields<T> fields) : Listing where T : Recorded, new()
{
    internal const string Taken = "表の取り込み", First = "新しく入れた";

    public RegisterFields<T> Fields => fields;
    protected CityProfile City => city;
    protected TimeProvider Clock => clock;

    public abstract RegisterActs Acts { get; }

    /// <summary>What a record is called in the journal: plan.form. At most 39 letters.</summary>
    public abstract string Kind { get; }

    /// <summary>What one record is called: 様式.</summary>
    public abstract string Noun { get; }

    /// <summary>Where it stands in the menu; in that order everybody's search shows its group.</summary>
    public virtual MenuGroup Part => MenuGroup.Internal;

    /// <summary>Those that this officer may see.</summary>
    public virtual IQueryable<T> Visible(Look look) => look.Db.Set<T>();

    /// <summary>What is wrong with a record whose fields are right by themselves. What it is held against is asked once, for
    /// many.</summary>
    protected virtual Task<Func<T, IEnumerable<Wrong>>> Rules(CityDb db, CancellationToken ct) =>
        Task.FromResult<Func<T, IEnumerable<Wrong>>>(_ => []);

    /// <summary>What the list says above itself, and what a record's page says below its fields.</summary>
    public virtual Task<RenderFragment?> Above(Look look) => Task.FromResult<RenderFragment?>(null);
    public virtual Task<RenderFragment?> Below(Look look, T record) => Task.FromResult<RenderFragment?>(null);

    /// <summary>What this officer may read of records of other rooms that fields name (<see cref="RegisterFields{T}.Record"/>).</summary>
    public virtual Task<IReadOnlyDictionary<Guid, ShellLink>> Named(Look look, IReadOnlyCollection<Guid> records) =>
        Task.FromResult<IReadOnlyDictionary<Guid, ShellLink>>(new Dictionary<Guid, ShellLink>());

    /// <summary>Whether whoever may end a record does so at once; else a room of its own decides it.</summary>
    public virtual bool Ends => true;

    /// <summary>What the list says where there is nothing yet.</summary>
    public virtual string Nothing => $"「{NewWords}」か「表を取り込む」で始めてください。";
    internal string NewWords => $"{Noun}を入れる";

    /// <summary>The persons of whom a record tells, for the journal.</summary>
    public virtual IEnumerable<Guid?> Persons(T record) => [];

    public override string Home => $"{At}/{Code}";
    public override string After => $"同じ番号の{Noun}は、新しい内容になります。前の内容は履歴に残ります。";
    public string NewUrl => $"{Home}/new";
    public string Url(Guid id) => $"{Home}/{id}";

    /// <summary>Who may take a table in; beside it every power over its columns, because a table writes them all.</summary>
    public virtual Permission Takes => Acts.Begin.Who;

    public override bool Opens(Look look) => look.Actor.Can(Takes)
        && fields.Kept.All(f => f.Personal is not { } power || look.Actor.Can(power));

    /// <summary>The fields that this officer may know of.</summary>
    internal IReadOnlyList<RegisterField<T>> For(Look look) =>
        [.. fields.Kept.Where(f => f.Personal is not { } power || look.Actor.Can(power))];

    /// <summary>The personal fields that this officer may not know of.</summary>
    IEnumerable<RegisterField<T>> Hidden(Look look) => fields.Kept.Except(For(look));

    public override bool TellsOfPersons => fields.Kept.Any(f => f.Personal is not null);

    /// <summary>What somebody was shown stands in the journal where it is of a person.</summary>
    internal void Looked(Look look, IReadOnlyCollection<T> shown)
    {
        if (!Acts.See.Deed.IsLook || shown.Count == 0) return;
        if (TellsOfPersons && For(look).All(f => f.Personal is null)) return;
        look.Journal.Fact("list", Code).With([.. shown.SelectMany(Persons)]);
        if (shown.Count == 1) look.Journal.About(Kind, shown.First().Id);
        if (For(look).Any(f => f.Personal is not null)) look.Journal.Unnamed();
    }

    /// <summary>What a record is called.</summary>
    public string Name(T record) => fields.Title.Kept(record) is { Length: > 0 } name ? name : record.Code;

    internal string PersonalKind => $"{Kind}+";
    internal bool FindsPersonal => fields.Kept.Any(f => f is { Found: true, Personal: not null });

    /// <summary>By what a record is found.</summary>
    internal string Words(T record, bool personal) => string.Join(' ', fields.Kept.Where(f => f.Found && (personal || f.Personal is null))
        .Select(f => f.Words(record, city, clock.Today())).Where(w => w.Length > 0));

    internal Orders<T, T> Orders => orders ??= Ordered();
    Orders<T, T>? orders;

    Orders<T, T> Ordered()
    {
        var made = new Orders<T, T>(r => r.Id, r => r.Id);
        foreach (var field in fields.Kept.Where(f => f.Ordered)) field.Order(made);
        return made;
    }

    // --- versions ---

    /// <summary>The record as a version says it.</summary>
    internal T Of(RecordVersion<T> version)
    {
        var record = new T { Id = version.Subject, EndedOn = version.EndedOn, Version = version.Number };
        var cells = version.Cells;
        foreach (var field in fields.Kept) field.Put(record, cells.GetValueOrDefault(field.Name, ""));
        return record;
    }

    RecordVersion<T> Say(T record, long number, DateOnly from, Guid? by, string reason, RecordVersion<T>? instead,
        bool nothing = false) => new()
        {
            Subject = record.Id, Number = number, ValidFrom = from, RecordedAt = clock.GetUtcNow(), By = by, Reason = reason,
            Replaces = instead?.Number, Line = instead?.Line ?? number, Void = nothing,
            Code = record.Code, EndedOn = record.EndedOn, Content = JsonSerializer.Serialize(fields.Texts(record)),
        };

    /// <summary>Puts a new record into the register, valid from that day.</summary>
    public T Begin(CityDb db, T record, DateOnly from, Guid? by, string reason = First)
    {
        record.Version = 1;
        db.Add(record);
        db.Append(Say(record, 1, from, by, reason, null));
        return record;
    }

    /// <summary>Writes the version that says what stands in this tracked record now, valid from today: a change (or the end) by an act
    /// of the room.</summary>
    public void Changed(CityDb db, T record, Guid? by, string reason) =>
        db.Append(Say(record, ++record.Version, clock.Today(), by, reason, null));

    /// <summary>The same, and the files that it names belong to it.</summary>
    public async Task Changed(Turn turn, T record, string reason)
    {
        Changed(turn.Db, record, turn.Me, reason);
        await RegisterForms.Keep(turn, this, record, await History(turn.Db, record.Id, turn.Stop));
    }

    /// <summary>Gives the next numbers, in the caller's turn; a register whose numbers are written gives none.</summary>
    public async Task<Func<string>> Numbers(CityDb db, CancellationToken ct)
    {
        if (fields.Counted is not { } prefix) return () => "";
        var name = $"register.{Kind}";
        var known = await db.Set<Counter>().AsTracking().FirstOrDefaultAsync(c => c.Name == name, ct);
        var counter = known ?? new Counter { Name = name, Value = 0 };
        // Numbers that a table brought count, too.
        var last = await db.Set<T>().Where(r => r.Code.StartsWith(prefix)).OrderByDescending(r => r.Code).Select(r => r.Code)
            .FirstOrDefaultAsync(ct);
        if (long.TryParse(last?[prefix.Length..], out var brought)) counter.Value = Math.Max(counter.Value, brought);
        return () =>
        {
            if (db.Entry(counter).State is EntityState.Detached) db.Add(counter);
            return $"{prefix}{++counter.Value:00000}";
        };
    }

    internal Task<List<RecordVersion<T>>> History(CityDb db, Guid id, CancellationToken ct) =>
        db.Set<RecordVersion<T>>().AsNoTracking().Where(v => v.Subject == id).OrderBy(v => v.Number).ToListAsync(ct);

    /// <summary>Appends what was said of a record and makes the record what holds today.</summary>
    /// <param name="said">What it says from that day on; null: that it takes back what it replaces.</param>
    /// <exception cref="Rule">by what is left it would never have been in the register, what only an act of the room changes would
    /// change with it, or what who acts may not see.</exception>
    internal void Append(Look by, T record, List<RecordVersion<T>> history, T? said, DateOnly from, string reason,
        RecordVersion<T>? instead)
    {
        var version = Say(said ?? record, history.Count + 1, from, by.Me, reason, instead, said is null);
        history.Add(version);
        var (today, now) = (clock.Today(), clock.GetUtcNow());
        var held = history.AsOf(today, now) ?? throw new Rule("",
            $"これを取り消すと、この{Noun}の内容が1つもなくなります。要らないときは「終わりにする」を選んでください。");
        var stands = Of(held);
        if (fields.Kept.Any(f => f.Fixed && f.Kept(record) != f.Kept(stands)) || !Ends && record.EndedOn != held.EndedOn)
            throw new Rule("",
                $"これは、決裁などで決まったことです。履歴からは取り消せません。この{Noun}の画面で、もう一度手続きをしてください。");
        if (Hidden(by).Any(f => history.Any(v => Then(history[..^1], f, v.ValidFrom) != Then(history, f, v.ValidFrom))))
            throw new Rule("", "これで、あなたには見えない項目も変わります。その項目を見られる職員に頼んでください。");
        foreach (var field in fields.Kept) field.Set(record, field.Get(stands));
        (record.EndedOn, record.Version) = (held.EndedOn, version.Number);
        by.Db.Append(version);
    }

    /// <summary>What a field held on that day.</summary>
    static string? Then(List<RecordVersion<T>> history, RegisterField<T> field, DateOnly day) =>
        history.AsOf(day, DateTimeOffset.MaxValue)?.Cells.GetValueOrDefault(field.Name);

    /// <summary>A record with the fields of another one.</summary>
    internal T Copy(T record)
    {
        var copy = new T { Id = record.Id, EndedOn = record.EndedOn, Version = record.Version };
        foreach (var field in fields.Kept) field.Set(copy, field.Get(record));
        return copy;
    }

    internal async Task<IReadOnlyList<Wrong>> Wrongs(CityDb db, T record, CancellationToken ct) => [.. (await Rules(db, ct))(record)];

    // --- tables ---

    public override IReadOnlyList<Column> Columns => columns ??= [.. fields.Kept.Where(f => f.InTables).Select(f => f.Column(city))];
    IReadOnlyList<Column>? columns;

    public override string? KeyOf(IReadOnlyDictionary<string, string> row) => Cell.Text(row.GetValueOrDefault("code", ""));

    protected override async Task<Appraisal> Look(CityDb db, IReadOnlyList<IReadOnlyDictionary<string, string>> rows, Guid by,
        CancellationToken ct)
    {
        var (rules, number) = (await Rules(db, ct), await Numbers(db, ct));
        var codes = rows.Select(KeyOf).OfType<string>().Distinct().ToList();
        var there = await db.Set<T>().AsTracking().Where(r => codes.Contains(r.Code)).ToDictionaryAsync(r => r.Code, ct);
        var keys = codes.Where(c => !there.ContainsKey(c)).Select(Spoilt.Of).Distinct().ToList();
        var spoilt = (await db.Set<T>().Where(r => keys.Contains(r.CodeKey)).Select(r => new { r.CodeKey, r.Code }).ToListAsync(ct))
            .ToLookup(r => r.CodeKey, r => r.Code);
        return (row, wrong) => Judged(db, row, wrong, there.GetValueOrDefault(KeyOf(row) ?? ""), spoilt, rules, number, by);
    }

    Verdict Judged(CityDb db, IReadOnlyDictionary<string, string> row, List<Wrong> wrong, T? before, ILookup<string, string> spoilt,
        Func<T, IEnumerable<Wrong>> rules, Func<string> number, Guid by)
    {
        var code = KeyOf(row) ?? "";
        if (before is null && code.Length > 0 && spoilt[Spoilt.Of(code)].ToList() is [var meant])
            wrong.Add(new("code",
                $"番号「{code}」は、一覧の「{meant}」のことではありませんか。表計算ソフトで、先頭の0が消えたり日付に変わったりします。")
            { Offer = meant });
        if (before?.EndedOn is not null) wrong.Add(new("code",
            $"番号「{code}」の{Noun}は、終わったものです。使い直すときは、その画面で終わりを取り消してください。"));
        // What can be read is held against the rules, too: all that is wrong with a row is said at one time.
        var fresh = before is null ? new T { Id = clock.NewId() } : Copy(before);
        foreach (var field in fields.Kept.Where(f => f.InTables))
            field.Put(fresh, wrong.Any(w => w.Column == field.Name) ? "" : field.FromCell(row.GetValueOrDefault(field.Name, ""), city));
        if (before is not null)
            wrong.AddRange(fields.Kept.Skip(1).Where(f => f.Fixed && f.InTables && f.Kept(before) != f.Kept(fresh))
                .Select(f => new Wrong(f.Name, $"「{f.Label}」は、表では変えられません。その{Noun}の画面で手続きをしてください。"))
                    .ToList());
        wrong.AddRange(rules(fresh).Where(w => wrong.All(known => known.Column != w.Column)).ToList());
        if (wrong.Count > 0) return Verdict.Bad(wrong);
        if (before is null) return new("新しく入ります", [], () =>
        {
            if (code.Length == 0) fresh.Code = number();
            Begin(db, fresh, clock.Today(), by, Taken);
        });
        if (fields.Kept.All(f => f.Kept(before) == f.Kept(fresh))) return Verdict.Same;
        return new("今の内容を書き換えます", [], () =>
        {
            foreach (var field in fields.Kept) field.Set(before, field.Get(fresh));
            Changed(db, before, by, Taken);
        });
    }

    /// <summary>Whether there is a record with this number.</summary>
    public Task<bool> Has(CityDb db, string key, CancellationToken ct) => db.Set<T>().AnyAsync(r => r.Code == key, ct);

    public override async IAsyncEnumerable<Line> Lines(CityDb db, Guid? only, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var r in db.Set<T>().AsNoTracking().Where(r => r.EndedOn == null && (only == null || r.Id == only))
            .OrderBy(r => r.Code).AsAsyncEnumerable().WithCancellation(ct))
            yield return new(r.Id, Name(r), r.Version, fields.Kept.Where(f => f.InTables).ToDictionary(f => f.Name, f => f.Cells(r, city)));
    }
}
