using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Migrations.Operations.Builders;

namespace Keyaki.Kits;

public static class SecondTables
{
    /// <summary>The table is one of what two persons do: it gets the columns of <see cref="TwoPersons"/>, all but the id.</summary>
    public static void OfTwo<T>(this CreateTableBuilder<T> builder)
    {
        var table = builder.GetInfrastructure();
        Add<Guid>(nameof(TwoPersons.By), nullable: true);
        Add<DateTime>(nameof(TwoPersons.At));
        Add<Guid>(nameof(TwoPersons.CheckedBy), nullable: true);
        Add<DateTime>(nameof(TwoPersons.CheckedAt), nullable: true);
        Add<bool>(nameof(TwoPersons.Agreed), nullable: true);
        Add<string>(nameof(TwoPersons.Remark), nullable: true, TwoPersons.LongestRemark);

        void Add<TColumn>(string name, bool nullable = false, int? longest = null) => table.Columns.Add(new()
        {
            Schema = table.Schema, Table = table.Name, Name = name, ClrType = typeof(TColumn), IsNullable = nullable, MaxLength = longest,
        });
    }
}
