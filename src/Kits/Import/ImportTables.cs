using Microsoft.EntityFrameworkCore.Migrations;

namespace Keyaki.Kits;

/// <summary>The tables in which a room keeps what was brought until it is taken in.</summary>
public static class ImportTables
{
    /// <param name="room">plan: for plan_imports and plan_import_rows.</param>
    public static void CreateImports(this MigrationBuilder m, string room)
    {
        var (imports, rows) = ($"{room}_imports", $"{room}_import_rows");
        m.CreateTable(imports, t => new
        {
            Id = t.Column<Guid>(),
            Sheet = t.Column<string>(maxLength: 60),
            Name = t.Column<string>(maxLength: 200),
            By = t.Column<Guid>(),
            At = t.Column<DateTime>(),
            File = t.Column<Guid>(),
            Rows = t.Column<int>(),
            Run = t.Column<Guid>(),
            Runs = t.Column<int>(),
            Dropped = t.Column<int>(),
        }, constraints: t => t.PrimaryKey($"PK_{imports}", x => x.Id));
        m.CreateIndex($"IX_{imports}_Sheet_At", imports, ["Sheet", "At"]);
        m.CreateTable(rows, t => new
        {
            Id = t.Column<Guid>(),
            ImportId = t.Column<Guid>(),
            Number = t.Column<int>(),
            Json = t.Column<string>(),
            Key = t.Column<string>(maxLength: 100, nullable: true),
            Finding = t.Column<string>(maxLength: 40),
            Words = t.Column<string>(maxLength: 300),
            Faults = t.Column<string>(),
            TakenAt = t.Column<DateTime>(nullable: true),
            DroppedAt = t.Column<DateTime>(nullable: true),
            Version = t.Column<long>(),
        }, constraints: t => t.PrimaryKey($"PK_{rows}", x => x.Id));
        m.CreateIndex($"IX_{rows}_ImportId_Number", rows, ["ImportId", "Number"], unique: true);
        m.CreateIndex($"IX_{rows}_ImportId_Key_Number", rows, ["ImportId", "Key", "Number"]);
        m.CreateIndex($"IX_{rows}_ImportId_Finding_Number", rows, ["ImportId", "Finding", "Number"],
            filter: "\"TakenAt\" IS NULL AND \"DroppedAt\" IS NULL");
    }
}
