using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Kits;

/// <summary>What happened to a case, read in one query over the rows of all kinds of events. Words that mean nothing for a kind are
/// null.</summary>
public abstract class CaseHappening
{
    /// <summary>Which kind of event.</summary>
    public required string What { get; init; }
    public required Guid Id { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Who did it; null when the program did.</summary>
    public Guid? By { get; init; }

    /// <summary>The note, or the reason.</summary>
    public string? Text { get; init; }

    /// <summary>A word of its kind: the question, the outcome, the way.</summary>
    public string? Code { get; init; }

    /// <summary>Another record or person: to whom it was given, the approval, the registered document.</summary>
    public Guid? Other { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
    public DateOnly? Until { get; init; }

    /// <summary>How something read before, or what something is called.</summary>
    public string? Before { get; init; }

    /// <param name="of">The column that names the case, the same in all tables.</param>
    public static void Read<T>(EntityTypeBuilder<T> b, string of, params IReadOnlyList<EventTable> tables) where T : CaseHappening
    {
        b.HasNoKey();
        b.ToSqlQuery(string.Join("\nUNION ALL ", tables.Select((table, i) => table.Select(of, named: i == 0))));
    }
}

/// <summary>The table of a kind of event, and which of its columns say what; what none says is null. The first table of a list has to
/// name all of them, because PostgreSQL will not guess the type of a column from NULL.</summary>
public sealed record EventTable(string What, string Table)
{
    public string At { get; init; } = "At";
    public string? By { get; init; } = "By";
    public string? Text { get; init; }
    public string? Code { get; init; }
    public string? Other { get; init; }
    public string? EndedAt { get; init; }
    public string? Until { get; init; }
    public string? Before { get; init; }

    /// <summary>Only rows in which this column says something.</summary>
    public string? If { get; init; }

    internal string Select(string of, bool named)
    {
        string Column(string? column, string name) => $"{(column is null ? "NULL" : $"\"{column}\"")}{(named ? $" AS \"{name}\"" : "")}";
        return $"SELECT \"{of}\", '{What}'{(named ? " AS \"What\"" : "")}, \"Id\", {Column(At, "At")}, {Column(By, "By")}, "
            + $"{Column(Text, "Text")}, {Column(Code, "Code")}, {Column(Other, "Other")}, {Column(EndedAt, "EndedAt")}, "
            + $"{Column(Until, "Until")}, {Column(Before, "Before")} FROM {Table}{(If is null ? "" : $" WHERE \"{If}\" IS NOT NULL")}";
    }
}
