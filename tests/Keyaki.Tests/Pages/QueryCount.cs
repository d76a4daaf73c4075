using System.Data.Common;
using System.Diagnostics.Metrics;
using Keyaki.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Keyaki.Tests.Pages;

/// <summary>Counts the queries of each request, the rows looked up past EF among them; more than fifteen are a failure of the
/// page.</summary>
public sealed class QueryCount : DbCommandInterceptor
{
    public const int Most = 15;
    static readonly AsyncLocal<Counter?> current = new();
    static readonly MeterListener lookups = new()
    {
        InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Name is Instruments.Statements or Instruments.Passwords) l.EnableMeasurementEvents(instrument);
        },
    };

    // It is told on the thread, and so in the request, that looks.
    static QueryCount()
    {
        lookups.SetMeasurementEventCallback<long>((instrument, _, tags, _) =>
        {
            if (instrument.Name == Instruments.Passwords && current.Value is { } counter) Interlocked.Increment(ref counter.Hashed);
            foreach (var tag in tags) Count($"{tag.Key} {tag.Value}");
        });
        lookups.Start();
    }

    public sealed class Counter
    {
        public int Count;
        public int Hashed;
        public List<string> Sql { get; } = [];
    }

    /// <summary>Queries of the newest request. They count from its beginning: whoever has read the answer is often faster than the end
    /// of the pipeline.</summary>
    public Counter Last { get; private set; } = new();

    /// <summary>Those of the newest post, which a page that it led to does not hide.</summary>
    public Counter LastPost { get; private set; } = new();

    public Counter Begin(bool post)
    {
        Last = current.Value = new();
        return post ? LastPost = Last : Last;
    }

    static void Count(string sql)
    {
        if (current.Value is not { } counter) return;
        Interlocked.Increment(ref counter.Count);
        lock (counter.Sql) counter.Sql.Add(sql);
    }

    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData,
        InterceptionResult<DbDataReader> result)
    {
        Count(command.CommandText);
        return result;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData,
        InterceptionResult<DbDataReader> result, CancellationToken ct = default)
    {
        Count(command.CommandText);
        return ValueTask.FromResult(result);
    }
}

sealed class CountQueries(QueryCount queries) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (http, rest) =>
        {
            var count = queries.Begin(HttpMethods.IsPost(http.Request.Method));
            await rest(http);
            if (HttpMethods.IsGet(http.Request.Method) && count.Count > QueryCount.Most)
                throw new InvalidOperationException(
                    $"{http.Request.Path} asked the database {count.Count} times:\n{string.Join('\n', count.Sql)}");
        });
        next(app);
    };
}
