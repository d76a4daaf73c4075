using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Website;

/// <summary>Where an alert stands; a drill is over when it is lifted.</summary>
public enum AlertState { [Label("出しています")] Live, [Label("解除しました")] Lifted }

/// <summary>緊急情報: it was sent without asking first by the post that alone may, is changed as things change, and lifted. Its page, and
/// through it every channel, says what was chosen. Somebody else reads afterwards (後閲) what was done.</summary>
public sealed class Alert
{
    public const string Subject = "website.alert";

    public required Guid Id { get; init; }

    /// <summary>The notice that says it.</summary>
    public required Guid Page { get; init; }
    public required string Kind { get; init; }

    /// <summary>訓練: said at its birth. It never becomes real, and no real one becomes a drill.</summary>
    public required bool Drill { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Where it came from when it was written beside the copy, without the program; null of all others.</summary>
    public string? Outside { get; init; }
    public string? Level { get; private set; }

    /// <summary>Codes with a space between.</summary>
    public string Towns { get; private set; } = "";
    public string Shelters { get; private set; } = "";
    public AlertState State { get; private set; }
    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>How often something was said, and how much of it was read afterwards, by whom and when.</summary>
    public int Acts { get; private set; }
    public int Read { get; private set; }

    /// <summary>Who said something that is not read yet; the reader is somebody else.</summary>
    public Guid? SaidBy { get; private set; }
    public Guid? ReadBy { get; private set; }
    public DateTimeOffset? ReadAt { get; private set; }
    public int Version { get; private set; } = 1;

    public bool IsLive => State is AlertState.Live;
    public bool IsUnread => Read < Acts;
    public AlertChoice Choice => new(Kind, Level, Towns.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        Shelters.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    public string Words => (Drill, State) switch
    {
        (true, AlertState.Live) => "訓練をしています",
        (true, _) => "訓練を終えました",
        _ => State.Label(),
    };

    /// <summary>What is out now, with its page, the newest first; no drills, and nothing whose page somebody ended.</summary>
    public static IQueryable<AlertOut> Out(CityDb db) =>
        from alert in db.Set<Alert>().AsNoTracking()
        join page in db.Pages().AsNoTracking() on alert.Page equals page.Id
        where alert.State == AlertState.Live && !alert.Drill && page.Ended == null && page.Live != null
        orderby alert.At descending, alert.Id descending
        select new AlertOut { Alert = alert, Page = page };

    public static Alert Send(TimeProvider clock, Guid page, AlertChoice choice, bool drill, Guid? by, string? outside = null)
    {
        var alert = new Alert
        {
            Id = clock.NewId(), Page = page, Kind = choice.Kind, Drill = drill, At = clock.GetUtcNow(), Outside = outside,
        };
        alert.Say(choice, by, clock.GetUtcNow());
        return alert;
    }

    /// <exception cref="Rule">it was lifted, or says just this already.</exception>
    public void Update(AlertChoice choice, Guid by, DateTimeOffset now)
    {
        MustBeLive();
        if (choice.Kind != Kind) throw new Rule("kind", "種類は変えられません。新しく出してください。");
        if (choice.Query == Choice.Query) throw new Rule("", "今出している内容と同じです。");
        Say(choice, by, now);
    }

    /// <exception cref="Rule">it was lifted before.</exception>
    public void Lift(Guid? by, DateTimeOffset now)
    {
        MustBeLive();
        State = AlertState.Lifted;
        Say(Choice, by, now);
    }

    /// <summary>後閲: somebody who said none of it has read what was said.</summary>
    /// <exception cref="Rule">there is nothing to read, or the reader said it.</exception>
    public void Reviewed(Guid by, DateTimeOffset now)
    {
        if (!IsUnread) throw new Rule("", "後閲は済んでいます。");
        if (SaidBy == by) throw new Rule("", "出した人は、後閲できません。ほかの人が読みます。");
        (Read, ReadBy, ReadAt, SaidBy, Version) = (Acts, by, now, null, Version + 1);
    }

    void Say(AlertChoice choice, Guid? by, DateTimeOffset now)
    {
        (Level, Towns, Shelters) = (choice.Level, string.Join(' ', choice.Towns), string.Join(' ', choice.Shelters));
        (ChangedAt, SaidBy, Acts, Version) = (now, by ?? SaidBy, Acts + 1, Version + 1);
    }

    void MustBeLive()
    {
        if (!IsLive) throw new Rule("", Drill ? "この訓練は終わっています。" : "この緊急情報は、もう解除されています。");
    }

    internal sealed class Map : IEntityTypeConfiguration<Alert>
    {
        public void Configure(EntityTypeBuilder<Alert> b)
        {
            b.ToTable("website_alerts");
            b.Property(x => x.Kind).HasMaxLength(60);
            b.Property(x => x.Level).HasMaxLength(60);
            b.Property(x => x.Towns).HasMaxLength(2000);
            b.Property(x => x.Shelters).HasMaxLength(4000);
            b.Property(x => x.Outside).HasMaxLength(200);
            b.Property(x => x.Version).IsConcurrencyToken();
            b.Ignore(x => x.IsLive);
            b.Ignore(x => x.IsUnread);
            b.Ignore(x => x.Choice);
            b.Ignore(x => x.Words);
            b.HasIndex(x => new { x.State, x.At, x.Id });
            b.HasIndex(x => x.Page).IsUnique();
            b.HasIndex(x => x.Outside).IsUnique();
        }
    }
}

/// <summary>An alert that is out, and the notice that says it.</summary>
public sealed record AlertOut
{
    public required Alert Alert { get; init; }
    public required SitePage Page { get; init; }
}

/// <summary>後閲 is owed until whoever answers for it has read all that was said.</summary>
sealed class AlertTasks(CityProfile city) : TaskSource<Alert>
{
    protected override Guid Cause(Alert alert) => alert.Id;

    protected override Task<TaskWish?> Wish(CityDb db, Alert alert, CancellationToken ct) => Task.FromResult<TaskWish?>(
        !alert.IsUnread || city.Files<EmergencyPlan>() is not { IsThere: true } plan ? null
            : new(TaskKind.Read, $"緊急情報を後閲する：{plan.Kind(alert.Kind)?.Name.Ja}{(alert.Drill ? "（訓練）" : "")}",
                ShowAlert.Of(alert.Id))
            { Post = plan.Reader, Due = alert.ChangedAt.Day().AddDays(1) });
}
