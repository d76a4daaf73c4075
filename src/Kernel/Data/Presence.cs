using Microsoft.Extensions.Hosting;

namespace Keyaki.Kernel;

/// <summary>As long as the server runs, the database knows it: nobody restores over it, and no new key begins beside it.</summary>
sealed class Presence(IDatabase database) : IHostedService, IAsyncDisposable
{
    IAsyncDisposable? live;

    public async Task StartAsync(CancellationToken ct) => live = await database.Live();

    public Task StopAsync(CancellationToken ct) => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref live, null) is { } held) await held.DisposeAsync();
    }
}
