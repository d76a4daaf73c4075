using System.Collections.Concurrent;
using System.Globalization;
using Keyaki.Contracts.Website;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Website;

/// <summary>What the practice channel does next.</summary>
public enum PracticeMood
{
    [Label("受け取る")] Takes, [Label("今は受け取らない")] Waits, [Label("断る")] Refuses,
    [Label("受け取るが、返事をなくす")] Loses, [Label("届く前に切れる")] Breaks
}

/// <summary>練習用の発信先, in development: it keeps in memory what it was given, and does what one tells it to do.</summary>
public sealed class PracticeChannel(TimeProvider clock) : IChannel
{
    public const string Name = "practice";
    const int Most = 280;

    public sealed record Post(Guid Key, string Words, DateTimeOffset At);

    readonly ConcurrentDictionary<Guid, Post> posts = new();

    public PracticeMood Mood { get; set; }
    public IReadOnlyList<Post> Posts => [.. posts.Values.OrderByDescending(p => p.At)];

    /// <summary>How often it was called at all.</summary>
    public int Calls { get; private set; }

    public string Code => Name;
    public string Label => "練習用の発信先";

    public Composed Compose(Told told, string? byHand = null)
    {
        var words = byHand is null ? Derived.Short(told, Count, Most) : told.Stamp() + byHand;
        return new(words, Count(words), Most, Count(words) > Most ? [$"{Most}文字までです（今は{Count(words)}文字です）。"] : []);
    }

    static int Count(string words) => new StringInfo(words).LengthInTextElements;

    public Task<Handed> HandOver(Guid key, Told told, string words, CancellationToken ct)
    {
        Calls++;
        switch (Mood)
        {
            case PracticeMood.Waits: return Task.FromResult(new Handed(Handing.Delayed, Reason: "混み合っています。"));
            case PracticeMood.Refuses: return Task.FromResult(new Handed(Handing.Failed, Reason: "この文は受け取れません。"));
            case PracticeMood.Breaks: return Task.FromResult(new Handed(Handing.Unknown, Reason: "返事がありません。"));
        }
        // The same key twice is one post.
        posts.TryAdd(key, new(key, words, clock.GetUtcNow()));
        return Task.FromResult(Mood is PracticeMood.Loses ? new Handed(Handing.Unknown, Reason: "返事がありません。")
            : Handed.As($"{key:N}"));
    }

    public Task<Handed> Ask(Guid key, CancellationToken ct) => Task.FromResult(posts.ContainsKey(key) ? Handed.As($"{key:N}")
        : new Handed(Handing.Delayed, Reason: "届いていませんでした。"));
}
