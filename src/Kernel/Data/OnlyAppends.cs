using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace Keyaki.Kernel;

/// <summary>Tables whose rows are never changed and never go: the database itself refuses it, whoever asks.</summary>
public static class OnlyAppends
{
    /// <summary>From now on rows are only added to a table that this migration made.</summary>
    /// <param name="once">A column that may be filled in later, once; null where none may.</param>
    public static void KeepRows(this MigrationBuilder m, string table, string? once = null)
    {
        if (m.ActiveProvider?.EndsWith("Sqlite", StringComparison.Ordinal) is true)
            foreach (var (name, when) in OnSqlite(m, table, once))
                m.Sql($"CREATE TRIGGER {table}_{name} BEFORE {when} BEGIN SELECT RAISE(ABORT, '{table} is only appended to'); END;");
        else m.Sql(OnPostgres(table, once));
    }

    static IEnumerable<(string Name, string When)> OnSqlite(MigrationBuilder m, string table, string? once)
    {
        var columns = m.Operations.OfType<CreateTableOperation>().Single(t => t.Name == table).Columns.Select(c => c.Name)
            .Where(c => c != once).Select(c => $"\"{c}\"");
        yield return ("stays", $"DELETE ON {table}");
        yield return ("keeps", $"UPDATE OF {string.Join(", ", columns)} ON {table}");
        if (once is not null) yield return ("once", $"UPDATE OF \"{once}\" ON {table} WHEN OLD.\"{once}\" IS NOT NULL");
    }

    static string OnPostgres(string table, string? once) => $"""
        CREATE OR REPLACE FUNCTION kernel_keeps_rows() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN
            IF TG_OP = 'UPDATE' AND TG_NARGS = 1 AND to_jsonb(OLD) ->> TG_ARGV[0] IS NULL
                AND to_jsonb(NEW) - TG_ARGV[0] = to_jsonb(OLD) - TG_ARGV[0] THEN RETURN NEW; END IF;
            RAISE EXCEPTION '% is only appended to', TG_TABLE_NAME;
        END $f$;
        CREATE TRIGGER {table}_keeps BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW
            EXECUTE FUNCTION kernel_keeps_rows({(once is null ? "" : $"'{once}'")});
        CREATE TRIGGER {table}_stays BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION kernel_keeps_rows();
        """;
}
