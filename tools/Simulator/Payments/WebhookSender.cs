using System.Collections.Concurrent;
using System.Net.Http.Headers;

namespace Keyaki.Simulator;

/// <summary>Delivers webhooks, each signed anew at every attempt, and tries again with growing waits until the receiver answers
/// 2xx.</summary>
public sealed class WebhookSender(Ledger ledger, SimulatorOptions options, IHttpClientFactory clients) : BackgroundService
{
    public const string Client = "webhooks";
    public const string SignatureHeader = "Keyaki-Sim-Signature";

    readonly ConcurrentDictionary<string, Task> underway = [];

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        try
        {
            do
            {
                if (ledger.Outage) continue;
                foreach (var told in ledger.Due()) _ = Deliver(told, stopping);
            }
            while (await tick.WaitForNextTickAsync(stopping));
        }
        catch (OperationCanceledException) { /* The process stops; what is due stays due. */ }
    }

    /// <summary>Delivers one event now; ends when the receiver has answered or the attempt has failed. Who comes while it is under way
    /// waits for the same attempt.</summary>
    public Task Deliver(Event told, CancellationToken ct)
    {
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var going = underway.GetOrAdd(told.Id, mine.Task);
        if (going == mine.Task) _ = Carry(told, mine, ct);
        return going;
    }

    async Task Carry(Event told, TaskCompletionSource done, CancellationToken ct)
    {
        try
        {
            // Whoever listed it as due may come after another has delivered it.
            if (ledger.Event(told.Id) is not { State: EventState.Waiting }) return;
            var answers = await Task.WhenAll(Enumerable.Range(0, told.Copies).Select(_ => Send(told, ct)));
            if (answers.All(a => a.Good)) ledger.Delivered(told.Id, answers[^1].Text);
            else ledger.Undelivered(told.Id, answers.First(a => !a.Good).Text);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested) { /* Sent again after the restart. */ }
        finally
        {
            underway.TryRemove(told.Id, out _);
            done.SetResult();
        }
    }

    async Task<(bool Good, string Text)> Send(Event told, CancellationToken ct)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, told.Url)
            {
                Content = new StringContent(told.Body, MediaTypeHeaderValue.Parse("application/json; charset=utf-8")),
            };
            request.Headers.Add(SignatureHeader,
                Code.Sign(options.WebhookSecret, options.Clock.GetUtcNow().ToUnixTimeSeconds(), told.Body));
            using var answer = await clients.CreateClient(Client).SendAsync(request, ct);
            return (answer.IsSuccessStatusCode, ((int)answer.StatusCode).ToString());
        }
        catch (HttpRequestException e) { return (false, e.HttpRequestError.ToString()); }
        catch (TaskCanceledException) when (!ct.IsCancellationRequested) { return (false, "timeout"); }
    }
}
