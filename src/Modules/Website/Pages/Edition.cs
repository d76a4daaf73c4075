using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Website;

/// <summary>Where an edition stands. Waiting: it was approved and its time passed while the program stood still; a person says what
/// happens.</summary>
public enum EditionState { Draft, Proposed, Approved, Waiting, Live, Superseded, Dropped }

/// <summary>版: what a page says, from the first word over the approval to readers. The approval pins the hash of all of it; whatever is
/// changed afterwards makes it a draft again.</summary>
public sealed class Edition
{
    /// <summary>Missed by more than this, it is not published by the program alone.</summary>
    public static readonly TimeSpan Missed = TimeSpan.FromHours(2);

    public required Guid Id { get; init; }
    public required Guid Page { get; init; }

    /// <summary>From 1 for each page.</summary>
    public required int Number { get; init; }
    public required Guid By { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>訂正: it mends a mistake of the live edition, and whoever was told the mistake is told this.</summary>
    public bool Corrects { get; private set; }

    /// <summary>What changed, as readers are told; for a correction.</summary>
    public string? Correction { get; private set; }
    public EditionState State { get; private set; }
    public string Json { get; private set; } = "";

    /// <summary>When it goes out; null: as soon as it is approved.</summary>
    public DateTimeOffset? PublishAt { get; private set; }

    /// <summary>Codes of the channels that it goes to beside the page, with a space between.</summary>
    public string Channels { get; private set; } = "";

    /// <summary>The proposal that runs or has decided, and the hash of what was put to it.</summary>
    public Guid? Approval { get; private set; }
    public string? Pinned { get; private set; }
    public Guid? ProposedBy { get; private set; }
    public DateTimeOffset? LiveAt { get; private set; }
    public DateTimeOffset ChangedAt { get; private set; }
    public int Version { get; private set; } = 1;

    public Content Content => Content.Of(Json);
    public IReadOnlyList<string> ChannelCodes => [.. Channels.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
    public bool CanWrite => State is EditionState.Draft or EditionState.Approved or EditionState.Waiting;
    public bool IsOpen => State is EditionState.Draft or EditionState.Proposed or EditionState.Approved or EditionState.Waiting;

    public string Words => State switch
    {
        EditionState.Draft when Approval is not null => "書いているところ（決裁から戻りました）",
        EditionState.Draft => "書いているところ",
        EditionState.Proposed => "決裁中",
        EditionState.Approved => "決裁済み（公開を待っています）",
        EditionState.Waiting => "公開の時刻を過ぎました。決めてください",
        EditionState.Live => "公開中",
        EditionState.Superseded => "前の版",
        _ => "取りやめ",
    };

    /// <summary>All that is approved: the content, when it goes out, where to, and what is said of a correction.</summary>
    public string Hash() => new Pinning(Content, PublishAt, Channels, Correction).Hash();

    public static Edition Begin(TimeProvider clock, Guid page, int number, Content content, string channels, Guid by) => new()
    {
        Id = clock.NewId(), Page = page, Number = number, By = by, At = clock.GetUtcNow(), Json = content.Json(), Channels = channels,
        ChangedAt = clock.GetUtcNow(),
    };

    /// <summary>The edition of a page that was there before the story begins.</summary>
    internal static Edition Told(TimeProvider clock, SitePage page, Content content, string channels, DateTimeOffset at) => new()
    {
        Id = clock.NewId(), Page = page.Id, Number = 1, By = Guid.Empty, At = at, Json = content.Json(), Channels = channels,
        ChangedAt = at,
        State = EditionState.Live, LiveAt = at,
    };

    /// <summary>One that goes out by the power of a post, without being put to anybody first: what an emergency says.</summary>
    internal static Edition Ordered(TimeProvider clock, Guid page, int number, Content content, string channels, Guid by)
    {
        var edition = Begin(clock, page, number, content, channels, by);
        (edition.State, edition.ProposedBy, edition.Pinned) = (EditionState.Approved, by, edition.Hash());
        return edition;
    }

    /// <summary>It mends a mistake: what changed is told to readers.</summary>
    public void Correct(string what)
    {
        if (PlainText.IsBlank(what)) throw new Rule("correction", "何をどう訂正したかを入力してください。読む人に見えます。");
        (Corrects, Correction) = (true, what.Trim());
    }

    /// <summary>Writes on it. An approval that it had is void.</summary>
    /// <exception cref="Rule">it waits for its decision, or is not to be written any more.</exception>
    public void Write(Content content, DateTimeOffset now)
    {
        MustBeWritable();
        if (content.Json() == Json) return;
        (Json, ChangedAt) = (content.Json(), now);
        Again();
    }

    /// <summary>When it goes out and where to.</summary>
    public void Settle(DateTimeOffset? publishAt, IEnumerable<string> channels, DateTimeOffset now)
    {
        MustBeWritable();
        var joined = string.Join(' ', channels);
        if (publishAt == PublishAt && joined == Channels) return;
        (PublishAt, Channels, ChangedAt) = (publishAt, joined, now);
        Again();
    }

    void Again() => (State, Pinned, Version) = (EditionState.Draft, null, Version + 1);

    void MustBeWritable()
    {
        if (!CanWrite) throw new Rule("", State is EditionState.Proposed
            ? "決裁中は変えられません。変えるときは、先に決裁から取り戻してください。"
            : "この版は、もう変えられません。直すときは、新しい版を作ってください。");
    }

    public void Propose(Guid approval, Guid by)
    {
        if (State is not EditionState.Draft) throw new Rule("", "この版は、もう決裁に回っています。");
        (State, Approval, Pinned, ProposedBy, Version) = (EditionState.Proposed, approval, Hash(), by, Version + 1);
    }

    /// <summary>It was sent back, retrieved or refused: it is a draft again.</summary>
    public void Return()
    {
        if (State is not EditionState.Proposed) return;
        Again();
    }

    /// <summary>Decided. True when it is still what was put to decision; else it is a draft again.</summary>
    public bool Approve()
    {
        if (State is not EditionState.Proposed) return false;
        if (Pinned != Hash()) { Again(); return false; }
        (State, Version) = (EditionState.Approved, Version + 1);
        return true;
    }

    /// <summary>Whether its time has come, and whether it came so long ago that a person decides.</summary>
    public bool IsDue(DateTimeOffset now) => State is EditionState.Approved && (PublishAt ?? now) <= now;
    public bool IsMissed(DateTimeOffset now) => IsDue(now) && PublishAt is { } at && now - at > Missed;

    public void Wait() => (State, Version) = State is EditionState.Approved ? (EditionState.Waiting, Version + 1) : throw Wrong();

    /// <summary>A person says: publish it all the same, now.</summary>
    public void Resume(DateTimeOffset now)
    {
        if (State is not EditionState.Waiting) throw Wrong();
        (State, PublishAt, Version) = (EditionState.Approved, now, Version + 1);
    }

    public void Publish(DateTimeOffset now)
    {
        if (State is not EditionState.Approved) throw Wrong();
        (State, LiveAt, Version) = (EditionState.Live, now, Version + 1);
    }

    public void Supersede() => (State, Version) = State is EditionState.Live ? (EditionState.Superseded, Version + 1) : throw Wrong();

    /// <summary>Given up before anybody read it.</summary>
    public void Drop()
    {
        if (!CanWrite) throw Wrong();
        (State, Version) = (EditionState.Dropped, Version + 1);
    }

    static Rule Wrong() => new("", "版の状態が、その間に変わりました。画面を開き直してください。");

    internal sealed class Map : IEntityTypeConfiguration<Edition>
    {
        public void Configure(EntityTypeBuilder<Edition> b)
        {
            b.ToTable("website_editions");
            b.Property(x => x.Correction).HasMaxLength(500);
            b.Property(x => x.Channels).HasMaxLength(200);
            b.Property(x => x.Pinned).HasMaxLength(64);
            b.Property(x => x.Version).IsConcurrencyToken();
            b.Ignore(x => x.Content);
            b.Ignore(x => x.ChannelCodes);
            b.Ignore(x => x.CanWrite);
            b.Ignore(x => x.IsOpen);
            b.Ignore(x => x.Words);
            b.HasIndex(x => new { x.Page, x.Number }).IsUnique().Says("", "新しい版は、もう作られています。");
            b.HasIndex(x => new { x.State, x.PublishAt });
        }
    }
}

/// <summary>What an approval is about, as one hash.</summary>
sealed record Pinning(Content Content, DateTimeOffset? PublishAt, string Channels, string? Correction)
{
    public string Hash() => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(
        string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"{Content.Hash()}\n{PublishAt?.UtcDateTime:O}\n{Channels}\n{Correction}"))));
}

/// <summary>That somebody wrote a part of an edition: who saves second is told who was first.</summary>
public sealed class EditionChange
{
    public required Guid Id { get; init; }
    public required Guid Edition { get; init; }
    public required string Part { get; init; }
    public required Guid By { get; init; }
    public required DateTimeOffset At { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<EditionChange>
    {
        public void Configure(EntityTypeBuilder<EditionChange> b)
        {
            b.ToTable("website_edition_changes");
            b.Property(x => x.Part).HasMaxLength(60);
            b.HasIndex(x => new { x.Edition, x.At });
        }
    }
}
