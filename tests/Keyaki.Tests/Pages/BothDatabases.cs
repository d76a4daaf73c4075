using System.Reflection;
using Xunit.Sdk;

namespace Keyaki.Tests.Pages;

/// <summary>Runs the theory on SQLite and on PostgreSQL; the first argument says which. Only who asks for one module asks for one database
/// (`./dev test payments`).</summary>
public sealed class BothDatabases(params object?[] rest) : DataAttribute
{
    public const string Sqlite = "SQLite", Postgres = "PostgreSQL";

    static readonly string[] All = Environment.GetEnvironmentVariable("KEYAKI_TEST_DATABASES") is { Length: > 0 } few
        ? few.Split(',') : [Sqlite, Postgres];

    public override IEnumerable<object?[]> GetData(MethodInfo testMethod) => All.Select(database => (object?[])[database, .. rest]);
}
