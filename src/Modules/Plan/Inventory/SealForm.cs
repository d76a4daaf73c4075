using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Plan;

/// <summary>The three groups into which the city's review of seals has sorted its forms.</summary>
public enum SealGroup { [Label("押印をなくせる")] Removable, [Label("押印が残る")] Kept, [Label("その他")] Other }

/// <summary>押印の見直しを調べた様式: to which group it belongs, why a seal stays, and since when it is gone.</summary>
public sealed class SealForm : Recorded
{
    public string Name { get; set; } = "";
    public string Department { get; set; } = "";
    public SealGroup Group { get; set; }

    /// <summary>Why the seal stays; none where it does not.</summary>
    public string? Reason { get; set; }
    public DateOnly? RemovedOn { get; set; }
    public string? Note { get; set; }

    public static readonly RegisterFields<SealForm> Fields = new RegisterFields<SealForm>()
        .Text("様式名", f => f.Name).Found()
        .Department("担当課", f => f.Department).Narrows()
        .Choice("区分", f => f.Group).Narrows()
        .Text("押印が残る理由", f => f.Reason, 300, "「押印が残る」の様式には、必ず書いてください。")
        .Day("押印をなくした日", f => f.RemovedOn, "なくしたあとに書いてください。")
        .Text("備考", f => f.Note, 300);

    internal static IEnumerable<Wrong> Wrongs(SealForm form, DateOnly today)
    {
        if (form is { Group: SealGroup.Kept, Reason: null }) yield return new("reason",
            "「押印が残る」様式には、なぜ残るかを書いてください。");
        if (form is { Group: not SealGroup.Removable, RemovedOn: not null })
            yield return new("removedOn", "押印をなくした日があるときは、区分を「押印をなくせる」にしてください。");
        if (form.RemovedOn > today) yield return new("removedOn", "押印をなくした日は、今日までの日付を書いてください。");
    }

    internal sealed class Map() : RegisterMap<SealForm>("plan_forms", Fields);
}

/// <summary>押印の見直しの様式: the register of the forms, its totals always beside those of the plan.</summary>
public sealed class SealForms(CityProfile city, TimeProvider clock, Library library) : PlanRegister<SealForm>(city, clock, SealForm.Fields)
{
    public override string Code => "forms";
    public override string Title => "押印の見直しの様式";
    public override string Noun => "様式";
    public override string Nothing =>
        "計画には合計だけがあり、様式の一覧は載っていません。市が調べた一覧をCSVで取り込むと、ここに並びます。";

    protected override Task<Func<SealForm, IEnumerable<Wrong>>> Rules(CityDb db, CancellationToken ct) =>
        Task.FromResult<Func<SealForm, IEnumerable<Wrong>>>(form => SealForm.Wrongs(form, Clock.Today()));

    public override async Task<RenderFragment?> Above(Look look)
    {
        var counts = await look.Db.Set<SealForm>().Where(f => f.EndedOn == null).GroupBy(f => f.Group)
            .Select(g => new { g.Key, Count = g.Count(), Removed = g.Count(f => f.RemovedOn != null) }).ToListAsync(look.Stop);
        var plan = (await library.Current(look.Db, look.Stop))?.Content;
        FormTotals.Total Of(string words, string register, int here)
        {
            var target = plan?.Targets.FirstOrDefault(t => t.Register == register);
            var point = target?.Points.FirstOrDefault(p => p.Kind == "actual");
            return new(target?.Title ?? words, here, point?.Amount, point?.Text, point?.Source);
        }
        IReadOnlyList<FormTotals.Total> totals = [Of("すべての様式", "forms", counts.Sum(c => c.Count)),
            .. Enum.GetValues<SealGroup>().Select(g =>
                Of(g.Label(), $"forms.{g.ToString().ToLowerInvariant()}", counts.Find(c => c.Key == g)?.Count ?? 0))];
        return Rendered.Of<FormTotals>((nameof(FormTotals.Totals), totals), (nameof(FormTotals.Removed), counts.Sum(c => c.Removed)));
    }
}
