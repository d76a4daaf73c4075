using System.Data.Common;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Keyaki.Bench;

/// <summary>Counts what a page asks the database, and says it in a header. Session and journal writing stay aside: reading the session and its officer comes before the page, and what a look writes is no question.</summary>
sealed class QueryCount : DbCommandInterceptor, IStartupFilter
{
    public const string Header = "X-Queries";
    static readonly AsyncLocal<List<string>?> asked = new();

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((http, rest) =>
        {
            List<string> here = asked.Value = [];
            http.Response.OnStarting(() =>
            {
                lock (here) http.Response.Headers[Header] = OfPage(here).ToString(System.Globalization.CultureInfo.InvariantCulture);
                return Task.CompletedTask;
            });
            return rest(http);
        });
        next(app);
    };

    // The session's row and its officer's are the first two questions of a signed-in request.
    static int OfPage(List<string> asked) => asked.Skip(asked.FindIndex(sql => sql.Contains("kernel_sessions", StringComparison.Ordinal)) + 2).Count(sql => sql.StartsWith("SELECT", StringComparison.Ordinal));

    static void Count(DbCommand command)
    {
        if (asked.Value is { } list) lock (list) list.Add(command.CommandText.TrimStart());
    }

    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        Count(command);
        return result;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken ct = default)
    {
        Count(command);
        return ValueTask.FromResult(result);
    }
}
