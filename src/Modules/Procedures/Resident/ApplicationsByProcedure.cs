using Keyaki.Contracts.Plan;
using Keyaki.Contracts.Procedures;
using Keyaki.Kernel;

namespace Keyaki.Procedures;

/// <summary>手続ごとの電子申請件数: the same applications as <see cref="ApplicationsOnline"/>, a part for each procedure.</summary>
sealed class ApplicationsByProcedure : IMeasure
{
    /// <summary>The part of entries from before the procedure stood in them.</summary>
    const string Untold = "untold";

    public string Code => IProcedures.Measure;
    public string Label => "手続ごとの電子申請件数";
    public string Unit => "件";
    public string Explained => "オンラインで受け付けた申請を、手続ごとに数えたものです。手数料のある申請は、支払いを確認したときに1件と数えます。取り下げられた申請も含みます。";
    public IReadOnlyCollection<string> Reads { get; } = [ApplyDeeds.Submit.Code, ApplyDeeds.Paid.Code];

    public IEnumerable<Mark> Count(Happened entry) =>
        ApplicationsOnline.Door(entry) == Channels.Online ? [new(entry.Facts.GetValueOrDefault("procedure") ?? Untold, 1)] : [];
}

/// <summary>Tells other modules which procedures are offered.</summary>
sealed class OfferedProcedures(Catalogue catalogue) : IProcedures
{
    public IReadOnlyList<OnlineProcedure> Offered(DateOnly today) =>
        [.. catalogue.Online(today).Select(v =>
            new OnlineProcedure(v.Code, v.Definition.Title.Ja, v.Definition.Department))];
}
