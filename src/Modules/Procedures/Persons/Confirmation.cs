using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Procedures;

/// <summary>連名・本人の確認: somebody who is named in an application was asked by mail to say yes or no. The link that proves them is
/// made of the id and kept nowhere; it works once, and until its day.</summary>
public sealed class Confirmation
{
    public required Guid Id { get; init; }
    public required Guid ApplicationId { get; init; }
    public required OtherRole Role { get; init; }
    public required string Name { get; init; }
    public required string SealedMail { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>The last day on which the link works.</summary>
    public required DateOnly Until { get; init; }
    public DateTimeOffset? RemindedAt { get; set; }
    public DateTimeOffset? AnsweredAt { get; private set; }

    /// <summary>Null while open, and where nobody answered in time.</summary>
    public bool? Agreed { get; private set; }

    /// <summary>The account with which they were signed in, if any.</summary>
    public Guid? Account { get; private set; }

    public bool IsOpen(DateOnly today) => AnsweredAt is null && Until >= today;

    /// <exception cref="Rule">it was answered, or its day is over.</exception>
    public void Answer(bool agreed, Guid? account, DateOnly today, DateTimeOffset at)
    {
        if (!IsOpen(today))
            throw new Rule("", new Text("このリンクは、もう使えません。", "この リンクは もう つかえません。", "This link cannot be used any more."));
        (Agreed, Account, AnsweredAt) = (agreed, account, at);
    }

    /// <summary>Nobody answered, or nobody needs to any more.</summary>
    public void Lapse(DateTimeOffset at) => AnsweredAt ??= at;

    internal sealed class Map : IEntityTypeConfiguration<Confirmation>
    {
        public void Configure(EntityTypeBuilder<Confirmation> b)
        {
            b.ToTable("procedures_confirmations");
            b.Property(x => x.Name).HasMaxLength(200);
            b.Property(x => x.SealedMail).HasMaxLength(1000).IsSealedMail();
            b.HasIndex(x => x.ApplicationId);
            b.HasIndex(x => x.Until).HasFilter("\"AnsweredAt\" IS NULL");
        }
    }
}

public sealed partial class Application
{
    /// <summary>For whom it is asked, where that person confirmed with an account: what concerns the case concerns them, too.</summary>
    public Guid? Represented { get; private set; }

    /// <summary>Received, and not examined before somebody else has said yes.</summary>
    public Application AwaitConfirmation(DateTimeOffset at)
    {
        Take(ApplicationStep.AskOthers, Hand.Program, at, "確認を待てません");
        return this;
    }

    /// <summary>Everybody said yes: the time for the decision runs from now.</summary>
    public Application Confirm(DateOnly due, DateTimeOffset at)
    {
        Take(ApplicationStep.Confirm, Hand.Person, at, "確認できません");
        Due = due;
        return this;
    }

    /// <summary>Who it is for has an account.</summary>
    public void Represents(Guid account) => Represented = account;
}
