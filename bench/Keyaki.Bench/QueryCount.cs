using System.Data.Common;
using System.Diagnostics.Metrics;
using Keyaki.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Keyaki.Bench;

/// <summary>
/// Counts every statement until a page is answered, session, officer and written rows included, and says it in a header. What the
/// program does by itself meanwhile counts, too: whoever reads takes the least of several answers.
/// </summary>
sealed class QueryCount : DbCommandInterceptor, IStartupFilter, IDisposable
{
    public const string Header = "X-Queries";
    readonly MeterListener listener =
        new() { InstrumentPublished = (i, l) => { if (i.Name == Instruments.Statements) l.EnableMeasurementEvents(i); } };
    long said;

    public QueryCount()
    {
        listener.SetMeasurementEventCallback<long>((_, n, _, _) => Interlocked.Add(ref said, n));
        listener.Start();
    }

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((http, rest) =>
        {
            var before = Interlocked.Read(ref said);
            http.Response.OnStarting(() =>
            {
                http.Response.Headers[Header] = (Interlocked.Read(ref said) - before)
                    .ToString(System.Globalization.CultureInfo.InvariantCulture);
                return Task.CompletedTask;
            });
            return rest(http);
        });
        next(app);
    };

    public void Dispose() => listener.Dispose();

    InterceptionResult<T> Count<T>(InterceptionResult<T> result)
    {
        Interlocked.Increment(ref said);
        return result;
    }

    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData,
        InterceptionResult<DbDataReader> result) => Count(result);
    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData,
        InterceptionResult<int> result) => Count(result);

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData,
        InterceptionResult<DbDataReader> result, CancellationToken ct = default) => new(Count(result));
    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData,
        InterceptionResult<int> result, CancellationToken ct = default) => new(Count(result));
}
