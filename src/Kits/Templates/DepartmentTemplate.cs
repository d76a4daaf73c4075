using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Kits;

/// <summary>課の雛形: a text that a department made for itself. Changed it is a new version; what was begun with an older one keeps
/// that.</summary>
public abstract class DepartmentTemplate
{
    public required Guid Id { get; init; }
    public required string Department { get; init; }
    public string Title { get; private set; } = "";
    public Guid By { get; private set; }
    public DateTimeOffset At { get; private set; }
    public DateTimeOffset? RetiredAt { get; private set; }
    public long Version { get; private set; }

    /// <summary>What is written in it changes with this, by whom and when.</summary>
    /// <exception cref="Rule">it is not used any more.</exception>
    protected void Written(string title, Guid by, DateTimeOffset at)
    {
        if (RetiredAt is not null) throw new Rule("", "この雛形は、もう使われていません。");
        (Title, By, At, Version) = (title.Trim(), by, at, Version + 1);
    }

    public void Retire(DateTimeOffset at) => RetiredAt ??= at;

    public static void KeepAs<T>(EntityTypeBuilder<T> b, string table) where T : DepartmentTemplate
    {
        b.ToTable(table);
        b.Property(x => x.Department).HasMaxLength(80);
        b.Property(x => x.Title).HasMaxLength(100);
        b.Property(x => x.Version).IsConcurrencyToken();
        b.HasIndex(x => x.Department);
    }

    /// <summary>Those of the departments of whoever looks.</summary>
    public static IQueryable<T> Visible<T>(Look look) where T : DepartmentTemplate
    {
        var departments = look.Departments;
        return look.Db.Set<T>().Where(t => departments.Contains(t.Department));
    }

    /// <summary>Those among them that can be chosen.</summary>
    public static IQueryable<T> InUse<T>(Look look) where T : DepartmentTemplate =>
        Visible<T>(look).AsNoTracking().Where(t => t.RetiredAt == null);
}
