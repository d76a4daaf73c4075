using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Kits;

/// <summary>絞り込みの保存: a work list under a name, of one officer or of a whole department. It holds the address and nothing
/// else.</summary>
public abstract class KeptList
{
    /// <summary>How many an officer, and a department, keep: all are counted on the page.</summary>
    public const int Most = 8;

    public required Guid Id { get; init; }

    /// <summary>Whose it is: the officer's, or, where this is null, the department's.</summary>
    public Guid? Officer { get; init; }
    public string? Department { get; init; }
    public required string Name { get; init; }

    /// <summary>The query of the address, as <see cref="CaseQueue.Query"/> writes it; it holds no words that were searched for, which may
    /// be a person's name.</summary>
    public required string Query { get; init; }
    public required Guid By { get; init; }
    public required DateTimeOffset At { get; init; }

    protected IQueryCollection Asked => new QueryCollection(QueryHelpers.ParseQuery(Query));

    /// <summary>Those of whoever looks, and those of the departments.</summary>
    public static IQueryable<T> Visible<T>(Look look) where T : KeptList
    {
        var (departments, me) = (look.Actor.Departments, look.Me);
        return look.Db.Set<T>().Where(l => l.Officer == me || l.Department != null && departments.Contains(l.Department));
    }

    /// <summary>The same in the order in which they are offered: one's own first.</summary>
    public static IQueryable<T> Offered<T>(Look look) where T : KeptList =>
        Visible<T>(look).AsNoTracking().OrderBy(l => l.Officer == null).ThenBy(l => l.At);

    public static void KeepAs<T>(EntityTypeBuilder<T> b, string table) where T : KeptList
    {
        b.ToTable(table);
        b.Property(x => x.Department).HasMaxLength(60);
        b.Property(x => x.Name).HasMaxLength(40);
        b.Property(x => x.Query).HasMaxLength(400);
        b.HasIndex(x => x.Officer).HasFilter("\"Officer\" IS NOT NULL");
        b.HasIndex(x => x.Department).HasFilter("\"Department\" IS NOT NULL");
    }
}

/// <summary>最初に開く一覧: the kept list with which an officer's work list opens; none is the work list itself.</summary>
public abstract class OpeningList
{
    public required Guid Id { get; init; }
    public required Guid Officer { get; init; }
    public Guid? ListId { get; set; }
    public required DateTimeOffset At { get; set; }

    public static void KeepAs<T>(EntityTypeBuilder<T> b, string table) where T : OpeningList
    {
        b.ToTable(table);
        b.HasIndex(x => x.Officer).IsUnique().Says("", "もう一度押してください。");
    }
}

/// <summary>What a room brings so that its work list is kept under names; page and acts are the kit's.</summary>
public abstract class KeptLists<TList, TFirst> where TList : KeptList where TFirst : OpeningList
{
    public abstract string Url { get; }

    /// <summary>What the work list is called: 受付箱.</summary>
    public abstract string Called { get; }

    /// <summary>The list that an address asks for, in words.</summary>
    public abstract CaseQueue Read(IQueryCollection query);
    public abstract string Said(CaseQueue list);
    public abstract CaseQueue Of(TList kept);
    public abstract TList Keep(Guid id, Guid? officer, string? department, string name, string query, Guid by, DateTimeOffset at);
    public abstract TFirst Open(Guid id, Guid officer, Guid list, DateTimeOffset at);

    /// <summary>Those that are offered to whoever looks, with the one that opens first; one query.</summary>
    public async Task<List<(TList List, bool First)>> Offered(Look look)
    {
        var me = look.Me;
        return (await KeptList.Offered<TList>(look)
            .Select(l => new { l, First = look.Db.Set<TFirst>().Any(f => f.Officer == me && f.ListId == l.Id) }).Take(KeptList.Most * 3)
            .ToListAsync(look.Stop)).ConvertAll(l => (l.l, l.First));
    }

    /// <summary>All of them are counted by one query, each up to a limit.</summary>
    /// <param name="cases">The cases of a list that may be seen.</param>
    public async Task<IReadOnlyList<(TList List, int Count)>> Counted<T>(IReadOnlyList<(TList List, bool First)> kept, Look look,
        Func<CaseQueue, IQueryable<T>> cases) where T : Case
    {
        if (kept.Count == 0) return [];
        var each = kept.Select((k, place) => cases(Of(k.List)).Select(a => a.Id).Take(CaseQueue.CountMost).Select(id => place));
        var counts = await each.Aggregate((one, other) => one.Concat(other)).GroupBy(i => i).Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, look.Stop);
        return [.. kept.Select((k, i) => (k.List, counts.GetValueOrDefault(i)))];
    }
}

/// <summary>What is written into the journal about kept lists.</summary>
public sealed record KeptListDeeds(Deed Kept, Deed Dropped, Deed MadeFirst);

/// <summary>The page on which work lists are kept under a name.</summary>
public static class KeptListRoutes
{
    const string Name = "name", WhoseList = "whose", Own = "own", Shared = "shared";

    public static IServiceCollection AddKeptLists<TList, TFirst, TRoom>(this IServiceCollection services)
        where TList : KeptList where TFirst : OpeningList where TRoom : KeptLists<TList, TFirst> =>
        services.AddScoped<TRoom>().AddScoped<KeptLists<TList, TFirst>>(s => s.GetRequiredService<TRoom>());

    public static void MapKeptLists<TList, TFirst>(this IEndpointRouteBuilder app, string url, Permission who, KeptListDeeds deeds)
        where TList : KeptList where TFirst : OpeningList
    {
        app.MapForm(url, who, deeds.Kept, Build, Ask<TList, TFirst>, Accept<TList, TFirst>);
        app.MapAct(url + "/{id:guid}/drop", who, deeds.Dropped, Drop<TList, TFirst>);
        app.MapAct(url + "/{id:guid}/first", who, deeds.MadeFirst, First<TList, TFirst>);
        app.MapAct(url + "/first/none", who, deeds.MadeFirst, NoFirst<TList, TFirst>);
    }

    static Form Build() => new(
    [
        new Question(Name, new TextKind(), "名前") { MaxLength = 40 },
        new Question(WhoseList, new ChoiceKind(), "だれが使うか") { Options = [new(Own, "自分だけ"), new(Shared, "課の職員みんな")] },
    ]);

    static async Task<IResult> Ask<TList, TFirst>(Form form, Look look, KeptLists<TList, TFirst> room)
        where TList : KeptList where TFirst : OpeningList
    {
        var (now, me) = (room.Read(look.Query), look.Me);
        var rows = await KeptList.Offered<TList>(look).ToListAsync(look.Stop);
        var first = await look.Db.Set<TFirst>().Where(f => f.Officer == me).Select(f => f.ListId).FirstOrDefaultAsync(look.Stop);
        return KeptListPage.Show(new(room.Url, room.Called, now.Url(), room.Said(now), now.Words.Length > 0,
            look.Afresh ? form.Fill(WhoseList, Own) : form,
            [.. rows.Select(l => new KeptListPage.Row(l.Id, l.Name, room.Of(l).Url(), l.Officer is null, l.Id == first))]));
    }

    static async Task<Answer> Accept<TList, TFirst>(Form form, Turn turn, KeptLists<TList, TFirst> room)
        where TList : KeptList where TFirst : OpeningList
    {
        var list = room.Read(turn.Query) with { Words = "" };
        var (shared, me) = (form.Value(WhoseList) as string == Shared, turn.Me);
        var department = !shared ? null : turn.Actor.Departments.FirstOrDefault()
            ?? throw new Rule(WhoseList, "課に属する職がありません。");
        var many = await turn.Db.Set<TList>().CountAsync(l => shared ? l.Department == department : l.Officer == me, turn.Stop);
        if (many >= KeptList.Most)
            throw new Rule("", $"保存できるのは{KeptList.Most}件までです。使わないものを消してから、もう一度保存してください。");
        turn.Db.Add(room.Keep(turn.NewId(), shared ? null : me, department, ((string)(form.Value(Name) ?? "")).Trim(), list.Query, me,
            turn.Now));
        return Answer.See(list.Url());
    }

    static async Task<Answer> Drop<TList, TFirst>(Guid id, Turn turn, KeptLists<TList, TFirst> room)
        where TList : KeptList where TFirst : OpeningList
    {
        turn.Db.Remove(await turn.Take(KeptList.Visible<TList>(turn).Where(l => l.Id == id)));
        await turn.Db.Set<TFirst>().Where(f => f.ListId == id).ExecuteDeleteAsync(turn.Stop);
        return Answer.See(room.Url);
    }

    static async Task<Answer> First<TList, TFirst>(Guid id, Turn turn, KeptLists<TList, TFirst> room)
        where TList : KeptList where TFirst : OpeningList
    {
        await turn.Find(KeptList.Visible<TList>(turn).Where(l => l.Id == id));
        await NoFirst(turn, room);
        turn.Db.Add(room.Open(turn.NewId(), turn.Me, id, turn.Now));
        return Answer.See(room.Url);
    }

    static async Task<Answer> NoFirst<TList, TFirst>(Turn turn, KeptLists<TList, TFirst> room)
        where TList : KeptList where TFirst : OpeningList
    {
        var me = turn.Me;
        await turn.Db.Set<TFirst>().Where(f => f.Officer == me).ExecuteDeleteAsync(turn.Stop);
        return Answer.See(room.Url);
    }
}
