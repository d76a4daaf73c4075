using System.Reflection;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace Keyaki.Kits;

/// <summary>The tables of a register, from its fields.</summary>
public static class RegisterTables
{
    internal const int LongestCode = 40, LongestReason = 300;

    internal static string History(string table) => table + "_history";

    /// <summary>The table of the records and that of their versions, with the indexes by which they are found, narrowed and
    /// ordered.</summary>
    public static void CreateRegister<T>(this MigrationBuilder m, string table, RegisterFields<T> fields) where T : Recorded, new()
    {
        var create = new CreateTableOperation
        {
            Name = table, PrimaryKey =
            new() { Name = $"PK_{table}", Table = table, Columns = ["Id"] }
        };
        void Column(string name, Type type, bool nullable = false, int? length = null) => create.Columns.Add(new()
        {
            Name = name, Table = table, ClrType = type, IsNullable = nullable, MaxLength = length,
            Precision = type == typeof(decimal) ? 18 : null, Scale = type == typeof(decimal) ? 4 : null,
        });
        Column("Id", typeof(Guid));
        Column("Code", typeof(string), length: LongestCode);
        Column("CodeKey", typeof(string), length: LongestCode);
        foreach (var field in fields.Kept.Skip(1)) Column(field.Property, field.ColumnType, field.Nullable, field.ColumnLength);
        foreach (var more in fields.Unasked) Column(more.Name, more.Type, more.Nullable, more.Length);
        Column("EndedOn", typeof(DateOnly), nullable: true);
        Column("Version", typeof(long));
        m.Operations.Add(create);
        m.CreateIndex($"IX_{table}_Code", table, "Code", unique: true);
        m.CreateIndex($"IX_{table}_CodeKey", table, "CodeKey");
        foreach (var field in fields.Kept.Skip(1))
        {
            if (field.Narrowed) m.CreateIndex($"IX_{table}_{field.Property}_Code", table, [field.Property, "Code"]);
            if (field.Ordered) m.CreateIndex($"IX_{table}_{field.Property}_Id", table, [field.Property, "Id"]);
        }

        var history = History(table);
        m.CreateTable(history, t => new
        {
            Subject = t.Column<Guid>(),
            Number = t.Column<long>(),
            ValidFrom = t.Column<DateOnly>(),
            RecordedAt = t.Column<DateTime>(),
            By = t.Column<Guid>(nullable: true),
            Reason = t.Column<string>(maxLength: LongestReason),
            Replaces = t.Column<long>(nullable: true),
            Line = t.Column<long>(),
            Void = t.Column<bool>(),
            Code = t.Column<string>(maxLength: LongestCode),
            EndedOn = t.Column<DateOnly>(nullable: true),
            Content = t.Column<string>(),
        }, constraints: t => t.PrimaryKey($"PK_{history}", x => new { x.Subject, x.Number }));
        m.CreateIndex($"IX_{history}_Code_Subject", history, ["Code", "Subject"]);
    }
}
