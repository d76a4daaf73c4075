using System.Globalization;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Plan;

/// <summary>How likely, and how bad.</summary>
public enum Level
{
    [Label("低")] Low,
    [Label("中")] Middle,
    [Label("高")] High,
}

/// <summary>リスク: something that may keep an initiative from its aim, and what is done about it.</summary>
public sealed class Risk
{
    public required Guid Id { get; init; }
    public required string Initiative { get; init; }
    public string Text { get; private set; } = "";
    public Level Likelihood { get; private set; }
    public Level Impact { get; private set; }
    public string Measure { get; private set; } = "";

    /// <summary>Who does it: a department's code.</summary>
    public string Owner { get; private set; } = "";
    public Guid By { get; private set; }
    public DateTimeOffset At { get; private set; }

    /// <summary>When it was no longer one; null while it is.</summary>
    public DateTimeOffset? EndedAt { get; private set; }
    public long Version { get; private set; }

    /// <summary>The version as a form posts it.</summary>
    public string Shown => Version.ToString(CultureInfo.InvariantCulture);

    public void Write(string text, Level likelihood, Level impact, string measure, string owner, bool ended, Guid by, DateTimeOffset at) =>
        (Text, Likelihood, Impact, Measure, Owner, EndedAt, By, At, Version) =
            (text.Trim(), likelihood, impact, measure.Trim(), owner, ended ? EndedAt ?? at : null, by, at, Version + 1);

    /// <summary>Where it lies in the matrix: 小さい, 注意 or 重大.</summary>
    public static string Words(Level likelihood, Level impact) =>
        ((int)likelihood + (int)impact) switch { >= 3 => "重大", 2 => "注意", _ => "小さい" };

    internal sealed class Map : IEntityTypeConfiguration<Risk>
    {
        public void Configure(EntityTypeBuilder<Risk> b)
        {
            b.ToTable("plan_risks");
            b.Ignore(x => x.Shown);
            b.Property(x => x.Initiative).HasMaxLength(80);
            b.Property(x => x.Text).HasMaxLength(300);
            b.Property(x => x.Measure).HasMaxLength(300);
            b.Property(x => x.Owner).HasMaxLength(80);
            b.Property(x => x.Version).IsConcurrencyToken();
            b.HasIndex(x => x.Initiative);
        }
    }
}
