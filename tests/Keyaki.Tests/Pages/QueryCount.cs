using System.Data.Common;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Keyaki.Tests.Pages;

/// <summary>Counts the queries of each request; more than fifteen are a failure of the page.</summary>
public sealed class QueryCount : DbCommandInterceptor
{
    public const int Most = 15;
    static readonly AsyncLocal<Counter?> current = new();

    public sealed class Counter
    {
        public int Count;
        public List<string> Sql { get; } = [];
    }

    /// <summary>Queries of the last answered request.</summary>
    public Counter Last { get; private set; } = new();

    public void Begin() => current.Value = new();
    public Counter End() => Last = current.Value ?? new();

    static void Count(DbCommand command)
    {
        if (current.Value is not { } counter) return;
        Interlocked.Increment(ref counter.Count);
        lock (counter.Sql) counter.Sql.Add(command.CommandText);
    }

    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData,
        InterceptionResult<DbDataReader> result)
    {
        Count(command);
        return result;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData,
        InterceptionResult<DbDataReader> result, CancellationToken ct = default)
    {
        Count(command);
        return ValueTask.FromResult(result);
    }
}

sealed class CountQueries(QueryCount queries) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (http, rest) =>
        {
            queries.Begin();
            await rest(http);
            var count = queries.End();
            if (HttpMethods.IsGet(http.Request.Method) && count.Count > QueryCount.Most)
                throw new InvalidOperationException(
                    $"{http.Request.Path} asked the database {count.Count} times:\n{string.Join('\n', count.Sql)}");
        });
        next(app);
    };
}
