using System.Linq.Expressions;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Kits;

/// <summary>Something that happened to a case: a row with its time. A room says to which case, in a column of its own.</summary>
public abstract class CaseEntry
{
    public required Guid Id { get; init; }
    public required DateTimeOffset At { get; init; }

    public static void KeepAs<T>(EntityTypeBuilder<T> b, string table, Expression<Func<T, object?>> of) where T : CaseEntry
    {
        b.ToTable(table);
        b.HasIndex(of);
    }
}

/// <summary>Something that somebody did with a case.</summary>
public abstract class CaseAct : CaseEntry
{
    public required Guid By { get; init; }
}

/// <summary>Who handles it since then, and who gave it to them.</summary>
public abstract class CaseAssignment : CaseAct
{
    public required Guid Officer { get; init; }
}

/// <summary>What officers write down for each other; whom the case is about does not see it.</summary>
public abstract class CaseNote : CaseAct
{
    public required string Text { get; init; }

    public static new void KeepAs<T>(EntityTypeBuilder<T> b, string table, Expression<Func<T, object?>> of) where T : CaseNote
    {
        CaseEntry.KeepAs(b, table, of);
        b.Property(x => x.Text).HasMaxLength(4000);
    }
}

/// <summary>起案: what an officer put to decision; ended when it was sent back.</summary>
public abstract class CaseProposal : CaseAct
{
    /// <summary>The proposal in the approvals module.</summary>
    public required Guid Approval { get; init; }
    public string? Reason { get; init; }
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Why a decider sent it back.</summary>
    public string? Returned { get; private set; }

    public void End(string? reason, DateTimeOffset at) => (Returned, EndedAt) = (reason, at);

    public static new void KeepAs<T>(EntityTypeBuilder<T> b, string table, Expression<Func<T, object?>> of) where T : CaseProposal
    {
        CaseEntry.KeepAs(b, table, of);
        b.Property(x => x.Returned).HasMaxLength(1000);
        b.Property(x => x.Reason).HasMaxLength(2000);
        b.HasIndex(x => x.Approval);
    }
}
