using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Kits;

/// <summary>A record as it stands in the list: its address, and its fields in words.</summary>
public sealed record RecordRow(Guid Id, string Url, bool Ended, IReadOnlyList<string> Words);

/// <summary>The list of a register: searched, narrowed, ordered, page by page; also as of a day.</summary>
static class RegisterList
{
    const int Size = 50;

    /// <summary>Among so many of the newest that hold the words the list is narrowed and ordered.</summary>
    internal const int MostFound = 1000;

    public static async Task<IResult> Ask<T>(
        Look look,
        Register<T> register,
        Search search,
        string? q = null,
        string? at = null,
        string? by = null,
        string? ended = null,
        string? asof = null,
        string? known = null) where T : Recorded, new()
    {
        var (fields, words) = (register.For(look), Words.Of(q));
        var listed = fields.Where(f => f.Listed).ToList();
        var (day, learned) = (Cell.Day(asof ?? "") ?? Cell.Day(known ?? ""), Cell.Day(known ?? ""));
        var order = register.Orders.Read(fields.Any(f => f.Name == by?.TrimStart('-')) ? by : null);
        var slice = day is { } then ? await Then(look, register, then, learned, at)
            : await register.Orders[order].Slice(Narrowed(look, register, search, fields, words, ended), at, Size,
                rows => rows.AsNoTracking().ToListAsync(look.Stop));
        register.Looked(look, slice.Rows);
        string Link(string? place, Ordered? ordered) => Address.Of(register.Home, [("q", q), ("by", register.Orders.Say(ordered ?? order)),
            ("ended", ended), ("asof", asof), ("known", known), .. fields.Where(f => f.Narrowed).Select(f =>
                (f.Name, (string?)look.Query[f.Name])), ("at", place)]);
        return ListRecords.Show(new(register, register.NewUrl, register.NewWords, register.Nothing, Can(look, register.Acts.Begin),
            register.Opens(look), Can(look, register.Acts.Give),
            Columns(listed, register), slice.Map(r => Row(r, listed, register, look)), order, Link, words.Said,
                Choices(look, fields, ended),
            day, learned, await register.Above(look))
        { Narrow = Is(look, fields, words, ended) });
    }

    static bool Can(Look look, RegisterAct act) => look.Actor.Can(act.Who);

    static bool Is<T>(Look look, IReadOnlyList<RegisterField<T>> fields, Words words, string? ended) where T : Recorded, new() =>
        !words.AreNone || ended == "yes" || fields.Any(f => f.Narrowed && look.Query[f.Name].ToString().Length > 0);

    static IQueryable<T> Narrowed<T>(Look look, Register<T> register, Search search, IReadOnlyList<RegisterField<T>> fields, Words words,
        string? ended) where T : Recorded, new()
    {
        var rows = register.Visible(look);
        rows = ended == "yes" ? rows.Where(r => r.EndedOn != null) : rows.Where(r => r.EndedOn == null);
        foreach (var field in fields.Where(f => f.Narrowed))
            if (look.Query[field.Name].ToString() is { Length: > 0 and <= 80 } chosen && field.Typed(chosen) is { } value)
                rows = field.Narrow(rows, value);
        // What is personal stands in an index of its own: who may not see it does not find by it.
        var kind = register.FindsPersonal && fields.Count == register.Fields.Kept.Count ? register.PersonalKind : register.Kind;
        return !words.AreNone && search.Newest(look.Db, kind, null, words.Said, MostFound) is { } hits
            ? rows.Where(r => hits.Contains(r.Id)) : rows;
    }

    /// <summary>The list as of a day, as it was known at the end of another one; as it is known now without.</summary>
    static async Task<Slice<T>> Then<T>(Look look, Register<T> register, DateOnly day, DateOnly? known, string? at)
        where T : Recorded, new()
    {
        var order = new Order<RecordVersion<T>, RecordVersion<T>>().Up(v => v.Code, v => v.Code).Up(v => v.Subject, v => v.Subject);
        // Asked for each version that is read: a list of all visible ids would be gathered whole before the first line.
        var visible = register.Visible(look);
        var held = look.Db.Set<RecordVersion<T>>().AsNoTracking().AsOf(day, RegisterPage.EndOf(known, look))
            .Where(v => (v.EndedOn == null || v.EndedOn > day) && visible.Any(r => r.Id == v.Subject));
        return (await order.Slice(held, at, Size, rows => rows.ToListAsync(look.Stop))).Map(register.Of);
    }

    static RecordRow Row<T>(T record, List<RegisterField<T>> listed, Register<T> register, Look look) where T : Recorded, new() =>
        new(record.Id, register.Url(record.Id), record.EndedOn is not null,
            [.. listed.Select(f => f.Words(record, look.City, look.Today))]);

    static Columns<RecordRow> Columns<T>(List<RegisterField<T>> listed, Register<T> register) where T : Recorded, new()
    {
        var columns = new Columns<RecordRow>();
        foreach (var (i, field) in listed.Index())
        {
            var place = i;
            if (field.Name == register.Fields.Title.Name) columns.Link(field.Label, r =>
                r.Words[place] is { Length: > 0 } name ? name : "（名前なし）", r => r.Url);
            else if (field.IsNumber) columns.Figure(field.Label, r => r.Words[place]);
            else columns.Text(field.Label, r => r.Words[place]);
            if (i == 0 || field.Kind is DateKind) columns.NoWrap();
            if (field.Ordered) columns.Orders(field.Name);
        }
        return columns;
    }

    static IReadOnlyList<Narrowing> Choices<T>(Look look, IReadOnlyList<RegisterField<T>> fields, string? ended)
        where T : Recorded, new() =>
    [
        .. fields.Where(f => f.Narrowed).Select(f => new Narrowing(f.Name, f.Label, "すべて", f.ToChoose(look), look.Query[f.Name])),
        new("ended", "どれを見るか", "今あるもの", [("yes", "終わったもの")], ended),
    ];

    /// <summary>The list as a file, as it stands; of what is personal only what who asks may see.</summary>
    public static IResult Give<T>(Look look, Register<T> register) where T : Recorded, new()
    {
        var fields = register.For(look).Where(f => f.InTables).ToList();
        if (fields.Any(f => f.Personal is not null)) look.Journal.Fact("list", register.Code).Unnamed();
        var rows = register.Visible(look).AsNoTracking().Where(r => r.EndedOn == null).OrderBy(r => r.Code).AsAsyncEnumerable();
        return Spreadsheet.File($"{register.Code}.csv", [.. fields.Select(f => f.Label)],
            rows.Select(r => (IReadOnlyList<string?>)[.. fields.Select(f => f.Cells(r, look.City))]), look.Stop);
    }
}
