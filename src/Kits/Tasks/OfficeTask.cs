using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Kits;

/// <summary>What is to be done; of two that are due on the same day the kind that stands first here comes first.</summary>
public enum TaskKind { Mend, Repair, Decide, Check, Examine, Receive, Distribute, Handle, Issue, Deliver, Reassign, Tell, Report, Finish, Read }

/// <summary>What waits because of a record. It says nobody's name.</summary>
/// <param name="Title">What it is about: 粗大ごみ収集の申込（受付番号 …）.</param>
/// <param name="Url">Where it is done.</param>
public sealed record TaskWish(TaskKind Kind, string Title, string Url)
{
    /// <summary>Whom it waits for: one officer, whoever holds a post, or those of a department; and what they must hold.</summary>
    public Guid? Account { get; init; }
    public string? Post { get; init; }
    public string? Department { get; init; }
    public Permission? Power { get; init; }

    /// <summary>Who may not do it: the first person, or whom it is about.</summary>
    public IReadOnlyList<Guid> NotFor { get; init; } = [];

    public DateOnly? Due { get; init; }

    /// <summary>Not shown before that day.</summary>
    public DateOnly? From { get; init; }
}

/// <summary>仕事: one line of what waits, written in the turn that causes it and closed in the turn that ends it.</summary>
public sealed class OfficeTask
{
    public required Guid Id { get; init; }

    /// <summary>The record (or what stands for one) because of which it waits; it causes one task at a time.</summary>
    public required Guid Cause { get; init; }
    public required TaskKind Kind { get; init; }
    public required string Title { get; set; }
    public required string Url { get; set; }
    public Guid? Account { get; private set; }
    public string? Post { get; private set; }
    public string? Department { get; private set; }
    public string? Power { get; private set; }

    /// <summary>Accounts, each with a space before it.</summary>
    public string NotFor { get; private set; } = "";
    public DateOnly? Due { get; private set; }
    public DateOnly? From { get; private set; }
    public required DateTimeOffset OpenedAt { get; init; }
    public DateTimeOffset? ClosedAt { get; private set; }

    public static OfficeTask Open(Guid id, Guid cause, TaskWish wish, DateTimeOffset at) => new()
    {
        Id = id, Cause = cause, Kind = wish.Kind, Title = PlainText.Cut(wish.Title, LongestTitle), Url = wish.Url, Account = wish.Account,
        Post = wish.Post, Department = wish.Department, Power = wish.Power?.Code, NotFor = string.Concat(wish.NotFor.Select(Mark)),
        Due = wish.Due, From = wish.From, OpenedAt = at,
    };

    const int LongestTitle = 300;
    internal static string Mark(Guid account) => $" {account:N}";

    /// <summary>The same work as it stands now: somebody took it over, or it has another deadline.</summary>
    public void Become(TaskWish wish)
    {
        var now = Open(Id, Cause, wish, OpenedAt);
        (Title, Url, Account, Post, Department) = (now.Title, now.Url, now.Account, now.Post, now.Department);
        (Power, NotFor, Due, From) = (now.Power, now.NotFor, now.Due, now.From);
    }

    public void Close(DateTimeOffset at) => ClosedAt ??= at;

    /// <summary>Whether it says just this.</summary>
    public bool Is(TaskWish wish) => Open(Id, Cause, wish, OpenedAt) is var same
        && (Kind, Title, Url, Account, Post, Department, Power, NotFor) == (same.Kind, same.Title, same.Url, same.Account, same.Post,
            same.Department, same.Power, same.NotFor) && (Due, From) == (same.Due, same.From);

    internal sealed class Map : IEntityTypeConfiguration<OfficeTask>
    {
        public void Configure(EntityTypeBuilder<OfficeTask> b)
        {
            const string open = "\"ClosedAt\" IS NULL";
            b.ToTable("kits_tasks");
            b.Property(x => x.Title).HasMaxLength(LongestTitle);
            b.Property(x => x.Url).HasMaxLength(500);
            b.Property(x => x.Post).HasMaxLength(80);
            b.Property(x => x.Department).HasMaxLength(80);
            b.Property(x => x.Power).HasMaxLength(80);
            b.Property(x => x.NotFor).HasMaxLength(200);
            // What is done costs the lists nothing.
            b.HasIndex(x => x.Cause).HasFilter(open);
            b.HasIndex(x => x.Account).HasFilter(open);
            b.HasIndex(x => x.Post).HasFilter(open);
            b.HasIndex(x => new { x.Kind, x.Power }).HasFilter(open);
            b.HasIndex(x => new { x.Department, x.Due, x.Id }).HasFilter(open);
            b.HasIndex(x => x.ClosedAt).HasFilter("\"ClosedAt\" IS NOT NULL");
        }
    }
}
