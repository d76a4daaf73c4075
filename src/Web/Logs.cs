using Microsoft.Extensions.Logging.Console;

namespace Keyaki.Web;

/// <summary>Structured logs, one JSON line each, without personal data: no path values, no query strings, no form fields, no SQL.</summary>
static class Logs
{
    public static void Set(WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        if (builder.Environment.IsDevelopment())
            builder.Logging.AddSimpleConsole(o =>
            { o.SingleLine = true; o.TimestampFormat = "HH:mm:ss "; o.ColorBehavior = LoggerColorBehavior.Disabled; });
        else builder.Logging.AddConsole(o => o.FormatterName = LogLine.Json).AddConsoleFormatter<LogLine, ConsoleFormatterOptions>();
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Error);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        // It warns on every form that its own cache headers replace ours, which say the same.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error);
        builder.Logging.AddFilter("System.Net.Http", LogLevel.Warning);
    }
}
