using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>How the officer's pages come to a case: to read it, or to change it.</summary>
static class CaseAccess
{
    /// <summary>A case that this officer may read: of an own department, offered to one, or on a route of a post that the officer
    /// holds at this moment.</summary>
    /// <exception cref="NotHere">there is no such case for this officer.</exception>
    public static async Task<Application> Read(Look look, Guid id, IApprovals approvals)
    {
        var submitted = look.Db.Set<Application>().AsNoTracking().Where(a => a.Id == id && a.SubmittedAt != null);
        var found = await look.Find(submitted);
        if (look.Departments.Contains(found.Department)) return found;
        if (found.OfferedTo is { } to && look.Departments.Contains(to) && look.Actor.Can(Office.Handle)) return found;
        return (await approvals.Of(look.Db, Application.Kind, id, look.Stop))
            .Any(approval => approval.Steps.Any(step => look.Actor.Posts.Contains(step.Post))) ? found : throw new NotHere();
    }

    /// <summary>A case of an own department, as it stands now.</summary>
    public static Task<Application> Own(Look look, Guid id) => look.OwnCase<Application>(id);

    /// <summary>The same for a page that shows whose case it is: the look is written down.</summary>
    public static async Task<Application> Shown(Look look, Guid id)
    {
        var found = await Own(look, id);
        look.Journal.About(found).For(OfficeDeeds.Purpose);
        return found;
    }

    /// <summary>The case of an own department, to be changed in this turn, still as the officer saw it.</summary>
    public static Task<Application> Change(Turn turn, Guid id, IStaff staff) =>
        turn.ChangeCase<Application>(id, found => WhatChanged(turn, found, staff));

    /// <summary>Who did what last, in a sentence, and where the case stands now.</summary>
    static async Task<string> WhatChanged(Turn turn, Application found, IStaff staff)
    {
        var last = await turn.Db.Set<CaseEvent>().Where(e => e.ApplicationId == found.Id).OrderByDescending(e => e.At)
            .FirstOrDefaultAsync(turn.Stop);
        var now = $"今の状態は「{found.State.Words()}」です。";
        if (last is null) return now;
        var faces = last.By is { } by ? await staff.Faces(turn, [by]) : null;
        var who = last.By is { } officer && faces is not null && faces.TryGetValue(officer, out var face) ? $"{face.Name}さん"
            : last.What is CaseEvent.Withdrawn ? "申請した方" : "システム";
        return $"{last.At.Local():H時mm分}に{who}が「{Words(last)}」をしました。{now}";
    }

    /// <summary>An event in a few words.</summary>
    public static string Words(CaseEvent e) => e.What switch
    {
        CaseEvent.Examined => "審査を開始",
        CaseEvent.Assigned => "担当を決定",
        CaseEvent.Noted => "メモを記入",
        CaseEvent.Tied => e.EndedAt is null ? "住民記録との結び付け" : "住民記録との結び付け（取消し済み）",
        CaseEvent.Correction => "補正のお願い",
        CaseEvent.Proposed => e.Code == nameof(Outcome.Refused) ? "認めない決定を起案" : "認める決定を起案",
        CaseEvent.Decided => e.Code == nameof(Outcome.Refused) ? "認めない決定" : "認める決定",
        CaseEvent.Delivered => e.Code switch { nameof(DeliveryWay.Post) => "郵送", nameof(DeliveryWay.Counter) => "窓口で交付", _ => "オンラインで交付" },
        CaseEvent.Reported => $"{e.Before}：{Processing.Words(Enum.Parse<ProcessingState>(e.Code ?? ""))}",
        CaseEvent.Moved => e.Until is { } day ? $"予約の日を{EraDate.Of(day)}に変更" : "予約の日の取消し（日を閉じたため）",
        CaseEvent.Confirmation => (e.Code == nameof(OtherRole.Represented) ? "本人" : "連名の方") + "に確認のお願い"
            + (e.EndedAt is null ? "" : "（返事あり、または終了）"),
        CaseEvent.Replied => "申請した方への連絡",
        CaseEvent.Offered => "ほかの課への移送の申し出",
        CaseEvent.Answered => e.Code switch
        {
            nameof(HandoverEnd.Taken) => "移送の受入れ",
            nameof(HandoverEnd.GivenBack) => "移送を受けない返事",
            _ => "移送の申し出の終了",
        },
        _ => "取下げ",
    };
}
