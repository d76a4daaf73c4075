using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Procedures;

/// <summary>How far another system came with an application: taken over, being worked on, done, or not possible.</summary>
public enum ProcessingState { Imported, Working, Done, Failed }

/// <summary>処理の様子: what another system reports of an application that it took over; each report is a row, the newest one of a system
/// counts.</summary>
public sealed class Processing
{
    public const int LongestReference = 100, LongestMessage = 500;

    public required Guid Id { get; init; }
    public required Guid ApplicationId { get; init; }

    /// <summary>The system, and what it was called at the time.</summary>
    public required Guid System { get; init; }
    public required string Called { get; init; }
    public required ProcessingState State { get; init; }

    /// <summary>The number that the other system gave it; null when it gave none.</summary>
    public string? Reference { get; init; }
    public string? Message { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>The officer who looked at what did not go, and when.</summary>
    public Guid? SeenBy { get; private set; }
    public DateTimeOffset? SeenAt { get; private set; }

    /// <summary>It did not go, and nobody has looked at it yet.</summary>
    public bool Waits => State is ProcessingState.Failed && SeenAt is null;

    /// <exception cref="Rule">there is nothing to be looked at.</exception>
    public void See(Guid by, DateTimeOffset at)
    {
        if (!Waits) throw new Rule("", "この知らせは、すでに確かめられています。");
        (SeenBy, SeenAt) = (by, at);
    }

    public static string Words(ProcessingState state) => state switch
    {
        ProcessingState.Imported => "取り込みました",
        ProcessingState.Working => "処理しています",
        ProcessingState.Done => "処理が終わりました",
        _ => "処理できませんでした",
    };

    internal sealed class Map : IEntityTypeConfiguration<Processing>
    {
        public void Configure(EntityTypeBuilder<Processing> b)
        {
            b.ToTable("procedures_processing");
            b.Property(x => x.Called).HasMaxLength(80);
            b.Property(x => x.Reference).HasMaxLength(LongestReference);
            b.Property(x => x.Message).HasMaxLength(LongestMessage);
            b.Ignore(x => x.Waits);
            b.HasIndex(x => x.ApplicationId);
        }
    }
}
