using System.Text.Json;
using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Residents;

/// <summary>Why an officer found that a card's holder is nobody of the register.</summary>
public enum CardRefusal
{
    [Label("市に住民登録がない")] NotResident,
    [Label("カードの記載が古い（住所の変更などが済んでいない）")] CardOutOfDate,
    [Label("同じ内容の方がいて、だれか決められない")] CannotTell,
}

/// <summary>カードの結び付け: an account can be entered with this card. Whose it is in the register follows from
/// its four facts, or waits for an officer; what the card said is kept, sealed, only as long as somebody has to look at it.</summary>
public sealed class CardTie
{
    public const string Kind = "card-tie";
    const string WordPurpose = "card-word", FactsPurpose = "card-facts", SeenPurpose = "card-seen";

    public required Guid Id { get; init; }
    public required Guid Account { get; init; }

    /// <summary>The provider's word for the person; blind to be found.</summary>
    public required string SealedWord { get; init; }
    public required string BlindWord { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>What the card said, while an officer has to compare it.</summary>
    public string? SealedFacts { get; private set; }
    public DateTimeOffset? WaitsSince { get; private set; }

    /// <summary>A keyed hash of the facts that an officer refused: the same are not shown to an officer again.</summary>
    public string? Refused { get; private set; }
    public CardRefusal? Why { get; private set; }
    public Guid? DecidedBy { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }
    public long Version { get; private set; }

    public bool Waits => WaitsSince is not null;

    public static CardTie Make(Guid account, CardHolder holder, MasterKey key, TimeProvider clock) => new()
    {
        Id = clock.NewId(), Account = account, SealedWord = key.Seal(holder.Word, WordPurpose),
        BlindWord = key.Blind(holder.Word, WordPurpose), At = clock.GetUtcNow(),
    };

    internal static IQueryable<CardTie> Of(CityDb db, CardHolder holder, MasterKey key)
    {
        var blinds = key.Blinds(holder.Word, WordPurpose);
        return db.Set<CardTie>().Where(t => blinds.Contains(t.BlindWord));
    }

    public CardFacts? Facts(MasterKey key) =>
        SealedFacts is { } box ? JsonSerializer.Deserialize<CardFacts>(key.Open(box, FactsPurpose)) : null;

    /// <summary>The card was shown. Whom its facts fit alone is the account's person from now on; where they fit nobody, several, or
    /// another one than the account's, an officer has to look, once for the same facts.</summary>
    /// <param name="linked">The person whom the account is linked to already.</param>
    /// <returns>The person to link the account to; null where there is nothing to do.</returns>
    public Guid? Show(CardFacts facts, Guid? fits, Guid? linked, MasterKey key, DateTimeOffset now)
    {
        Version++;
        if (fits is not null && (linked is null || linked == fits) || fits is null && linked is not null)
        {
            (SealedFacts, WaitsSince, Refused, Why) = (null, null, null, null);
            return linked is null ? fits : null;
        }
        var said = JsonSerializer.Serialize(facts);
        if (Refused is not null && key.Blinds(said, SeenPurpose).Contains(Refused)) return null;
        (SealedFacts, WaitsSince, Refused, Why) = (key.Seal(said, FactsPurpose), WaitsSince ?? now, null, null);
        return null;
    }

    /// <summary>An officer found whose card it is.</summary>
    public void Settle(Guid by, DateTimeOffset now) =>
        (SealedFacts, WaitsSince, Why, DecidedBy, DecidedAt, Version) = (null, null, null, by, now, Version + 1);

    /// <summary>An officer found that it is nobody of the register: it still opens the account, as an account.</summary>
    public void Refuse(CardRefusal why, Guid by, DateTimeOffset now, MasterKey key)
    {
        Refused = Facts(key) is { } facts ? key.Blind(JsonSerializer.Serialize(facts), SeenPurpose) : null;
        Settle(by, now);
        Why = why;
    }

    internal sealed class Map : IEntityTypeConfiguration<CardTie>
    {
        public void Configure(EntityTypeBuilder<CardTie> b)
        {
            b.ToTable("residents_card_ties");
            b.Property(x => x.SealedWord).HasMaxLength(1000).IsSealed(WordPurpose);
            b.Property(x => x.BlindWord).HasMaxLength(64).IsBlind(WordPurpose, nameof(SealedWord), word => word);
            b.Property(x => x.SealedFacts).HasMaxLength(2000).IsSealed(FactsPurpose);
            b.Property(x => x.Refused).HasMaxLength(64).IsKeyedHash(SeenPurpose, Dropped.Value);
            b.Property(x => x.Version).IsConcurrencyToken();
            b.HasIndex(x => x.BlindWord).IsUnique().Says("", CardPages.Elsewhere);
            b.HasIndex(x => x.Account);
            b.HasIndex(x => x.WaitsSince).HasFilter("\"WaitsSince\" IS NOT NULL");
        }
    }
}

/// <summary>A card whose holder the register does not tell alone waits for an officer.</summary>
sealed class CardTask : TaskSource<CardTie>
{
    protected override Guid Cause(CardTie tie) => tie.Id;

    protected override Task<TaskWish?> Wish(CityDb db, CardTie tie, CancellationToken ct) =>
        Task.FromResult(tie.Waits ? new TaskWish(TaskKind.Check, "カードで確かめた方と住民の照合", MatchCard.UrlOf(tie.Id))
        { Power = ResidentsModule.CanLink } : null);
}
