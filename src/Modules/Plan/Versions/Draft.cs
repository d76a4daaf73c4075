using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Plan;

/// <summary>A change of a version as a person reads it. IsLast: nothing was changed in the same thing since, so that it can be taken
/// back.</summary>
public sealed record ChangeLine(PlanChange Change, string Title, string By, IReadOnlyList<FieldDifference> Fields, bool IsLast);

/// <summary>A version on the secretariat's desk: its items, the plan that they make, and how a thing in it is changed.</summary>
sealed record Draft(PlanVersion Version, IReadOnlyList<PlanItem> Items, PlanContent Plan)
{
    /// <exception cref="NotHere">no such version.</exception>
    public static async Task<Draft> Load(Look look, int number)
    {
        var version = await look.Find<PlanVersion>(v => v.Number == number);
        var items = await look.Db.Set<PlanItem>().AsNoTracking().Where(i => i.VersionId == version.Id).OrderBy(i => i.Position)
            .ToListAsync(look.Stop);
        return new(version, items, Library.Lay(items));
    }

    public PlanItem? Item(string kind, string code) => Items.FirstOrDefault(i => i.Kind == kind && i.Code == code);

    /// <summary>The item as it is kept, or as it was before somebody took it away; null when it never was.</summary>
    public async Task<string?> Json(CityDb db, string kind, string code, CancellationToken ct) =>
        Item(kind, code)?.Json ?? await db.Set<PlanChange>()
            .Where(c => c.VersionId == Version.Id && c.Kind == kind && c.Code == code && c.After == null).OrderByDescending(c => c.At)
            .Select(c => c.Before).FirstOrDefaultAsync(ct);

    /// <summary>The changes of this version, newest first; of one thing when it is named.</summary>
    public async Task<IReadOnlyList<ChangeLine>> Changes(Look look, IStaff staff, string? kind = null, string? code = null)
    {
        var found = await look.Db.Set<PlanChange>().AsNoTracking()
            .Where(c => c.VersionId == Version.Id && (kind == null || c.Kind == kind && c.Code == code)).OrderByDescending(c => c.At)
            .ThenByDescending(c => c.Id).ToListAsync(look.Stop);
        var faces = await staff.Faces(look, [.. found.Select(c => c.By).Distinct()]);
        return [.. found.Select(c => new ChangeLine(c, Facets.Title(c.Kind, c.Code, c.After ?? c.Before ?? ""), faces.NameOf(c.By),
            Differences.Between(Facets.Of(c.Kind, c.Before, Plan.Book), Facets.Of(c.Kind, c.After, Plan.Book)),
            Item(c.Kind, c.Code)?.Json == c.After))];
    }

    /// <summary>Passes when the thing is as the form showed it.</summary>
    /// <exception cref="Rule">the version is not open any more.</exception>
    /// <exception cref="ChangedMeanwhile">somebody changed it or took it away, with what they did.</exception>
    public async Task<PlanItem> AsShown(Turn turn, IStaff staff, string kind, string code)
    {
        Version.MustBeOpen();
        if (Item(kind, code) is { } item
            && item.Version.ToString(System.Globalization.CultureInfo.InvariantCulture) == turn.Posted[Turn.Version])
            return item;
        var newest = (await Changes(turn, staff, kind, code)).FirstOrDefault() ?? throw new NotHere();
        throw new ChangedMeanwhile($"{newest.By}さんが{Said(newest)}（理由：{newest.Change.Reason}）。"
            + (newest.Change.After is null ? "入力した文は残っています。使うときは、版の画面で「元に戻す」を押してから、もう一度送信してください。" : ""));
    }

    static string Said(ChangeLine line) => line.Change.How switch
    {
        Change.Removed => "この項目を除きました",
        Change.Added => "この項目を加えました",
        _ => string.Join("、", line.Fields.Take(3).Select(Did)) + (line.Fields.Count > 3 ? $"、ほかに{line.Fields.Count - 3}か所を変え" : "") + "ました",
    };

    static string Did(FieldDifference f) => (f.Before, f.After) switch
    {
        (null, var after) => $"{f.Label}に「{Short(after)}」を加え",
        (var before, null) => $"{f.Label}の「{Short(before)}」を除き",
        var (before, after) => $"{f.Label}を「{Short(before)}」から「{Short(after)}」に変え",
    };

    static string Short(string? text) => text is { Length: > 80 } ? $"{text[..80]}…" : text ?? "";

    /// <summary>The plan with this thing written anew; without it when json is null.</summary>
    public PlanContent With(string kind, string code, string? json)
    {
        PlanItem New(string content, int position) =>
            new() { Id = Version.Id, VersionId = Version.Id, Kind = kind, Code = code, Position = position, Json = content, Version = 0 };
        var rest = Items.SelectMany(i => i.Kind != kind || i.Code != code ? [i] : json is null ? Array.Empty<PlanItem>()
            : [New(json, i.Position)]).ToList();
        return Library.Lay(json is not null && Item(kind, code) is null ? [.. rest, New(json, rest.Count)] : rest);
    }

    /// <summary>Writes a thing anew (adds it where there is none, takes it away with null), and the change with its reason, which it
    /// names.</summary>
    /// <exception cref="Rule">nothing changes, or the plan would break a rule.</exception>
    public async Task<Guid> Put(CityDb db, string kind, string code, string? json, string reason, Actor actor, TimeProvider clock,
        CancellationToken ct)
    {
        Version.MustBeOpen();
        var item = await db.Set<PlanItem>().AsTracking()
            .FirstOrDefaultAsync(i => i.VersionId == Version.Id && i.Kind == kind && i.Code == code, ct);
        if (item?.Json == json) throw new Rule("", "変わったところがありません。内容を変えてから保存するか、やめて戻ってください。");
        if (PlanRules.Faults(With(kind, code, json)).ToList() is { Count: > 0 } faults)
            throw new Rule("", json is null
                ? $"ほかのところがこの項目を使っているため、まだ除けません。先にそちらを変えてください：{string.Join(" ", faults.Select(f => $"{f.Path} {f.Message}"))}"
                : string.Join(" ", faults.Select(f => f.Message)));
        var change = new PlanChange
        {
            Id = clock.NewId(), VersionId = Version.Id, Kind = kind, Code = code, Before = item?.Json,
            After = json, Reason = reason.Trim(), By = actor.Account ?? throw new NotHere(), At = clock.GetUtcNow()
        };
        if (item is null)
        {
            // What comes back stands where it stood in the version before; a form that showed it long ago must not fit again.
            var place = await db.Set<PlanItem>().Where(i => i.VersionId == Version.Base && i.Kind == kind && i.Code == code)
                .Select(i => (int?)i.Position).FirstOrDefaultAsync(ct) ?? Items.Max(i => i.Position) + 1;
            var before = await db.Set<PlanChange>().CountAsync(c => c.VersionId == Version.Id && c.Kind == kind && c.Code == code, ct);
            db.Add(new PlanItem
            {
                Id = clock.NewId(), VersionId = Version.Id, Kind = kind, Code = code, Position = place, Json = json ?? "",
                Version = before + 2
            });
        }
        else if (json is null) db.Remove(item);
        else (item.Json, item.Version) = (json, item.Version + 1);
        db.Add(change);
        return change.Id;
    }
}
