using System.Security.Cryptography;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Website;

/// <summary>お問い合わせ: what a reader asks the department of a page. It is open until an officer answers it, or closes it with a word
/// about what was done.</summary>
public sealed class Inquiry : IOwned
{
    public const int LongestWords = 2000, LongestAnswer = 2000, LongestWhy = 300;

    public required Guid Id { get; init; }

    /// <summary>お問い合わせ番号: by it the person and the department mean the same.</summary>
    public required ReceiptNumber Number { get; init; }
    public required Guid Page { get; init; }

    /// <summary>What the page was called then, and whose it was.</summary>
    public required string Title { get; init; }
    public required string Owner { get; init; }

    /// <summary>In which language it was asked.</summary>
    public required Language Language { get; init; }
    public required string Words { get; init; }

    /// <summary>Where the answer goes; null where no answer by mail is wanted. Officers do not see it.</summary>
    public string? SealedMail { get; init; }
    public required DateTimeOffset At { get; init; }
    public string? Answer { get; private set; }

    /// <summary>What was done about it without an answer by mail.</summary>
    public string? Why { get; private set; }
    public Guid? ClosedBy { get; private set; }
    public DateTimeOffset? ClosedAt { get; private set; }
    public int Version { get; private set; } = 1;

    public bool IsOpen => ClosedAt is null;
    public string State => IsOpen ? "未対応" : Answer is not null ? "回答済み" : "対応済み";

    public static Inquiry Of(SitePage page, Language language, string words, string? sealedMail, Turn turn)
    {
        using var random = RandomNumberGenerator.Create();
        return new()
        {
            Id = turn.NewId(), Number = ReceiptNumber.New(random), Page = page.Id, Title = page.Title, Owner = page.Owner,
            Language = language, Words = words, SealedMail = sealedMail, At = turn.Now,
        };
    }

    /// <exception cref="Rule">it is closed, nothing is said, or nobody would get it.</exception>
    public void Say(string answer, Guid by, DateTimeOffset now)
    {
        MustBeOpen();
        if (SealedMail is null) throw new Rule("answer",
            "メールアドレスの記入がないため、回答を送れません。「回答せずに対応済みにする」を使ってください。");
        if (PlainText.IsBlank(answer)) throw new Rule("answer", "回答を入力してください。");
        (Answer, ClosedBy, ClosedAt, Version) = (answer.Trim(), by, now, Version + 1);
    }

    /// <exception cref="Rule">it is closed, or nothing is said about it.</exception>
    public void Close(string why, Guid by, DateTimeOffset now)
    {
        MustBeOpen();
        if (PlainText.IsBlank(why)) throw new Rule("why", "何をしたかを入力してください。");
        (Why, ClosedBy, ClosedAt, Version) = (why.Trim(), by, now, Version + 1);
    }

    void MustBeOpen()
    {
        if (!IsOpen) throw new Rule("", "このお問い合わせは、もう対応が済んでいます。");
    }

    internal sealed class Map : IEntityTypeConfiguration<Inquiry>
    {
        public void Configure(EntityTypeBuilder<Inquiry> b)
        {
            b.ToTable("website_inquiries");
            b.Property(x => x.Title).HasMaxLength(Wording.LongestTitle);
            b.Property(x => x.Owner).HasMaxLength(60);
            b.Property(x => x.Words).HasMaxLength(LongestWords);
            b.Property(x => x.SealedMail).HasMaxLength(1000).IsSealedMail();
            b.Property(x => x.Answer).HasMaxLength(LongestAnswer);
            b.Property(x => x.Why).HasMaxLength(LongestWhy);
            b.Property(x => x.Version).IsConcurrencyToken();
            b.Ignore(x => x.IsOpen);
            b.Ignore(x => x.State);
            b.HasIndex(x => x.Number).IsUnique();
            b.HasIndex(x => new { x.Owner, x.At, x.Id });
            b.HasIndex(x => x.ClosedAt);
        }
    }
}

/// <summary>An open inquiry waits for the department of its page.</summary>
sealed class InquiryTasks : TaskSource<Inquiry>
{
    protected override Guid Cause(Inquiry inquiry) => inquiry.Id;

    protected override Task<TaskWish?> Wish(CityDb db, Inquiry inquiry, CancellationToken ct) => Task.FromResult<TaskWish?>(
        inquiry.IsOpen ? new(TaskKind.Handle, $"お問い合わせに答える（番号 {inquiry.Number}）：{inquiry.Title}",
            ShowInquiry.Of(inquiry.Id))
        { Department = inquiry.Owner, Power = WebsiteModule.Write } : null);
}

/// <summary>Inquiries go a year after they were closed: what was asked often stands on the page by then.</summary>
sealed class SweepInquiries : IJob
{
    static readonly TimeSpan Stay = TimeSpan.FromDays(365);

    public string Code => "website.old-inquiries";
    public string Label => "ホームページの古いお問い合わせを消す";
    public When When => When.Daily(new(3, 0));

    public async Task Do(CityDb db, Due due, CancellationToken ct)
    {
        var limit = due.Now - Stay;
        await db.Set<Inquiry>().Where(i => i.ClosedAt < limit).ExecuteDeleteAsync(ct);
    }
}
