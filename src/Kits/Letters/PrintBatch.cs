using System.Security.Cryptography;
using System.Text;
using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Kits;

/// <summary>印刷の束: letters of one kind and department that are printed and posted together, in a fixed order, with totals by which it is
/// seen whether one is missing.</summary>
public sealed class PrintBatch
{
    public const string Kind = "print-batch";

    /// <summary>So many letters at most, and so many sheets in one file.</summary>
    public const int Most = 5000, InFile = 500;

    public required Guid Id { get; init; }

    /// <summary>Of the kind of letter.</summary>
    public required string Code { get; init; }
    public required string Department { get; init; }

    /// <summary>Of the fiscal year, from 1.</summary>
    public required int Year { get; init; }
    public required int Serial { get; init; }
    public required Guid By { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>The <see cref="LetterWords"/> that its letters were printed with.</summary>
    public required string Words { get; init; }

    /// <summary>Of letters whose address few may know.</summary>
    public bool Guarded { get; init; }

    /// <summary>The run that lays its sheets out.</summary>
    public Guid? Run { get; set; }

    public int Letters { get; private set; }
    public int Sheets { get; private set; }

    /// <summary>Of the letters' hashes in their order; null until all are laid out.</summary>
    public string? Hash { get; private set; }
    public DateOnly? PostedOn { get; private set; }
    public Guid? PostedBy { get; private set; }

    /// <summary>How many envelopes somebody counted.</summary>
    public int? Counted { get; private set; }
    public string? Remark { get; private set; }
    public long Version { get; private set; }

    public bool IsLaid => Hash is not null;

    /// <summary>Nothing of it goes to the post: all its letters went into another pile.</summary>
    public bool IsEmpty => IsLaid && Letters == 0;
    public string Name => $"{new FiscalYear(Year)}-{Serial}";

    /// <summary>Sorted as a machine fills envelopes and the post wants them: what needs a hand last, then by sheets, then by postal
    /// code.</summary>
    public void Lay(IReadOnlyList<PaperLetter> letters)
    {
        var sorted = letters.OrderBy(l => l.Trouble is not null).ThenBy(l => l.Sheets).ThenBy(l => l.Postal, StringComparer.Ordinal)
            .ThenBy(l => l.Id).ToList();
        foreach (var (i, letter) in sorted.Index()) letter.Count(i + 1);
        (Letters, Sheets) = (sorted.Count, sorted.Sum(l => l.Sheets ?? 0));
        Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Concat(sorted.Select(l => l.Hash)))));
        Version++;
    }

    /// <param name="letters">How many go out.</param>
    /// <exception cref="Rule">they are not laid out, with the post already, or the counts differ and nobody said why.</exception>
    public void Post(int counted, int letters, string? remark, DateOnly on, Guid by, DateOnly today)
    {
        if (!IsLaid) throw new Rule("", "まだ印刷の用意ができていません。");
        if (PostedOn is not null) throw new Rule("", "この束は、もう差し出してあります。");
        if (on > today) throw new Rule("day", "きょうより後の日は記録できません。");
        if (counted != letters && PlainText.IsBlank(remark))
            throw new Rule("remark",
                $"数えた数（{counted:#,0}通）が、出す数（{letters:#,0}通）と違います。数え直すか、理由を書いてください。");
        (PostedOn, PostedBy, Counted, Remark, Version) = (on, by, counted, remark, Version + 1);
    }

    internal sealed class Map : IEntityTypeConfiguration<PrintBatch>
    {
        public void Configure(EntityTypeBuilder<PrintBatch> b)
        {
            b.ToTable("kits_print_batches");
            b.Property(x => x.Code).HasMaxLength(60);
            b.Property(x => x.Department).HasMaxLength(80);
            b.Property(x => x.Hash).HasMaxLength(64);
            b.Property(x => x.Remark).HasMaxLength(500);
            b.Ignore(x => x.IsEmpty);
            b.Property(x => x.Version).IsConcurrencyToken();
            b.HasIndex(x => new { x.Code, x.Year, x.Serial }).IsUnique()
                .Says("", "ほかの人が同時に束を作りました。もう一度お試しください。");
            b.HasIndex(x => new { x.Code, x.Department, x.At });
        }
    }
}

/// <summary>A batch that was made is to be posted; it says until then.</summary>
sealed class BatchTask(LetterKinds kinds) : TaskSource<PrintBatch>
{
    protected override Guid Cause(PrintBatch batch) => batch.Id;

    protected override Task<TaskWish?> Wish(CityDb db, PrintBatch batch, CancellationToken ct) =>
        Task.FromResult(batch.PostedOn is not null || batch.IsEmpty || kinds.Find(batch.Code) is not { } kind ? null
            : new TaskWish(TaskKind.Decide, $"印刷して差し出す（{kinds.Title(kind)} {batch.Name}）", ShowBatch.Url(batch.Id))
            {
                Department = batch.Guarded ? null : batch.Department, Power = batch.Guarded ? ProtectedAddress.Seeing : kind.Who,
            });
}

/// <summary>A letter that came back waits for somebody to look for the address; one whose address few may know waits for one of
/// them.</summary>
sealed class LetterTask(LetterKinds kinds) : TaskSource<PaperLetter>
{
    protected override Guid Cause(PaperLetter letter) => letter.Id;

    protected override Task<TaskWish?> Wish(CityDb db, PaperLetter letter, CancellationToken ct) =>
        Task.FromResult(kinds.Find(letter.Code) is not { } kind ? null : letter switch
        {
            { State: LetterState.Returned } => new TaskWish(TaskKind.Decide, $"戻った手紙の住所を調べる（{kinds.Title(kind)}）",
                ShowLetter.Url(letter.Id))
            {
                Department = letter.Guarded ? null : letter.Department, Power = letter.Guarded ? ProtectedAddress.Seeing : kind.Who,
            },
            { State: LetterState.Waiting, Guarded: true } => new TaskWish(TaskKind.Decide,
                $"支援措置の方への手紙を印刷する（{kinds.Title(kind)}）", ListLetters.Url)
            { Power = ProtectedAddress.Seeing },
            _ => null,
        });
}
