using System.Reflection;
using Xunit.Sdk;

namespace Keyaki.Tests.Pages;

/// <summary>Runs the theory on SQLite and on PostgreSQL, always; the first argument says which.</summary>
public sealed class BothDatabases(params object?[] rest) : DataAttribute
{
    public const string Sqlite = "SQLite", Postgres = "PostgreSQL";

    public override IEnumerable<object?[]> GetData(MethodInfo testMethod) => [[Sqlite, .. rest], [Postgres, .. rest]];
}
