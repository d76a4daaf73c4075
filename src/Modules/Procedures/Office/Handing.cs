using Keyaki.Contracts;
using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Messages;
using Keyaki.Kernel;
using Keyaki.Kits;

namespace Keyaki.Procedures;

/// <summary>Which departments can take a case over. Who decides follows from the 専決 table and the department that has the case: where
/// the table has no row for the other one, it could never be decided there.</summary>
static class Handing
{
    /// <summary>Why it can go nowhere; null when it can.</summary>
    public static string? Stays(Application found, Definition definition) => found switch
    {
        { Decision: DecisionKind.Automatic } => "決まりだけで決まる手続なので、ほかの課が審査することはありません。",
        { State: ApplicationState.Proposed } => "決裁中です。差し戻されてから移してください。",
        { State: ApplicationState.AwaitingConfirmation } => "連名の方または本人の確認を待っています。済んでから移してください。",
        { OfferedTo: not null } => "すでに移送を申し出ています。返事を待つか、申し出を取り下げてください。",
        { PaidAt: not null } => "手数料をこの課で収納しています。収納した課は変えられないので、取り下げて申し込み直すよう案内してください。",
        _ when definition.Capacity is not null => "予約の日と枠がこの課のものなので、ほかの課では扱えません。",
        _ when !found.State.IsOpen() => "もう決まった申請か、終わった申請です。",
        _ => null,
    };

    /// <summary>To who offered it: the other department did not take it.</summary>
    public static Message GivenBack(Handover offer, Application found) =>
        new($"procedures.handover.{offer.Id:N}", offer.By, null, "移送が受け入れられませんでした",
            $"受付番号 {found.Number}\n\n理由：{offer.Why}", Links.Case(found.Id));

    /// <summary>Why it could not be decided in that department; null when it could.</summary>
    public static string? Undecidable(Application found, Definition definition, string to, IDelegation table, DateOnly day)
    {
        try
        {
            table.Route(definition.Decision.Of(found) with { Department = to }, day);
            return null;
        }
        catch (Rule none) { return none.Message; }
    }
}

/// <summary>移送の申し出 waits for somebody of the other department to answer.</summary>
[Once]
sealed class HandoverTask(Catalogue catalogue) : TaskSource<Handover>
{
    protected override Guid Cause(Handover offer) => offer.Id;

    protected override async Task<TaskWish?> Wish(CityDb db, Handover offer, CancellationToken ct)
    {
        if (offer.EndedAt is not null || await db.Set<Application>().FindAsync([offer.ApplicationId], ct) is not { } found) return null;
        return new(TaskKind.Receive, $"移送を受けるか：{catalogue.TitleOf(found.Procedure)}（受付番号 {found.Number}）", TakeOver.Url(found.Id))
        { Department = offer.To, Power = Office.Handle, Due = found.Due };
    }
}
