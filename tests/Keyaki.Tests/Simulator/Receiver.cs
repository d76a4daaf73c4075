using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Keyaki.Tests.InSimulator;

/// <summary>A merchant's webhook address on a port of this machine, and the HTTP clients of a test.</summary>
sealed class Receiver(WebApplication app) : IAsyncDisposable
{
    public sealed record Hook(string Id, string Type, string Signature, string Body);

    public List<Hook> Received { get; } = [];
    public int Answers { get; set; } = 200;
    public string Url => app.Urls.First() + "/";

    public static async Task<Receiver> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        builder.Services.AddHttpClient("test")
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false });
        var app = builder.Build();
        var receiver = new Receiver(app);
        receiver.Map();
        await app.StartAsync();
        return receiver;
    }

    void Map() => app.MapPost("/hook", async (HttpRequest request) =>
    {
        using var reader = new StreamReader(request.Body);
        var body = await reader.ReadToEndAsync();
        var told = JsonDocument.Parse(body).RootElement;
        lock (Received) Received.Add(new(told.GetProperty("id").GetString() ?? "", told.GetProperty("type")
            .GetString() ?? "", request.Headers["Keyaki-Sim-Signature"].ToString(), body));
        return Results.StatusCode(Answers);
    });

    public HttpClient Client(Uri address)
    {
        var client = app.Services.GetRequiredService<IHttpClientFactory>().CreateClient("test");
        client.BaseAddress = address;
        return client;
    }

    public async Task<IReadOnlyList<Hook>> Hooks(int count)
    {
        await Until.True(() => { lock (Received) return Received.Count >= count; });
        lock (Received) return [.. Received];
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}

static class Until
{
    /// <summary>Waits until something that another thread does has happened; fails after ten seconds.</summary>
    public static async Task True(Func<bool> happened)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        while (!happened())
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), "10秒待っても起きなかった");
            await Task.Delay(10);
        }
    }
}
