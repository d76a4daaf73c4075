using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Kits;

/// <summary>A difference between two versions, in words: of what, as it was and as it is; null where it was not or is not.</summary>
public sealed record DraftedDifference(string What, string? Was, string? Is);

/// <summary>What a room brings for a kind of the city's files that its officers write themselves: who may, what is wrong with one, and how
/// two of them differ. Keeping, conflicts, the second person and the published versions are the kit's.</summary>
public abstract class Drafted
{
    /// <summary>The folder of the city's files, such as procedures.</summary>
    public abstract string Kind { get; }

    /// <summary>What one of them is called: 手続.</summary>
    public abstract string Label { get; }
    public abstract Permission Writes { get; }
    public abstract Permission Publishes { get; }

    /// <summary>Where all of them are listed, and where one is written.</summary>
    public abstract string List { get; }
    public string Url(Guid file) => $"{List}/{file}";

    /// <summary>Everything that keeps it from being published, each with its path in the file.</summary>
    public abstract IReadOnlyList<Kernel.Fault> Faults(string json);

    /// <summary>The version that counts on a day or counted last; null before the first.</summary>
    public abstract string? Before(string code, DateOnly day);

    /// <summary>Whether the city's files or the database have a version from that day on.</summary>
    public abstract bool Knows(string code, DateOnly from);

    public abstract IReadOnlyList<DraftedDifference> Differences(string? before, string after);

    /// <summary>In the turn that publishes: what follows from it elsewhere.</summary>
    public virtual Task Published(DraftedVersion version, Turn turn) => Task.CompletedTask;

    /// <summary>What is said around the second person, and where they answer and the first one takes it back.</summary>
    public static SecondWords Words => CheckDrafted.Said;
    public static string CheckUrl(Guid version) => CheckDrafted.CheckUrl(version);
    public static string TakeBackUrl(Guid version) => CheckDrafted.TakeBackUrl(version);

    /// <summary>The files that wait to be finished and may be known to this officer.</summary>
    public IQueryable<DraftedFile> Visible(Look look)
    {
        var departments = look.Departments;
        return look.Db.Set<DraftedFile>().Where(f => f.Kind == Kind && f.EndedAt == null && departments.Contains(f.Department));
    }

    /// <summary>The drafted file that is to be changed.</summary>
    /// <exception cref="NotHere">there is none, or another department writes it.</exception>
    /// <exception cref="Rule">it waits for its second person: what they read must not change under their eyes.</exception>
    public async Task<DraftedFile> Take(Turn turn, Guid id)
    {
        var file = await turn.Take(Visible(turn).Where(f => f.Id == id));
        if (await turn.Db.Set<DraftedVersion>().AnyAsync(v => v.File == id && v.Agreed == null, turn.Stop))
            throw new Rule("", "公開の確認を待っている間は変えられません。変えるときは、先に申し出を取り下げてください。");
        return file;
    }

    /// <summary>Keeps a part of it as it was written now.</summary>
    public static void Keep(Turn turn, DraftedFile file, string part, string code, string title, string json)
    {
        file.Write(code, title, json, turn.Me, turn.Now);
        turn.Db.Add(new DraftedChange { Id = turn.NewId(), File = file.Id, Part = part, By = turn.Me, At = turn.Now });
        turn.Journal.Fact("code", code).Fact("part", part);
    }

    /// <summary>Asks for it to count from a day on.</summary>
    /// <param name="json">With that day in it.</param>
    public DraftedVersion Propose(Turn turn, DraftedFile file, DateOnly validFrom, string json)
    {
        if (validFrom < turn.Today) throw new Rule("from", "始まる日は、今日か、それより後にしてください。");
        if (Knows(file.Code, validFrom)) throw new Rule("from", "同じ日から始まる版が、もうあります。別の日にしてください。");
        if (Faults(json) is [var fault, ..]) throw new Rule("", $"まだ公開できません。{fault.Message}");
        var version = DraftedVersion.Of(file, validFrom, json, turn);
        turn.Db.Add(version);
        turn.Journal.Fact("code", file.Code).Fact("from", validFrom);
        return version;
    }
}

public static class DraftedServices
{
    /// <summary>A kind of files that officers write.</summary>
    public static IServiceCollection AddDrafted<T>(this IServiceCollection services) where T : Drafted =>
        services.AddScoped<T>().AddScoped<Drafted>(s => s.GetRequiredService<T>());
}
