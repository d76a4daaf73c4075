using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Plan;

/// <summary>The three groups into which the city's review of seals has sorted its forms.</summary>
public enum SealGroup { Removable, Kept, Other }

/// <summary>押印の見直しを調べた様式: to which group it belongs, why a seal stays, and since when it is gone.</summary>
public sealed class SealForm : INumbered
{
    public required Guid Id { get; init; }

    public required string Code { get; init; }
    public string CodeKey { get => Spoilt.Of(Code); private set { } } // follows from the number; the column is for its index
    public required string Name { get; init; }

    /// <summary>Code of the department.</summary>
    public required string Department { get; init; }
    public required SealGroup Group { get; init; }

    /// <summary>Why the seal stays; none where it does not.</summary>
    public string? Reason { get; init; }
    public DateOnly? RemovedOn { get; init; }
    public string? Note { get; init; }
    public required long Version { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<SealForm>
    {
        public void Configure(EntityTypeBuilder<SealForm> b)
        {
            b.ToTable("plan_forms");
            b.Property(x => x.Code).HasMaxLength(40);
            b.Property(x => x.CodeKey).HasMaxLength(40);
            b.HasIndex(x => x.CodeKey);
            b.Property(x => x.Name).HasMaxLength(200);
            b.Property(x => x.Department).HasMaxLength(80);
            b.Property(x => x.Reason).HasMaxLength(300);
            b.Property(x => x.Note).HasMaxLength(300);
            b.HasIndex(x => x.Code).IsUnique().Says("code", "この番号は、もう使われています。別の番号にしてください。");
        }
    }
}

/// <summary>押印の見直しの様式 as a table.</summary>
public sealed class FormSheet(CityProfile city, TimeProvider clock) : NumberedSheet<SealForm, PlanContent>
{
    public static readonly IReadOnlyList<(SealGroup Group, string Words)> Groups =
        [(SealGroup.Removable, "押印をなくせる"), (SealGroup.Kept, "押印が残る"), (SealGroup.Other, "その他")];

    public override string Code => "forms";
    public override string At => PlanModule.At;
    public override ShellLink Room => PlanModule.Room;
    public override string Title => "押印の見直しの様式";
    public override string Home => ShowForms.Url;
    public override string After => "同じ番号の様式は、新しい内容に書き換わります。";

    public override IReadOnlyList<Column> Columns { get; } =
    [
        new("code", "番号", "市の一覧での番号です。半角で書いてください。") { Required = true, MaxLength = 40 }, new("name", "様式名") { Required = true },
        new("department", "担当課") { Required = true, Choices = [.. city.Departments.Select(d => d.Name).Distinct()] },
        new("group", "区分") { Required = true, Choices = [.. Groups.Select(g => g.Words)] },
        new("reason", "押印が残る理由", "「押印が残る」の様式には、必ず書いてください。") { MaxLength = 300 },
        Column.Day("removedOn", "押印をなくした日", "なくしたあとに、2026-04-01 の形で書いてください。"), new("note", "備考") { MaxLength = 300 },
    ];

    protected override SealForm Of(IReadOnlyDictionary<string, string> row, SealForm? before) => new()
    {
        Id = before?.Id ?? clock.NewId(), Code = row["code"], Name = row["name"],
        Department = city.Departments.First(d => d.Name == row["department"]).Code,
        Group = Groups.First(g => g.Words == row["group"]).Group,
        Reason = Cell.Text(row["reason"]), RemovedOn = Cell.Day(row["removedOn"]), Note = Cell.Text(row["note"]),
        Version = (before?.Version ?? 0) + 1,
    };

    protected override IEnumerable<Wrong> Wrongs(SealForm form, PlanContent? plan) => Wrongs(form, clock.Today());

    internal static IEnumerable<Wrong> Wrongs(SealForm form, DateOnly today)
    {
        if (form is { Group: SealGroup.Kept, Reason: null }) yield return new("reason", "「押印が残る」様式には、なぜ残るかを書いてください。");
        if (form is { Group: not SealGroup.Removable, RemovedOn: not null })
            yield return new("removedOn", "押印をなくした日があるときは、区分を「押印をなくせる」にしてください。");
        if (form.RemovedOn > today) yield return new("removedOn", "押印をなくした日は、今日までの日付を書いてください。");
    }

    protected override Dictionary<string, string> Cells(SealForm f) => new()
    {
        ["code"] = f.Code, ["name"] = f.Name, ["department"] = city.Department(f.Department, clock.Today())?.Name ?? f.Department,
        ["group"] = Groups.First(g => g.Group == f.Group).Words, ["reason"] = f.Reason ?? "", ["removedOn"] = Cell.Of(f.RemovedOn),
        ["note"] = f.Note ?? "",
    };
}
