using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Drafting;

/// <summary>公印の使用: asked for by who issues, agreed to by the seal's keeper, who is somebody else. All of them are the 公印使用簿.</summary>
public sealed class SealUse : TwoPersons
{
    public required Guid Draft { get; init; }
    public required string Seal { get; init; }

    /// <summary>Its name on that day.</summary>
    public required string SealTitle { get; init; }
    public required string Number { get; init; }
    public required string Subject { get; init; }
    public required string Department { get; init; }

    /// <summary>On how many papers.</summary>
    public required int Count { get; init; }

    protected override string Own => "自分が申請した公印の使用は、ほかの人が確認します。";

    internal static Task<SealUse?> Of(Draft draft, Look look) => look.Db.Set<SealUse>().AsNoTracking().Where(s => s.Draft == draft.Id)
        .OrderByDescending(s => s.At).FirstOrDefaultAsync(look.Stop);

    internal sealed class Map : IEntityTypeConfiguration<SealUse>
    {
        public void Configure(EntityTypeBuilder<SealUse> b)
        {
            b.ToTable("drafting_seals");
            b.Property(x => x.Seal).HasMaxLength(80);
            b.Property(x => x.SealTitle).HasMaxLength(80);
            b.Property(x => x.Number).HasMaxLength(60);
            b.Property(x => x.Subject).HasMaxLength(300);
            b.Property(x => x.Department).HasMaxLength(80);
            b.Property(x => x.Remark).HasMaxLength(LongestRemark);
            b.HasIndex(x => new { x.Draft, x.At });
            b.HasIndex(x => x.At);
        }
    }
}

/// <summary>The keeper compares the paper with what was decided, and lets it be sealed.</summary>
sealed class CheckSeal(Outbox outbox) : SecondPerson<SealUse>
{
    public static readonly SecondWords Said = new("drafting seal", "決裁された内容と照らし合わせて、公印の使用を認めますか", "認めない理由", "公印の使用が認められませんでした",
        "公印の使用の申請", "決裁された起案と、施行する文書を見比べてください。")
    { TakeBack = "公印の使用の申請を取り下げる" };
    public static readonly Deed Checked = new("drafting.seal.checked", "公印の使用を確かめた"),
        TakenBack = new("drafting.seal.taken-back", "公印の使用の申請を取り下げた");

    public static string Address(object id) => $"{SealBook.Url}/{id}";

    public override SecondWords Words => Said;
    public override Permission Who => DraftingModule.Keep;
    public override string Url(SealUse use) => Address(use.Id);
    public override string Home(SealUse use) => IssueDraft.Url(use.Draft);
    public override string After(SealUse use) => SealBook.Url;
    public override Task<string> CarryOut(SealUse use, Turn turn)
    {
        outbox.Add(turn.Db, LetterWork.WorkKind, $"drafting letter {use.Id:N}", new LetterErrand(use.Draft));
        return Task.FromResult(SealBook.Url);
    }

    public override Task<SecondFace> Face(SealUse use, Look look) => Task.FromResult(new SecondFace("公印の使用を確かめる",
        [new("公印使用簿", SealBook.Url)],
        [
            ("公印", Written.Strong(use.SealTitle)), ("文書番号", Written.Text(use.Number)),
            ("件名", Written.Link(ShowDraft.Url(use.Draft), use.Subject)),
            ("枚数", Written.Text($"{use.Count}")), ("施行する文書", Written.Link($"{CheckSeal.Address(use.Id)}/letter.pdf", "PDFで見る")),
        ]));

    public override Task<string> InWords(SealUse use, Look look) => Task.FromResult($"{use.SealTitle}、{use.Number}「{use.Subject}」");
    public override Task Note(SealUse use, Look look) => Task.FromResult(look.Journal.About(Drafting.Draft.Kind, use.Draft));
}
