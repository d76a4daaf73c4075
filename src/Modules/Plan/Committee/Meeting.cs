using System.Globalization;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Plan;

/// <summary>部会: a working group that the committee set up for some of the work.</summary>
public sealed class WorkingGroup
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }
    public required string Purpose { get; init; }
    public required Guid OpenedBy { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }
    public Guid? ClosedBy { get; private set; }
    public DateTimeOffset? ClosedAt { get; private set; }

    /// <exception cref="Rule">it has ended already.</exception>
    public void Close(Guid by, DateTimeOffset now)
    {
        if (ClosedAt is not null) throw new Rule("", "この部会は、すでに終わっています。");
        (ClosedBy, ClosedAt) = (by, now);
    }

    internal sealed class Map : IEntityTypeConfiguration<WorkingGroup>
    {
        public void Configure(EntityTypeBuilder<WorkingGroup> b)
        {
            b.ToTable("plan_groups");
            b.Property(x => x.Name).HasMaxLength(100);
            b.Property(x => x.Purpose).HasMaxLength(500);
            b.HasIndex(x => x.Name).IsUnique().Says("name", "その名前の部会は、もうあります。別の名前にしてください。");
        }
    }
}

/// <summary>会議: of the committee (no group) or a working group. Its business and decisions go through a route of posts and are fixed
/// once the last one has decided.</summary>
public sealed class Meeting
{
    public const string Kind = "plan.meeting";

    public required Guid Id { get; init; }
    public Guid? Group { get; private set; }

    /// <summary>令和8年度 第2回.</summary>
    public string Title { get; private set; } = "";
    public DateOnly On { get; private set; }
    public string Place { get; private set; } = "";

    /// <summary>議事の要点.</summary>
    public string? Minutes { get; private set; }
    public required Guid By { get; init; }
    public required DateTimeOffset At { get; init; }
    public Guid? Approval { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }
    public long Version { get; private set; } = 1;

    /// <summary>The version as a form posts it.</summary>
    public string Shown => Version.ToString(CultureInfo.InvariantCulture);
    public string Words => DecidedAt is not null ? "決裁済み" : Approval is not null ? "決裁中" : "準備中";

    /// <exception cref="Rule">it is on its way through the route, or decided.</exception>
    public void Write(Guid? group, string title, DateOnly on, string place, string? minutes)
    {
        if (DecidedAt is not null) throw new Rule("", "この会議は決裁が済んでいるので、直せません。");
        if (Approval is not null) throw new Rule("", "この会議は決裁に回っています。差し戻されたときに直せます。");
        (Group, Title, On, Place, Minutes, Version) = (group, title.Trim(), on, place.Trim(), string.IsNullOrWhiteSpace(minutes) ? null
            : minutes.Trim(), Version + 1);
    }

    /// <summary>Puts it to decision.</summary>
    /// <exception cref="Rule">it has not been held, nothing is written down, or it was put already.</exception>
    public void Propose(int resolutions, DateOnly today)
    {
        if (Approval is not null) throw new Rule("", $"この会議は、すでに{(DecidedAt is null ? "決裁に回っています" : "決裁が済んでいます")}。");
        if (On > today) throw new Rule("", $"会議の日（{EraDate.Of(On)}）が来てから、決裁に回してください。");
        if (Minutes is null && resolutions == 0) throw new Rule("", "議事の要点か決定を書いてから、決裁に回してください。");
    }

    public void Proposed(Guid approval) => (Approval, Version) = (approval, Version + 1);
    public void Decide(DateTimeOffset at) => (DecidedAt, Version) = (at, Version + 1);
    public void SendBack() => (Approval, Version) = (null, Version + 1);

    internal sealed class Map : IEntityTypeConfiguration<Meeting>
    {
        public void Configure(EntityTypeBuilder<Meeting> b)
        {
            b.ToTable("plan_meetings");
            b.Ignore(x => x.Shown);
            b.Ignore(x => x.Words);
            b.Property(x => x.Title).HasMaxLength(100);
            b.Property(x => x.Place).HasMaxLength(100);
            b.Property(x => x.Minutes).HasMaxLength(4000);
            b.Property(x => x.Version).IsConcurrencyToken();
            b.HasIndex(x => x.On);
        }
    }
}

/// <summary>議題, with a paper (a kept file) or a page of the plan that it is about.</summary>
public sealed class AgendaItem
{
    public required Guid Id { get; init; }
    public required Guid Meeting { get; init; }
    public required int Position { get; init; }
    public required string Title { get; init; }

    /// <summary>Path of a page of the plan.</summary>
    public string? Link { get; init; }
    public Guid? File { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<AgendaItem>
    {
        public void Configure(EntityTypeBuilder<AgendaItem> b)
        {
            b.ToTable("plan_agenda");
            b.Property(x => x.Title).HasMaxLength(200);
            b.Property(x => x.Link).HasMaxLength(200);
            b.HasIndex(x => new { x.Meeting, x.Position });
        }
    }
}

/// <summary>決定: what a department shall do until a day; followed up once the meeting is decided.</summary>
public sealed class Resolution
{
    public required Guid Id { get; init; }
    public required Guid Meeting { get; init; }
    public required int Position { get; init; }
    public required string Text { get; init; }
    public required string Department { get; init; }
    public required DateOnly Due { get; init; }
    public DateTimeOffset? DoneAt { get; private set; }
    public Guid? DoneBy { get; private set; }

    /// <summary>What was done; only officers read it.</summary>
    public string? Note { get; private set; }

    public bool IsOverdue(DateOnly today) => DoneAt is null && Due < today;

    /// <exception cref="Rule">the meeting is not decided, or somebody has reported it done.</exception>
    public void Finish(Meeting meeting, string note, Guid by, DateTimeOffset at)
    {
        if (meeting.DecidedAt is null) throw new Rule("", "この決定は、まだ決裁が済んでいません。");
        if (DoneAt is not null) throw new Rule("", "この決定は、すでに済んだと報告されています。");
        (DoneAt, DoneBy, Note) = (at, by, note.Trim());
    }

    internal sealed class Map : IEntityTypeConfiguration<Resolution>
    {
        public void Configure(EntityTypeBuilder<Resolution> b)
        {
            b.ToTable("plan_resolutions");
            b.Property(x => x.Text).HasMaxLength(500);
            b.Property(x => x.Department).HasMaxLength(80);
            b.Property(x => x.Note).HasMaxLength(500);
            b.HasIndex(x => new { x.Meeting, x.Position });
            b.HasIndex(x => new { x.DoneAt, x.Due });
        }
    }
}
