using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Plan;

/// <summary>月次報告: what the owner of an initiative says of one month. A correction is the next revision; the earlier ones stay.</summary>
public sealed class Report
{
    public const int Longest = 200;

    public required Guid Id { get; init; }

    /// <summary>Code of the initiative.</summary>
    public required string Initiative { get; init; }

    /// <summary>Such as 202611.</summary>
    public required int Month { get; init; }

    /// <summary>From 1, within the month.</summary>
    public required int Revision { get; init; }
    public required Light Light { get; init; }

    /// <summary>Bars and milestones by key, as JSON.</summary>
    public required string Items { get; init; }
    public required string Happened { get; init; }
    public required string Next { get; init; }

    /// <summary>Help that the owner wishes for; only officers read it.</summary>
    public string? Help { get; init; }

    /// <summary>Department of whoever reported.</summary>
    public required string Department { get; init; }
    public required Guid By { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>The head who has seen it; from then on everybody reads it.</summary>
    public Guid? SeenBy { get; private set; }
    public DateTimeOffset? SeenAt { get; private set; }

    /// <exception cref="Rule">somebody has seen it already.</exception>
    public void Pass(Guid by, DateTimeOffset at)
    {
        if (SeenAt is not null) throw new Rule("", "この報告は、もう確かめられて、公開されています。");
        (SeenBy, SeenAt) = (by, at);
    }

    public Month In => new(Month);
    public ItemState? Of(string key) => States.TryGetValue(key, out var state) ? state : null;

    /// <summary>The bars and milestones that somebody has said something about.</summary>
    public IReadOnlyDictionary<string, ItemState> States => states ??= Library.Read<Dictionary<string, ItemState>>(Items);
    IReadOnlyDictionary<string, ItemState>? states;

    /// <summary>What a form posts to say which report it showed: the month and the revision in it.</summary>
    public static string Shown(Month month, Report? latest) =>
        FormattableString.Invariant($"{month.Number}.{(latest?.Month == month.Number ? latest.Revision : 0)}");

    /// <summary>The next report of an initiative.</summary>
    /// <param name="before">The newest report so far, of this or an earlier month.</param>
    /// <param name="said">What was answered about bars and milestones; what was not asked stays as it was.</param>
    /// <exception cref="Rule">it is called done although something is not.</exception>
    public static Report Make(Guid id, Progress progress, Month month, Light light, IReadOnlyDictionary<string, ItemState> said,
        string happened, string next, string? help, string department, Guid by, DateTimeOffset at)
    {
        var before = progress.Latest;
        var states = progress.Items.Select(i => i.Key).Where(k => said.ContainsKey(k) || before?.Of(k) is not null)
            .ToDictionary(k => k, k => said.TryGetValue(k, out var s) ? s : before?.Of(k) ?? ItemState.NotBegun);
        if (light is Light.Done && progress.Items.FirstOrDefault(i => states.GetValueOrDefault(i.Key) is not ItemState.Done) is { } open)
            throw new Rule("light", $"「{open.Label}」が終わっていません。終わっていれば「終わった」を選び、まだなら全体の状態を選び直してください。");
        return new()
        {
            Id = id, Initiative = progress.Initiative.Code, Month = month.Number, Revision = before?.Month == month.Number
                ? before.Revision + 1 : 1, Light = light, Items = Library.Write(states),
            Happened = happened.Trim(), Next = next.Trim(), Help = string.IsNullOrWhiteSpace(help) ? null : help.Trim(),
            Department = department, By = by, At = at,
        };
    }

    /// <summary>The newest report of each initiative.</summary>
    internal static IQueryable<Report> Newest(CityDb db) =>
        db.Set<Report>().AsNoTracking().Where(r => !db.Set<Report>()
            .Any(n => n.Initiative == r.Initiative && (n.Month > r.Month || n.Month == r.Month && n.Revision > r.Revision)));

    /// <summary>The newest report of each initiative that its head has seen: what everybody reads.</summary>
    internal static IQueryable<Report> Public(CityDb db) =>
        db.Set<Report>().AsNoTracking().Where(r => r.SeenAt != null && !db.Set<Report>()
            .Any(n => n.SeenAt != null && n.Initiative == r.Initiative
            && (n.Month > r.Month || n.Month == r.Month && n.Revision > r.Revision)));

    internal sealed class Map : IEntityTypeConfiguration<Report>
    {
        public void Configure(EntityTypeBuilder<Report> b)
        {
            b.ToTable("plan_reports");
            b.Ignore(x => x.In);
            b.Ignore(x => x.States);
            b.Property(x => x.Initiative).HasMaxLength(80);
            b.Property(x => x.Happened).HasMaxLength(Longest);
            b.Property(x => x.Next).HasMaxLength(Longest);
            b.Property(x => x.Help).HasMaxLength(Longest);
            b.Property(x => x.Department).HasMaxLength(80);
            b.HasIndex(x => new { x.Initiative, x.Month, x.Revision }).IsUnique()
                .Says("", "ほかの人が、たった今、この月の報告をしました。画面を開き直して、今の内容を確かめてください。");
        }
    }
}
