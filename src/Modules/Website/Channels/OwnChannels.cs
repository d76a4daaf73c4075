using System.Globalization;
using Keyaki.Contracts.Website;

namespace Keyaki.Website;

/// <summary>A channel that reads what is published by itself: nothing is handed over to it, and it can never be behind.</summary>
public abstract class OwnChannel : IChannel
{
    public abstract string Code { get; }
    public abstract string Label { get; }
    protected abstract string Derive(Told told);
    protected virtual int? Most => null;

    public Composed Compose(Told told, string? byHand = null)
    {
        var words = byHand is null ? Derive(told) : told.Stamp() + byHand;
        var count = new StringInfo(words).LengthInTextElements;
        return new(words, count, Most, count > Most ? [$"{Most}文字までです（今は{count}文字です）。"] : []);
    }

    public Task<Handed> HandOver(Guid key, Told told, string words, CancellationToken ct) => Task.FromResult(Handed.As($"{key:N}"));
    public Task<Handed> Ask(Guid key, CancellationToken ct) => Task.FromResult(Handed.As($"{key:N}"));
}

/// <summary>更新情報の配信（RSS・Atom・JSON Feed）.</summary>
public sealed class FeedChannel : OwnChannel
{
    public const string Name = "feed";
    public override string Code => Name;
    public override string Label => "更新情報の配信（RSS・Atom・JSON）";
    protected override string Derive(Told told) => $"{told.Stamp()}{told.Ja.Title}\n{told.Ja.Summary}\n{told.Ja.Url}";
}

/// <summary>短い文: what stands in a list, and what a person reads out.</summary>
public sealed class ShortText : OwnChannel
{
    public const string Name = "short";
    public override string Code => Name;
    public override string Label => "短い文（140文字）";
    protected override int? Most => 140;
    protected override string Derive(Told told) => Derived.Short(told, words => new StringInfo(words).LengthInTextElements, 140);
}

/// <summary>市報の原稿.</summary>
public sealed class PrintText : OwnChannel
{
    public const string Name = "print";
    public override string Code => Name;
    public override string Label => "市報の原稿";
    protected override string Derive(Told told) => Derived.Print(told);
}
