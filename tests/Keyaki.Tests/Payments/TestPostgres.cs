using Npgsql;

namespace Keyaki.Tests.InPayments;

/// <summary>An empty PostgreSQL database of its own for one test, on the cluster that `./dev test` started.</summary>
static class TestPostgres
{
    public static async Task<string> Fresh()
    {
        var cluster = Environment.GetEnvironmentVariable("KEYAKI_TEST_POSTGRES")
            ?? throw new InvalidOperationException("`./dev test` で実行してください（KEYAKI_TEST_POSTGRES がありません）。");
        var name = $"payments_{Keyaki.Simulator.Code.Id("t")}";
        await using var connection = new NpgsqlConnection(cluster);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"CREATE DATABASE \"{name}\"";
        await command.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(cluster) { Database = name, MaxPoolSize = 10 }.ConnectionString;
    }
}
