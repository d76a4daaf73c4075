using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Website;

/// <summary>How far an issue is; it goes on one step at a time and never back.</summary>
public enum GazetteState
{
    [Label("原稿を集めています")] Collecting, [Label("初校")] FirstProof, [Label("再校")] SecondProof, [Label("校了")] Ready,
    [Label("印刷済み")] Printed, [Label("公開中")] Online,
}

/// <summary>What an issue looks like when somebody wants to go on with it.</summary>
/// <param name="TooLong">Titles of articles over their limit.</param>
/// <param name="Waiting">Departments that have not passed their articles in this round.</param>
public sealed record GazetteStanding(int Articles, IReadOnlyList<string> TooLong, int OpenComments, IReadOnlyList<string> Waiting);

/// <summary>号: one issue of the city's gazette, from the first article to readers.</summary>
public sealed class GazetteIssue
{
    public const string Subject = "website.gazette";
    public const int LongestWhy = 300;

    public required Guid Id { get; init; }

    /// <summary>発行日.</summary>
    public required DateOnly Day { get; init; }
    public required Guid By { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>通算号数.</summary>
    public int Number { get; private set; }
    public DateOnly Copy { get; private set; }
    public DateOnly First { get; private set; }
    public DateOnly Second { get; private set; }
    public DateOnly Passed { get; private set; }
    public GazetteState State { get; private set; }

    /// <summary>From when on readers have it.</summary>
    public DateTimeOffset? OnlineAt { get; private set; }
    public int Version { get; private set; } = 1;

    public GazetteTerms Terms => new(Copy, First, Second, Passed);

    /// <summary>1 for 初校, 2 for 再校; 0 where nothing is read.</summary>
    public int Round => State switch { GazetteState.FirstProof => 1, GazetteState.SecondProof => 2, _ => 0 };

    /// <summary>Articles can still be changed.</summary>
    public bool IsOpen => State < GazetteState.Ready;

    /// <summary>What comes next; null at the end.</summary>
    public GazetteState? Next => State is GazetteState.Online ? null : State + 1;

    /// <summary>The day that counts now; null where none does any more.</summary>
    public DateOnly? Due => State switch
    {
        GazetteState.Collecting => Copy,
        GazetteState.FirstProof => First,
        GazetteState.SecondProof => Second,
        GazetteState.Ready or GazetteState.Printed => Day,
        _ => null,
    };

    public static GazetteIssue Begin(TimeProvider clock, DateOnly day, int number, GazetteTerms terms, Guid by)
    {
        terms.MustFit(day);
        return new()
        {
            Id = clock.NewId(), Day = day, By = by, At = clock.GetUtcNow(), Number = number, Copy = terms.Copy, First = terms.First,
            Second = terms.Second, Passed = terms.Passed,
        };
    }

    /// <exception cref="Rule">the days do not follow each other, or it is passed already.</exception>
    public void Settle(int number, GazetteTerms terms)
    {
        if (!IsOpen) throw new Rule("", "校了した号の番号と期限は、変えられません。");
        if (number < 1) throw new Rule("number", "号数は1以上の数にしてください。");
        terms.MustFit(Day);
        (Number, Copy, First, Second, Passed, Version) = (number, terms.Copy, terms.First, terms.Second, terms.Passed, Version + 1);
    }

    /// <exception cref="Rule">it is passed already: what the printer has is not changed.</exception>
    public void MustBeOpen()
    {
        if (!IsOpen) throw new Rule("", "この号は校了しています。記事は、もう変えられません。");
    }

    /// <summary>Whether it can go on to that state, by what it looks like.</summary>
    /// <exception cref="Rule">it is elsewhere, or something is left to do.</exception>
    public void MustGoOn(GazetteState to, GazetteStanding standing, string? why)
    {
        if (Next != to) throw new Rule("", $"この号は今「{State.Label()}」です。画面を開き直してください。");
        if (State is GazetteState.Collecting && standing.Articles == 0)
            throw new Rule("", "記事がまだ1つもありません。お知らせを選ぶか、記事を書いてください。");
        if (Round == 0) return;
        if (standing.OpenComments > 0)
            throw new Rule("", $"答えていない意見が{standing.OpenComments}件あります。"
                + "直したか、そのままにしたかを答えてから、進んでください。");
        if (standing.TooLong.Count > 0)
            throw new Rule("", $"字数を超えている記事があります（{string.Join("、", standing.TooLong)}）。"
                + "短くするか、字数の上限を変えてください。");
        if (standing.Waiting.Count > 0 && PlainText.IsBlank(why))
            throw new Rule("why", $"まだ校了していない課があります（{string.Join("、", standing.Waiting)}）。"
                + "待たずに進むときは、その理由を入力してください。");
    }

    /// <summary>Goes on by one step.</summary>
    /// <param name="why">Why nobody waits for departments that have not passed.</param>
    public GazetteStep GoOn(TimeProvider clock, GazetteState to, GazetteStanding standing, string? why, Guid by)
    {
        MustGoOn(to, standing, why);
        (State, Version) = (to, Version + 1);
        if (to is GazetteState.Online) OnlineAt = clock.GetUtcNow();
        return new() { Id = clock.NewId(), Issue = Id, State = to, By = by, At = clock.GetUtcNow(), Why = Trimmed(why) };
    }

    /// <summary>One that was there before the story begins.</summary>
    internal static GazetteIssue Told(TimeProvider clock, DateOnly day, int number, GazetteTerms terms, GazetteState state)
    {
        var issue = Begin(clock, day, number, terms, Guid.Empty);
        (issue.State, issue.OnlineAt) = (state, state is GazetteState.Online ? day.Midnight() : null);
        return issue;
    }

    static string? Trimmed(string? why) => PlainText.IsBlank(why) ? null : why?.Trim();

    internal sealed class Map : IEntityTypeConfiguration<GazetteIssue>
    {
        public void Configure(EntityTypeBuilder<GazetteIssue> b)
        {
            b.ToTable("website_gazette_issues");
            b.Property(x => x.Version).IsConcurrencyToken();
            b.Ignore(x => x.Terms);
            b.Ignore(x => x.Round);
            b.Ignore(x => x.IsOpen);
            b.Ignore(x => x.Next);
            b.Ignore(x => x.Due);
            b.HasIndex(x => x.Day).IsUnique().Says("day", "その日の号は、もう始めてあります。");
            b.HasIndex(x => x.Number).IsUnique().Says("number", "その番号の号が、もうあります。");
        }
    }
}

/// <summary>That somebody went on with an issue, and why without those who had not passed.</summary>
public sealed class GazetteStep
{
    public required Guid Id { get; init; }
    public required Guid Issue { get; init; }
    public required GazetteState State { get; init; }
    public required Guid By { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string? Why { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<GazetteStep>
    {
        public void Configure(EntityTypeBuilder<GazetteStep> b)
        {
            b.ToTable("website_gazette_steps");
            b.Property(x => x.Why).HasMaxLength(GazetteIssue.LongestWhy);
            b.HasIndex(x => new { x.Issue, x.State }).IsUnique().Says("", "この号は、もう次に進んでいます。画面を開き直してください。");
        }
    }
}
