using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Residents;

/// <summary>The documents by which a person proves at the counter who they are.</summary>
public enum IdentityDocument
{
    [Label("マイナンバーカード")] MyNumberCard,
    [Label("運転免許証")] DrivingLicence,
    [Label("旅券（パスポート）")] Passport,
    [Label("在留カード・特別永住者証明書")] ResidenceCard,
    [Label("その他の官公署が発行した写真付きの証明書")] OtherPhoto,
    [Label("写真のない証明書2点")] TwoWithoutPhoto,
}

/// <summary>An account belongs to a person of the register: an officer saw the person and a document. Ended by a row's end, never
/// deleted.</summary>
public sealed class AccountLink
{
    public required Guid Id { get; init; }
    public required Guid Account { get; init; }
    public required Guid Person { get; init; }
    public required IdentityDocument Seen { get; init; }
    public Guid? By { get; init; }
    public required DateTimeOffset At { get; init; }
    public Guid? EndedBy { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>The account while the link stands, null afterwards: a unique index on it allows one standing link per account.</summary>
    public Guid? Standing { get; private set; }

    public static AccountLink Make(Guid account, Guid person, IdentityDocument seen, Guid? by, TimeProvider clock) =>
        new() { Id = clock.NewId(), Account = account, Person = person, Seen = seen, By = by, At = clock.GetUtcNow(), Standing = account };

    public void End(Guid? by, DateTimeOffset now) => (EndedBy, EndedAt, Standing) = (by, now, null);

    internal sealed class Map : IEntityTypeConfiguration<AccountLink>
    {
        public void Configure(EntityTypeBuilder<AccountLink> b)
        {
            b.ToTable("residents_account_links");
            b.HasIndex(x => x.Standing).IsUnique().Says("", "このアカウントは、すでに住民と結び付いています。");
            b.HasIndex(x => x.Person);
            b.HasIndex(x => x.Account);
        }
    }
}
