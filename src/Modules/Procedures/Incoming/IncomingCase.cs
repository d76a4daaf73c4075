using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Procedures;

/// <summary>How the person of an incoming application was found in the register.</summary>
public enum Identified { NotYet, BySerial, ByFacts, ByOfficer, Nobody, Several }

/// <summary>
/// 申請管理: an application that was made at another counter and brought as a file. It is received by its day there; its person is
/// looked for in the register outside of any turn. The number of the other counter makes it one, however often its file is brought.
/// </summary>
public sealed class IncomingCase
{
    public required Guid Id { get; init; }
    public required string Procedure { get; init; }
    public required string Number { get; init; }
    public required DateTimeOffset AppliedAt { get; init; }

    /// <summary>The officer who brought it.</summary>
    public required Guid By { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Keyed hash of the serial number of the card's certificate; null where the file had none.</summary>
    public string? SerialKey { get; init; }

    /// <summary>What the card says of the person, and what was answered, until it is received; then only there.</summary>
    public string Facts { get; private set; } = "{}";
    public string Answers { get; private set; } = "{}";
    public Identified Identified { get; private set; }
    public Guid? Person { get; private set; }
    public Guid? ApplicationId { get; private set; }
    public DateTimeOffset? ReceivedAt { get; private set; }
    public long Version { get; private set; } = 1;

    public static IncomingCase Bring(Guid id, string procedure, string number, DateTimeOffset applied, Guid by, DateTimeOffset at,
        string? serialKey, string facts, string answers) => new()
        {
            Id = id, Procedure = procedure, Number = number, AppliedAt = applied, By = by, At = at, SerialKey = serialKey, Facts = facts,
            Answers = answers,
        };

    /// <summary>It became this application.</summary>
    public void Receive(Guid application, DateTimeOffset at) => (ApplicationId, ReceivedAt, Facts, Answers, Version) =
        (application, at, "{}", "{}", Version + 1);

    /// <summary>Whom of the register it concerns, or that this is not clear.</summary>
    public void Identify(Identified how, Guid? person) => (Identified, Person, Version) = (how, person, Version + 1);

    /// <summary>Somebody has to look who it is.</summary>
    public bool Unclear => ReceivedAt is not null && Person is null && Identified is Identified.Nobody or Identified.Several;

    public static string Words(Identified how) => how switch
    {
        Identified.BySerial => "カードの番号で分かりました",
        Identified.ByFacts => "氏名と生年月日などで分かりました",
        Identified.ByOfficer => "職員が確かめました",
        Identified.Nobody => "住民記録に見つかりません",
        Identified.Several => "当てはまる方が何人もいます",
        _ => "これから確かめます",
    };

    internal sealed class Map : IEntityTypeConfiguration<IncomingCase>
    {
        public void Configure(EntityTypeBuilder<IncomingCase> b)
        {
            b.ToTable("procedures_incoming");
            b.Property(x => x.Procedure).HasMaxLength(60);
            b.Property(x => x.Number).HasMaxLength(100);
            b.Property(x => x.SerialKey).HasMaxLength(64).IsKeyedHash(IncomingSheet.SerialPurpose, Dropped.Value);
            b.Ignore(x => x.Unclear);
            b.HasIndex(x => new { x.Procedure, x.Number }).IsUnique().Says("", "この受付番号の申請は、もう取り込まれています。");
            b.HasIndex(x => new { x.SerialKey, x.Id }).HasFilter("\"SerialKey\" IS NOT NULL");
            b.HasIndex(x => x.ApplicationId);
        }
    }
}

/// <summary>取込み: a file of another counter, and its rows.</summary>
public sealed class IncomingFile : Brought
{
    internal sealed class Mapping : IEntityTypeConfiguration<IncomingFile>
    {
        public void Configure(EntityTypeBuilder<IncomingFile> b) => Map(b, "procedures_imports");
    }
}

public sealed class IncomingRow : BroughtRow
{
    internal sealed class Mapping : IEntityTypeConfiguration<IncomingRow>
    {
        public void Configure(EntityTypeBuilder<IncomingRow> b) => Map(b, "procedures_import_rows");
    }
}
