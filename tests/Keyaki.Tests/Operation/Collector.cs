using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Keyaki.Tests.Operation;

/// <summary>An OTLP collector on a port of this machine (http/protobuf): keeps what arrives, by the path that it was sent to.</summary>
sealed class Collector(WebApplication app) : IAsyncDisposable
{
    readonly ConcurrentQueue<(string Path, string Text)> arrived = [];

    public string Url => app.Urls.First();

    public static async Task<Collector> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        var collector = new Collector(builder.Build());
        await collector.Open();
        return collector;
    }

    async Task Open()
    {
        app.MapPost("/v1/{kind}", async (string kind, HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            // Strings lie whole in protobuf, so its bytes read as text show every name and value.
            arrived.Enqueue((kind, Encoding.UTF8.GetString(body.ToArray())));
            return Results.Bytes([], "application/x-protobuf");
        });
        await app.StartAsync();
    }

    public string Text(string kind) => string.Join('\n', arrived.Where(a => a.Path == kind).Select(a => a.Text));

    /// <summary>Waits until these words have arrived.</summary>
    public async Task Hears(string kind, params string[] words)
    {
        for (var watch = Stopwatch.StartNew(); words.FirstOrDefault(w => !Text(kind).Contains(w, StringComparison.Ordinal))
            is { } missing; await Task.Delay(50))
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{kind} に {missing} が届きません\n{Text(kind)}");
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
