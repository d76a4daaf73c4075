using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Keyaki.Kernel;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Keyaki.Web;

/// <summary>One JSON object a line, with the time; whatever stands in it, also in a library's exception, a mail address does not leave
/// with it.</summary>
sealed partial class LogLine(TimeProvider clock) : ConsoleFormatter(Json)
{
    public const string Json = "keyaki";
    static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public override void Write<TState>(in LogEntry<TState> entry, IExternalScopeProvider? scopes, TextWriter writer)
    {
        using var bytes = new MemoryStream();
        using (var line = new Utf8JsonWriter(bytes, Readable))
        {
            line.WriteStartObject();
            line.WriteString("Timestamp", clock.LocalNow());
            line.WriteString("LogLevel", $"{entry.LogLevel}");
            line.WriteString("Category", entry.Category);
            line.WriteString("Message", WithoutAddresses(entry.Formatter(entry.State, entry.Exception)));
            if (entry.Exception is { } exception) line.WriteString("Exception", WithoutAddresses($"{exception}"));
            if (entry.State is IReadOnlyList<KeyValuePair<string, object?>> { Count: > 1 } values) State(line, values);
            line.WriteEndObject();
        }
        writer.WriteLine(Encoding.UTF8.GetString(bytes.ToArray()));
    }

    static void State(Utf8JsonWriter line, IReadOnlyList<KeyValuePair<string, object?>> values)
    {
        line.WriteStartObject("State");
        foreach (var (name, value) in values)
            if (name != "{OriginalFormat}") line.WriteString(name, WithoutAddresses($"{value}"));
        line.WriteEndObject();
    }

    /// <summary>What stands around an at sign, up to blanks and brackets; a quoted local part as well.</summary>
    internal static string WithoutAddresses(string text) => text.Contains('@') ? Address().Replace(text, "***@***") : text;

    [GeneratedRegex("""("[^"\s]+"|[^\s"<>()\[\],;:]+)@[^\s"<>()\[\],;:]+""")] private static partial Regex Address();
}
