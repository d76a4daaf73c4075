using Keyaki.Contracts.Plan;
using Keyaki.Kernel;

namespace Keyaki.Procedures;

/// <summary>電子申請件数: applications that came in online, beside those by other doors. Each is counted once: it is either submitted, or
/// received because it was paid.</summary>
sealed class ApplicationsOnline : IMeasure
{
    public string Code => "applications.online";
    public string Label => "電子申請件数";
    public string Unit => "件";
    public string Explained => "オンラインと、国のぴったりサービスで受け付けた申請の数です。手数料のある申請は、支払いを確認したときに1件と数えます。取り下げられた申請も含みます。";
    public IReadOnlyCollection<string> Reads { get; } = [ApplyDeeds.Submit.Code, ApplyDeeds.Paid.Code, OfficeDeeds.Enter.Code,
        ReceiveIncoming.Code];

    // What came by a file counts on the day on which it was sent to the other counter.
    public IEnumerable<Mark> Count(Happened entry) =>
        [new(Door(entry), 1, entry.Code == ReceiveIncoming.Code ? entry.Day("day") : null)];

    public decimal? Value(IReadOnlyDictionary<string, long> parts) =>
        parts.GetValueOrDefault(Channels.Online) + parts.GetValueOrDefault(Channels.Pittari);

    // The payment is noted by the program; its fact says by which door the application came. The earliest entries lack it: paying began
    // online only.
    internal static string Door(Happened entry) =>
        entry.Facts.GetValueOrDefault("channel") ?? (entry.Who is ActorKind.System ? Channels.Online : entry.Channel);
}
