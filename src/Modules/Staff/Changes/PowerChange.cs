using System.Text.Json;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Staff;

/// <summary>Every act by which somebody gets power.</summary>
public enum PowerKind
{
    [Label("職員の登録")] Officer,
    [Label("職の割当て")] Holding,
    [Label("設定用のリンクの作り直し")] Link,
    [Label("メールアドレスの変更")] Mail,
    [Label("退職の記録の取消し")] Return,
    [Label("職の新設")] Post,
    [Label("市の設定ファイルの取り込み")] Files,
}

/// <summary>What is to be done once a second person agreed; of each kind only what it needs.</summary>
public sealed record Wish
{
    public string? Name { get; init; }
    public string? Kana { get; init; }
    public string? Login { get; init; }
    public string? Mail { get; init; }
    public string? Department { get; init; }
    public string? Post { get; init; }
    public DateOnly? From { get; init; }
    public DateOnly? Until { get; init; }
    public string? Title { get; init; }
    public int? Rank { get; init; }
    public IReadOnlyList<string>? Permissions { get; init; }
    public IReadOnlyList<Gain>? Gains { get; init; }
    public IReadOnlyList<Deciding>? Deciders { get; init; }
}

/// <summary>権限の変更: an act that gives power. One officer asks for it, and nothing happens until a second one, whom it is not about, has
/// agreed.</summary>
public sealed class PowerChange : TwoPersons
{
    public const string Record = "power-change";

    public required PowerKind Kind { get; init; }

    /// <summary>The officer whom it is about; null for posts and files, and for one who is not registered yet.</summary>
    public Guid? Officer { get; init; }
    public required string Json { get; init; }

    /// <summary>Hash of the first half of the link, where the one who asked hands it over because there is no mail address.</summary>
    public string? FirstHalf { get; init; }

    public Wish Wish => wish ??= JsonSerializer.Deserialize<Wish>(Json) ?? new();
    Wish? wish;

    /// <summary>Whether it ends with a link for the person to sign in with.</summary>
    public bool MakesLink => Kind is PowerKind.Officer or PowerKind.Link;

    protected override string Own => "自分が申し出たことは、ほかの人が確認します。";
    protected override bool Concerns(Guid person) => person == Officer;

    internal sealed class Map : IEntityTypeConfiguration<PowerChange>
    {
        public void Configure(EntityTypeBuilder<PowerChange> b)
        {
            b.ToTable("staff_power_changes");
            b.Ignore(x => x.Wish);
            b.Ignore(x => x.MakesLink);
            b.Property(x => x.Remark).HasMaxLength(LongestRemark);
            b.Property(x => x.FirstHalf).HasMaxLength(64);
            b.HasIndex(x => new { x.Agreed, x.At });
        }
    }
}
