using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Drafting;

/// <summary>How a document came in.</summary>
public enum Arriving { [Label("窓口・持参")] Desk, [Label("郵送")] Post, [Label("メール")] Mail, [Label("紙の読み取り")] Scan, [Label("庁内便・その他")] Other }

/// <summary>収受: a document that came in and has its number. Number and day are its 収受印; what is done with it is noted beside
/// them.</summary>
public sealed class Received
{
    public const string Kind = "drafting.received";

    public required Guid Id { get; init; }
    public required string Department { get; init; }
    public required string Subject { get; init; }
    public required string Sender { get; init; }
    public required Arriving Way { get; init; }
    public required DateOnly On { get; init; }

    /// <summary>The sender's own number of it (先方の文書番号).</summary>
    public string? Theirs { get; init; }
    public required string RecordClass { get; init; }
    public string? Text { get; init; }
    public required Guid By { get; init; }
    public required DateTimeOffset At { get; init; }
    public required Guid Document { get; init; }
    public required string Number { get; init; }

    /// <summary>The officer who works on it; null while it waits for one.</summary>
    public Guid? Officer { get; private set; }
    public DateOnly? Due { get; private set; }
    public DateTimeOffset? DoneAt { get; private set; }
    public Guid? DoneBy { get; private set; }
    public string? Done { get; private set; }
    public long Version { get; private set; } = 1;

    public string Words => DoneAt is not null ? "処理済み" : Officer is null ? "担当を決める" : "処理中";

    /// <summary>配布: gives it to an officer.</summary>
    /// <exception cref="Rule">it is done.</exception>
    public void Assign(Guid officer, DateOnly? due)
    {
        if (DoneAt is not null) throw new Rule("", "この文書は処理が済んでいます。");
        (Officer, Due, Version) = (officer, due, Version + 1);
    }

    /// <exception cref="Rule">it is done already.</exception>
    public void Finish(string how, Guid by, DateTimeOffset at)
    {
        if (DoneAt is not null) throw new Rule("", "この文書は、すでに処理が済んでいます。");
        (Done, DoneBy, DoneAt, Version) = (how.Trim(), by, at, Version + 1);
    }

    /// <summary>Those of the departments of this officer; all for who distributes what comes in.</summary>
    public static IQueryable<Received> Visible(Look look)
    {
        var (me, departments) = (look.Actor.Account, look.Departments);
        return look.Actor.Can(DraftingModule.Receive) ? look.Db.Set<Received>()
            : look.Db.Set<Received>().Where(r => departments.Contains(r.Department) || r.Officer == me);
    }

    internal sealed class Map : IEntityTypeConfiguration<Received>
    {
        public void Configure(EntityTypeBuilder<Received> b)
        {
            b.ToTable("drafting_received");
            b.Ignore(x => x.Words);
            b.Property(x => x.Department).HasMaxLength(80);
            b.Property(x => x.Subject).HasMaxLength(300);
            b.Property(x => x.Sender).HasMaxLength(200);
            b.Property(x => x.Theirs).HasMaxLength(100);
            b.Property(x => x.RecordClass).HasMaxLength(80);
            b.Property(x => x.Number).HasMaxLength(60);
            b.Property(x => x.Done).HasMaxLength(500);
            b.Property(x => x.Version).IsConcurrencyToken();
            b.HasIndex(x => new { x.Department, x.At });
            b.HasIndex(x => x.Number);
            b.HasIndex(x => x.Officer);
        }
    }
}

/// <summary>A file of what came in; what has arrived and is not registered yet has them under the id that it will keep.</summary>
public sealed class ReceivedFile
{
    public required Guid Id { get; init; }
    public required Guid Received { get; init; }
    public required int Position { get; init; }
    public required string Title { get; init; }
    public required Guid File { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<ReceivedFile>
    {
        public void Configure(EntityTypeBuilder<ReceivedFile> b)
        {
            b.ToTable("drafting_received_files");
            b.Property(x => x.Title).HasMaxLength(200);
            b.HasIndex(x => new { x.Received, x.Position });
        }
    }
}

/// <summary>到着: what a watched folder brought, before somebody registers it or says why not. Held: it could not be read.</summary>
public sealed class Arrival
{
    public const string Kind = "drafting.arrival";
    public const int LongestText = 18_000;

    public required Guid Id { get; init; }
    public required Arriving Way { get; init; }

    /// <summary>Name of the file in the folder, and the hash by which the same one is known again.</summary>
    public required string Name { get; init; }
    public required string Hash { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string Subject { get; init; }
    public required string Sender { get; init; }
    public string? Text { get; init; }

    /// <summary>Why it, or a part of it, was not taken.</summary>
    public string? Why { get; init; }

    /// <summary>Nothing of it can be opened here: it lies in the folder of what is held.</summary>
    public required bool Held { get; init; }
    public DateTimeOffset? EndedAt { get; private set; }
    public Guid? EndedBy { get; private set; }

    /// <summary>Why it is not registered; null when it is.</summary>
    public string? Refused { get; private set; }

    /// <exception cref="Rule">somebody has dealt with it already.</exception>
    public void End(Guid by, DateTimeOffset at, string? refused = null)
    {
        if (EndedAt is not null) throw new Rule("", Refused is null ? "この到着は、すでに収受されています。" : "この到着は、すでに収受しないことになっています。");
        (EndedBy, EndedAt, Refused) = (by, at, refused?.Trim());
    }

    internal sealed class Map : IEntityTypeConfiguration<Arrival>
    {
        public void Configure(EntityTypeBuilder<Arrival> b)
        {
            b.ToTable("drafting_arrivals");
            b.Property(x => x.Name).HasMaxLength(200);
            b.Property(x => x.Hash).HasMaxLength(64);
            b.Property(x => x.Subject).HasMaxLength(300);
            b.Property(x => x.Sender).HasMaxLength(200);
            b.Property(x => x.Why).HasMaxLength(1000);
            b.Property(x => x.Refused).HasMaxLength(500);
            b.HasIndex(x => x.Hash).IsUnique();
            b.HasIndex(x => x.EndedAt);
        }
    }
}
