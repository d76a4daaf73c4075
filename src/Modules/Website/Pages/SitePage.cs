using System.Globalization;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Website;

/// <summary>A page that stays, or a notice of something that happens.</summary>
public enum PageKind { [Label("ページ")] Page, [Label("お知らせ")] Notice }

/// <summary>How a page ends: 誤り (410, no text), 統合 (leads to another page), 取下げ (its text stays, with a word about it), 期限 (its
/// time was
/// over).</summary>
public enum Ending
{
    [Label("誤って出した（中身を消す）")] Error, [Label("ほかのページにまとめた（そこへ移る）")] Merged,
    [Label("取り下げた（断り書きを付けて残す）")] Withdrawn,
    [Label("公開期限が来た")] Expired,
}

/// <summary>ページ: what has an address on the city's site. What it says stands in its editions; it has one live edition at most, an owner,
/// a
/// day on which somebody looks at it again, and an end.</summary>
public sealed class SitePage : IOwned
{
    public const string Subject = "website.page";

    /// <summary>At the latest so many days after it was reviewed it is reviewed again; its department is told so many days
    /// before.</summary>
    public const int ReviewWithin = 366, CareEarly = 30, CareLate = 7;

    public required Guid Id { get; init; }

    /// <summary>ページ番号: seven digits, unique on the site. The place before it in the address may change.</summary>
    public required int Number { get; init; }
    public required PageKind Kind { get; init; }

    /// <summary>訓練: said at its birth and never changed. All its forms are stamped, and it never becomes real.</summary>
    public required bool Drill { get; init; }
    public required Guid By { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>所管課: whose page it is, and whom readers are told to ask.</summary>
    public string Owner { get; private set; } = "";

    /// <summary>The part of the site that it lies in (<see cref="SitePlace.Path"/>).</summary>
    public string Place { get; private set; } = "";

    /// <summary>見直し日.</summary>
    public DateOnly ReviewOn { get; private set; }

    /// <summary>公開終了日時, from which on it is not there any more; null where it stays until somebody ends it.</summary>
    public DateTimeOffset? ExpiresAt { get; private set; }

    /// <summary>Its last seven days before its review or its end have begun, and its department was told once more.</summary>
    public bool IsUrged { get; private set; }

    /// <summary>The day by which somebody looks at it: its review, or its last day where that comes first.</summary>
    public DateOnly CareOn => LastDay is { } end && end < ReviewOn ? end : ReviewOn;
    public bool Ends => LastDay is { } end && end < ReviewOn;
    DateOnly? LastDay => ExpiresAt?.AddSeconds(-1).Day();

    /// <summary>The edition that readers see.</summary>
    public Guid? Live { get; private set; }

    /// <summary>Its title, as lists show it: of the live edition, or of the first draft.</summary>
    public string Title { get; private set; } = "";
    public string? TitleEasy { get; private set; }
    public string? TitleEn { get; private set; }

    /// <summary>Its title in a language; in Japanese, and saying so, where it is not written.</summary>
    public Text.Said TitleIn(Language language) => new Text(Title, TitleEasy, TitleEn).In(language.Code);

    /// <summary>When readers saw it first, and when its text changed last.</summary>
    public DateTimeOffset? PublishedAt { get; private set; }
    public DateTimeOffset? UpdatedAt { get; private set; }
    public Ending? Ended { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>What readers are told at its end, and the address that they are led to.</summary>
    public string? EndWords { get; private set; }
    public string? EndUrl { get; private set; }
    public int Version { get; private set; } = 1;

    public bool IsLive => Live is not null && Ended is null;
    public string Words => Ended is { } how ? $"公開終了（{EndWordsOf(how)}）" : Live is null ? "まだ公開していません" : "公開中";
    static string EndWordsOf(Ending how) => how switch
    { Ending.Error => "誤り", Ending.Merged => "統合", Ending.Withdrawn => "取下げ", _ => "期限" };

    /// <summary>Its address in a language: <c>/kurashi/gomi/1002926.html</c>, <c>….easy.html</c>, <c>….en.html</c>.</summary>
    public string Url(Language? language = null) => Address(Place, Number, language);

    /// <summary>The same for who picks a language.</summary>
    public string UrlIn(Language language) => Url(language);

    public static string Address(string place, int number, Language? language = null) => string.Create(CultureInfo.InvariantCulture,
        $"/{place}/{number:0000000}{(language is null or { IsPlain: true } ? "" : $".{language.Value.Code}")}.html");

    public static SitePage Begin(TimeProvider clock, int number, PageKind kind, bool drill, string owner, string place, string title,
        Guid by)
    {
        var now = clock.GetUtcNow();
        return new()
        {
            Id = clock.NewId(), Number = number, Kind = kind, Drill = drill, By = by, At = now, Owner = owner, Place = place, Title = title,
            ReviewOn = now.Day().AddDays(ReviewWithin),
        };
    }

    /// <summary>One that was there before the story begins; nobody of the program wrote it.</summary>
    internal static SitePage Told(TimeProvider clock, int number, PageKind kind, string owner, string place, DateOnly review,
        DateTimeOffset? expires, DateTimeOffset at) => new()
        {
            Id = clock.NewId(), Number = number, Kind = kind, Drill = false, By = Guid.Empty, At = at, Owner = owner, Place = place,
            ReviewOn = review, ExpiresAt = expires,
        };

    /// <exception cref="Rule">the day is over or too far, or it would end before it begins.</exception>
    public void Settle(string place, DateOnly review, DateTimeOffset? expires, DateTimeOffset? publishes, DateOnly today)
    {
        MustNotBeEnded();
        if (review < today || review > today.AddDays(ReviewWithin))
            throw new Rule("review",
                $"見直し日は、今日から1年以内の日にしてください（{EraDate.Of(today.AddDays(ReviewWithin)).Long}まで）。");
        if (expires is { } end && (end <= (publishes ?? today.Midnight())))
            throw new Rule("expires", "公開の終わりが、公開の始まりより前です。日時を確かめてください。");
        (Place, ReviewOn, ExpiresAt, IsUrged, Version) = (place, review, expires, false, Version + 1);
    }

    /// <summary>見直した: nothing has to change, or what had to was changed.</summary>
    public void Review(DateOnly next, DateOnly today)
    {
        MustNotBeEnded();
        if (next <= today || next > today.AddDays(ReviewWithin)) throw new Rule("next",
            "次の見直し日は、明日から1年以内の日にしてください。");
        (ReviewOn, IsUrged, Version) = (next, false, Version + 1);
    }

    internal void Urge() => (IsUrged, Version) = (true, Version + 1);

    /// <summary>組織改正: another department answers for it from now on.</summary>
    internal void GiveTo(string department) => (Owner, Version) = (department, Version + 1);

    internal void Call(string title) => Title = title;

    /// <summary>Readers see this edition from now on.</summary>
    public void Publish(Edition edition, Content content, DateTimeOffset now)
    {
        MustNotBeEnded();
        (Live, PublishedAt, UpdatedAt, Version) = (edition.Id, PublishedAt ?? now, now, Version + 1);
        (Title, TitleEasy, TitleEn) = (content.Ja.Title, Said(content.Easy), Said(content.En));
        static string? Said(Wording wording) => wording.Title.Length > 0 ? wording.Title : null;
    }

    /// <exception cref="Rule">it ended before, its words or its successor are missing, or it would lead to itself.</exception>
    public void End(Ending how, string? words, string? url, DateTimeOffset now)
    {
        MustNotBeEnded();
        if (how is Ending.Withdrawn && PlainText.IsBlank(words)) throw new Rule("words", "読む人に伝える断り書きを入力してください。");
        if (how is Ending.Merged && (url is null || !url.StartsWith('/'))) throw new Rule("url",
            "移る先のページの番号かアドレスを入力してください。");
        if (url is not null && url == Url()) throw new Rule("url", "移る先が、このページ自身です。");
        (Ended, EndedAt, EndWords, EndUrl, Version) = (how, now, PlainText.IsBlank(words) ? null : words?.Trim(), url, Version + 1);
    }

    void MustNotBeEnded()
    {
        if (Ended is not null) throw new Rule("", "このページは、公開を終了しています。");
    }

    internal sealed class Map : IEntityTypeConfiguration<SitePage>
    {
        public void Configure(EntityTypeBuilder<SitePage> b)
        {
            b.ToTable("website_pages");
            b.Property(x => x.Owner).HasMaxLength(60);
            b.Property(x => x.Place).HasMaxLength(200);
            b.Property(x => x.Title).HasMaxLength(Wording.LongestTitle);
            b.Property(x => x.TitleEasy).HasMaxLength(Wording.LongestTitle);
            b.Property(x => x.TitleEn).HasMaxLength(Wording.LongestTitle);
            b.Property(x => x.EndWords).HasMaxLength(500);
            b.Property(x => x.EndUrl).HasMaxLength(400);
            b.Property(x => x.Version).IsConcurrencyToken();
            b.Ignore(x => x.IsLive);
            b.Ignore(x => x.CareOn);
            b.Ignore(x => x.Ends);
            b.Ignore(x => x.Words);
            b.HasIndex(x => x.Number).IsUnique();
            b.HasIndex(x => x.Owner);
            b.HasIndex(x => x.Place);
            b.HasIndex(x => x.ReviewOn);
            b.HasIndex(x => x.ExpiresAt);
            b.HasIndex(x => new { x.PublishedAt, x.Id });
        }
    }
}
