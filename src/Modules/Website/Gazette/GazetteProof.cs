using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Website;

/// <summary>校正: a department reads its articles in one round, until it says 校了 for them. What is changed afterwards it reads
/// again.</summary>
public sealed class GazetteProof : IOwned
{
    public required Guid Id { get; init; }
    public required Guid Issue { get; init; }

    /// <summary>1: 初校, 2: 再校.</summary>
    public required int Round { get; init; }
    public required string Owner { get; init; }

    /// <summary>The issue in words, for the department's task.</summary>
    public required string Name { get; init; }
    public DateOnly Due { get; private set; }

    /// <summary>The hash of what was passed.</summary>
    public string? Pin { get; private set; }
    public Guid? PassedBy { get; private set; }
    public DateTimeOffset? PassedAt { get; private set; }

    /// <summary>The round ended, with or without this department.</summary>
    public DateTimeOffset? ClosedAt { get; private set; }
    public int Version { get; private set; } = 1;

    public bool IsPassed => PassedAt is not null;
    public bool Waits => !IsPassed && ClosedAt is null;

    public static GazetteProof Of(TimeProvider clock, GazetteIssue issue, string name, string owner, DateOnly due) =>
        new() { Id = clock.NewId(), Issue = issue.Id, Round = issue.Round, Owner = owner, Name = name, Due = due };

    /// <summary>校了.</summary>
    /// <param name="openComments">What the department has said and nobody has answered yet.</param>
    public void Pass(string pin, int openComments, Guid by, DateTimeOffset now)
    {
        if (ClosedAt is not null) throw new Rule("", "この回の校正は、もう終わっています。");
        if (IsPassed) throw new Rule("", "この課の記事は、もう校了しています。");
        if (openComments > 0) throw new Rule("", "答えを待っている意見があります。答えを読んでから、校了してください。");
        (Pin, PassedBy, PassedAt, Version) = (pin, by, now, Version + 1);
    }

    /// <summary>What was passed is another text now, or the department has something to say all the same.</summary>
    public void Reopen()
    {
        if (!IsPassed || ClosedAt is not null) return;
        (Pin, PassedBy, PassedAt, Version) = (null, null, null, Version + 1);
    }

    public void IsDue(DateOnly day)
    {
        if (day != Due) (Due, Version) = (day, Version + 1);
    }

    public void Close(DateTimeOffset now)
    {
        if (ClosedAt is null) (ClosedAt, Version) = (now, Version + 1);
    }

    internal sealed class Map : IEntityTypeConfiguration<GazetteProof>
    {
        public void Configure(EntityTypeBuilder<GazetteProof> b)
        {
            b.ToTable("website_gazette_proofs");
            b.Property(x => x.Owner).HasMaxLength(60);
            b.Property(x => x.Name).HasMaxLength(100);
            b.Property(x => x.Pin).HasMaxLength(64);
            b.Property(x => x.Version).IsConcurrencyToken();
            b.Ignore(x => x.IsPassed);
            b.Ignore(x => x.Waits);
            b.HasIndex(x => new { x.Issue, x.Round, x.Owner }).IsUnique().Says("", "ほかの人が同時に変えました。もう一度押してください。");
        }
    }
}

/// <summary>What a department is told of its comment.</summary>
public enum GazetteReply { [Label("直した")] Mended, [Label("そのまま")] Left }

/// <summary>意見: what a department says of an article in a round, and what the editor made of it.</summary>
public sealed class GazetteComment
{
    public const int LongestWords = 500;

    public required Guid Id { get; init; }
    public required Guid Issue { get; init; }
    public required Guid Article { get; init; }
    public required int Round { get; init; }
    public required Guid By { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string Words { get; init; }
    public GazetteReply? Reply { get; private set; }
    public string? ReplyWords { get; private set; }
    public Guid? RepliedBy { get; private set; }
    public DateTimeOffset? RepliedAt { get; private set; }
    public int Version { get; private set; } = 1;

    /// <exception cref="Rule">it was answered before, or nothing says why the text stays.</exception>
    public void Answer(GazetteReply reply, string? words, Guid by, DateTimeOffset now)
    {
        if (Reply is not null) throw new Rule("", "この意見には、もう答えてあります。");
        if (reply is GazetteReply.Left && PlainText.IsBlank(words)) throw new Rule("words", "そのままにする理由を入力してください。");
        (Reply, ReplyWords, RepliedBy, RepliedAt) = (reply, PlainText.IsBlank(words) ? null : words?.Trim(), by, now);
        Version++;
    }

    internal sealed class Map : IEntityTypeConfiguration<GazetteComment>
    {
        public void Configure(EntityTypeBuilder<GazetteComment> b)
        {
            b.ToTable("website_gazette_comments");
            b.Property(x => x.Words).HasMaxLength(LongestWords);
            b.Property(x => x.ReplyWords).HasMaxLength(LongestWords);
            b.Property(x => x.Version).IsConcurrencyToken();
            b.HasIndex(x => new { x.Issue, x.At, x.Id });
            b.HasIndex(x => x.Article);
        }
    }
}

/// <summary>An issue waits for its editors from a week before each of its days.</summary>
sealed class IssueTasks(CityProfile city) : TaskSource<GazetteIssue>
{
    const int Early = 7;

    protected override Guid Cause(GazetteIssue issue) => issue.Id;

    protected override Task<TaskWish?> Wish(CityDb db, GazetteIssue issue, CancellationToken ct) => Task.FromResult(
        issue is { Due: { } due, Next: { } next } && city.Files<GazetteFile>().Plan is { } plan
            ? new TaskWish(TaskKind.Finish, $"{plan.NameOf(issue)}を「{next.Label()}」に進める", GazettePaths.Issue(issue.Id))
            { Department = plan.Department, Power = WebsiteModule.Gazette, Due = due, From = due.AddDays(-Early) } : null);
}

/// <summary>Proofs wait for their department until it has passed them or the round is over.</summary>
sealed class ProofTasks : TaskSource<GazetteProof>
{
    protected override Guid Cause(GazetteProof proof) => proof.Id;

    protected override Task<TaskWish?> Wish(CityDb db, GazetteProof proof, CancellationToken ct) => Task.FromResult<TaskWish?>(
        proof.Waits ? new(TaskKind.Check, $"市報の{(proof.Round == 1 ? "初校" : "再校")}を確かめる：{proof.Name}",
            ShowProof.Url(proof.Issue))
        { Department = proof.Owner, Power = WebsiteModule.Write, Due = proof.Due } : null);
}
