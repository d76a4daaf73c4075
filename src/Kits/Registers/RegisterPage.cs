using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Kits;

/// <summary>A field of a record in words, and what leads to its file.</summary>
/// <param name="Picture">What the file shows, where it is a picture that stands on the page.</param>
public sealed record Fact(string Label, string Words, string? Url = null, string? Picture = null);

/// <summary>A version as a person reads it: since when, recorded when, by whom, why, and what it changed.</summary>
/// <param name="Says">What it is: 新しく入れた, 変わった, 書き間違いを直した, 取り消した.</param>
/// <param name="Undo">Where it is undone; null where that cannot be.</param>
public sealed record VersionRow(
    long Number,
    string Says,
    DateOnly ValidFrom,
    DateTimeOffset RecordedAt,
    string By,
    string Reason,
    IReadOnlyList<string> Changes,
    bool Counts,
    string? Undo);

/// <summary>The page of one record: its fields, today or as of a day and as known then, and its history.</summary>
static class RegisterPage
{
    public static async Task<IResult> Ask<T>(Guid id, Look look, Register<T> register, IStaff staff, string? asof = null,
        string? known = null)
        where T : Recorded, new()
    {
        var record = await Find(id, look, register);
        var history = await register.History(look.Db, id, look.Stop);
        var (day, learned) = (Cell.Day(asof ?? ""), Cell.Day(known ?? ""));
        var then = day is null && learned is null ? null : history.AsOf(day ?? look.Today, EndOf(learned, look));
        var shown = then is null ? record : register.Of(then);
        register.Looked(look, [shown]);
        var faces = await staff.Faces(look, [.. history.Select(v => v.By).OfType<Guid>().Distinct()]);
        bool May(RegisterAct act) => look.Actor.Can(act.Who);
        var open = record.EndedOn is null;
        var none = (day is not null || learned is not null) && then is null;
        string? Where(RegisterAct act, string page) => open && May(act) ? $"{register.Url(id)}/{page}" : null;
        var named = await Named(look, register, record, history);
        var rows = Rows(look, register, history, by => by is { } one ? faces.NameOf(one) : "けやき", named).Reverse();
        return ShowRecord.Show(new(register, register.Name(record), record.EndedOn, none ? [] : Facts(look, register, shown, named),
            [.. rows],
            Where(register.Acts.Change, "edit"), register.Ends ? Where(register.Acts.End, "end") : null, day, learned,
            await register.Below(look, record))
        { Here = register.Url(id), Ends = register.Ends });
    }

    /// <param name="of">Which file: that of the record as it stands, or one that an earlier version names.</param>
    public static async Task<IResult> File<T>(Guid id, string field, Look look, Register<T> register, FileStore store,
        string? of = null) where T : Recorded, new()
    {
        var record = await Find(id, look, register);
        var asked = register.For(look).FirstOrDefault(f => f.Name == field && f.Kind is FileKind) ?? throw new NotHere();
        var named = (await register.History(look.Db, id, look.Stop)).Select(v => v.Cells.GetValueOrDefault(asked.Name, ""))
            .Append(asked.Kept(record));
        var kept = named.LastOrDefault(n => of is null || n == of) is { Length: > 0 } name ? Guid.Parse(name) : throw new NotHere();
        register.Looked(look, [record]);
        return new SentFile(store, await look.Find<StoredFile>(f => f.Id == kept && f.UsedBy == id), kept: false);
    }

    internal static Task<T> Find<T>(Guid id, Look look, Register<T> register) where T : Recorded, new() =>
        look.Find(register.Visible(look).AsNoTracking().Where(r => r.Id == id));

    /// <summary>The last moment of a day in the city; now without.</summary>
    internal static DateTimeOffset EndOf(DateOnly? day, Look look) => day is { } known ? known.AddDays(1).Midnight()
        .AddTicks(-10) : look.Now;

    static IReadOnlyList<Fact> Facts<T>(Look look, Register<T> register, T record, IReadOnlyDictionary<string, ShellLink> named)
        where T : Recorded, new() => [.. register.For(look).Select(f => Fact(look, register, record, f, named))];

    static Fact Fact<T>(Look look, Register<T> register, T record, RegisterField<T> f, IReadOnlyDictionary<string, ShellLink> named)
        where T : Recorded, new()
    {
        var kept = f.Kept(record);
        if (f.Linked && kept.Length > 0) return named.GetValueOrDefault(kept) is { } of ? new(f.Label, of.Label, of.Url)
            : new(f.Label, $"{f.Words(kept, look.City, look.Today)}。あなたの職では、その内容を見られません。");
        return f.Kind is FileKind { Camera: var camera } && kept.Length > 0
            ? new(f.Label, "ファイルを開く", $"{register.Url(record.Id)}/files/{f.Name}?of={kept}",
                camera ? $"{register.Name(record)}の{f.Label}" : null)
            : new(f.Label, f.Words(kept, look.City, look.Today));
    }

    /// <summary>What this officer may read of the records of other rooms that the record and its history name, by their kept
    /// ids.</summary>
    static async Task<IReadOnlyDictionary<string, ShellLink>> Named<T>(Look look, Register<T> register, T record,
        List<RecordVersion<T>> history) where T : Recorded, new()
    {
        var kept = register.For(look).Where(f => f.Linked)
            .SelectMany(f => history.Select(v => v.Cells.GetValueOrDefault(f.Name, "")).Append(f.Kept(record)));
        var ids = kept.Where(k => k.Length > 0).Distinct().Select(Guid.Parse).ToList();
        return ids.Count == 0 ? new Dictionary<string, ShellLink>()
            : (await register.Named(look, ids)).ToDictionary(n => n.Key.ToString("N"), n => n.Value);
    }

    static IEnumerable<VersionRow> Rows<T>(Look look, Register<T> register, List<RecordVersion<T>> history, Func<Guid?, string> name,
        IReadOnlyDictionary<string, ShellLink> named) where T : Recorded, new()
    {
        var may = look.Actor.Can(register.Acts.Undo.Who);
        foreach (var v in history)
        {
            var before = v.Replaces is { } number ? history.Find(w => w.Number == number) : Standing(history, v);
            yield return new(v.Number, Says(history, v, before), v.ValidFrom, v.RecordedAt, name(v.By), v.Reason,
                v.Void ? [] : [.. Changes(look, register, before, v, named)], !v.Void && history.IsLast(v),
                may && history.IsLast(v) && (v.Number > 1 || v.Void) ? $"{register.Url(v.Subject)}/undo/{v.Number}" : null);
        }
    }

    static string Says<T>(List<RecordVersion<T>> history, RecordVersion<T> v, RecordVersion<T>? before) where T : Recorded =>
        v.Void || v.Replaces is not null && TakesBack(history, v, before) ? "取り消した"
        : v.Number == 1 ? "新しく入れた"
        : v.EndedOn is not null && before?.EndedOn is null ? "終わりにした"
        : v.Replaces is null ? "変わった" : "書き間違いを直した";

    /// <summary>It says again what its line said before the one that it replaces.</summary>
    static bool TakesBack<T>(List<RecordVersion<T>> history, RecordVersion<T> v, RecordVersion<T>? replaced) where T : Recorded =>
        replaced is not null && history.Before(replaced) is { } earlier && earlier.Content == v.Content && earlier.ValidFrom == v.ValidFrom
            && earlier.EndedOn == v.EndedOn;

    /// <summary>What held on its day before it was recorded.</summary>
    static RecordVersion<T>? Standing<T>(List<RecordVersion<T>> history, RecordVersion<T> version) where T : Recorded =>
        ((IReadOnlyCollection<RecordVersion<T>>)[.. history.Where(w => w.Number < version.Number)])
            .AsOf(version.ValidFrom, DateTimeOffset.MaxValue);

    static IEnumerable<string> Changes<T>(Look look, Register<T> register, RecordVersion<T>? before, RecordVersion<T> after,
        IReadOnlyDictionary<string, ShellLink> named) where T : Recorded, new()
    {
        if (before is null) yield break;
        var (old, now) = (before.Cells, after.Cells);
        foreach (var field in register.For(look))
        {
            var (from, to) = (old.GetValueOrDefault(field.Name, ""), now.GetValueOrDefault(field.Name, ""));
            if (from == to) continue;
            string Said(string kept) => named.GetValueOrDefault(kept)?.Label is { } label ? $"「{label}」"
                : field.Words(kept, look.City, look.Today) is { Length: > 0 } words ? $"「{words}」" : "なし";
            // Of two that this officer may not see, nothing tells them apart.
            yield return Said(from) == Said(to) ? $"{field.Label}：別のものになった" : $"{field.Label}：{Said(from)}から{Said(to)}";
        }
        if (before.EndedOn != after.EndedOn) yield return after.EndedOn is { } day ? $"終わった日：{EraDate.Of(day)}"
            : "終わりを取り消した";
    }
}
