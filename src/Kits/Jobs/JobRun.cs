using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Kits;

/// <summary>A job for one time at which it was due: done, or why not yet. It holds no names.</summary>
public sealed class JobRun
{
    /// <summary>So long it can be seen.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    /// <summary>After so many tries it waits for somebody who looks into it.</summary>
    public const int MostTries = 6;

    public required Guid Id { get; init; }
    public required string Code { get; init; }

    /// <summary>The time for which it ran; with the code unique, so that it runs once.</summary>
    public required DateTimeOffset DueAt { get; init; }
    public DateTimeOffset? DoneAt { get; private set; }
    public DateTimeOffset? FailedAt { get; private set; }

    /// <summary>Kind of the last error, without personal data.</summary>
    public string? Error { get; private set; }
    public int Tries { get; private set; }

    public bool IsGivenUp => DoneAt is null && Tries >= MostTries;

    /// <summary>Whether it is its turn again: longer and longer after each failure.</summary>
    public bool MayTry(DateTimeOffset now) =>
        DoneAt is null && Tries < MostTries && (FailedAt is not { } at || now >= at + TimeSpan.FromMinutes(5 * Math.Pow(2, Tries - 1)));

    public void Done(DateTimeOffset now) => (DoneAt, FailedAt, Error, Tries) = (now, null, null, Tries + 1);
    public void Fail(string kind, DateTimeOffset now) => (FailedAt, Error, Tries) = (now, kind, Tries + 1);

    /// <summary>Somebody looked into it.</summary>
    /// <exception cref="Rule">it is done, or goes on by itself.</exception>
    public void Again()
    {
        if (!IsGivenUp) throw new Rule("", "この仕事は、いまやり直せません。画面を開き直して確かめてください。");
        (FailedAt, Tries) = (null, 0);
    }

    internal sealed class Map : IEntityTypeConfiguration<JobRun>
    {
        public void Configure(EntityTypeBuilder<JobRun> b)
        {
            b.ToTable("kits_job_runs");
            b.Property(x => x.Code).HasMaxLength(60);
            b.Property(x => x.Error).HasMaxLength(100);
            b.HasIndex(x => new { x.Code, x.DueAt }).IsUnique();
            b.HasIndex(x => x.DueAt);
        }
    }
}

/// <summary>Old runs go.</summary>
sealed class OldRuns : IJob
{
    public string Code => "kits.old-runs";
    public string Label => "自動の仕事の古い記録を消す";
    public When When => When.Daily(new(3, 0));

    // The last one of each job stays: it says until when it ran.
    public Task Do(CityDb db, Due due, CancellationToken ct) => db.Set<JobRun>()
        .Where(r => r.DueAt < due.Now - JobRun.Kept && db.Set<JobRun>().Any(n => n.Code == r.Code && n.DueAt > r.DueAt))
        .ExecuteDeleteAsync(ct);
}
