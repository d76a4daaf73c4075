using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Documents;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Drafting;

/// <summary>A draft with everything on it, as it is read by its department and by deciders.</summary>
public sealed record Sheet(Draft Draft, IReadOnlyList<(DraftFile File, StoredFile Stored)> Files, IReadOnlyList<Addressee> Addressees,
    IReadOnlyList<Related> Related, string ClassName, int? Years, string ActTitle, string SeriesTitle)
{
    /// <param name="has">What of its parts is known to be there: what is not is not asked for.</param>
    internal static async Task<Sheet> Of(Draft draft, CityDb db, CancellationToken ct, CityProfile? city = null, string? act = null,
        (bool Files, bool Addressees, bool Related)? has = null)
    {
        var kept = city?.Files<RecordClasses>().Find(draft.RecordClass, draft.At.Day());
        return new(draft, has is { Files: false } ? [] : await Attached(draft, db, ct),
            has is { Addressees: false } ? []
                : await db.Set<Addressee>().AsNoTracking().Where(a => a.Draft == draft.Id).OrderBy(a => a.Position).ToListAsync(ct),
            has is { Related: false } ? []
                : await db.Set<Related>().AsNoTracking().Where(a => a.Draft == draft.Id).OrderBy(a => a.Position).ToListAsync(ct),
            kept?.Title ?? draft.RecordClass, kept?.RetentionYears, act ?? draft.Act,
            city?.Files<NumberSeriesList>().Find(draft.Series)?.Title ?? draft.Series);
    }

    static async Task<IReadOnlyList<(DraftFile, StoredFile)>> Attached(Draft draft, CityDb db, CancellationToken ct) =>
        [.. (await (from f in db.Set<DraftFile>().AsNoTracking() where f.Draft == draft.Id
                    join s in db.Set<StoredFile>() on f.File equals s.Id orderby f.Position select new { f, s }).ToListAsync(ct))
            .Select(x => (x.f, x.s))];

    /// <summary>The lines of the cover.</summary>
    public IEnumerable<CaseRow> Rows
    {
        get
        {
            yield return new("伺い文", Draft.Purpose);
            if (Draft.Basis.Length > 0) yield return new("根拠", Draft.Basis);
            yield return new("決裁の種類", ActTitle);
            if (Draft.Amount is { } amount) yield return new("金額", amount.ToString());
            if (Draft.Marks.Length > 0)
                yield return new("特に注意すること", string.Join("、", Drafts.Marks.Where(m => Draft.Cover.Marks.Contains(m.Code)).Select(m
                    => m.Words)));
            if (Draft.WithPaper) yield return new("紙併用", "紙の添付があります。画面のほかに、紙でも回ります。");
            yield return new("文書分類", $"{ClassName}（{(Years is { } years ? $"保存{years}年" : "永年保存")}）");
            yield return new("文書番号の種類", SeriesTitle);
            yield return new("公開区分", Draft.Disclosure.Words() + (Draft.Reason is { } reason ? $"　理由：{reason}" : ""));
            yield return new("施行方法", Draft.Way.Label() + (Draft.Way is Way.None ? "" : Draft.Sealed ? "　公印を押す" : "　公印省略"));
        }
    }

    public static Columns<Addressee> ToWhom() => new Columns<Addressee>()
        .Text("宛名", a => a.Name, Spot.RowHead).Text("住所", a => a.Address).Lines().Text("メール", a => a.Mail)
        .Tag("施行", Went).Moment("日時", a => a.SentAt).Text("記録", a => a.Proof)
        .Moment("メールが出た", a => a.MailedAt);

    static (Tone, string)? Went(Addressee a) => a switch
    {
        { SentAt: null, RefusedAt: not null } => (Tone.Bad, "メールが届きませんでした"),
        { SentAt: null } => (Tone.Warning, "まだ"),
        { Way: Way.Mail, MailedAt: null } => (Tone.Info, "メールを送っています"),
        _ => (Tone.Good, $"{a.Way?.Label()}で施行済み"),
    };

    /// <summary>別紙: what is decided to go to the addressees beside the paper.</summary>
    public IReadOnlyList<(DraftFile File, StoredFile Stored)> Leaving => [.. Files.Where(f => f.File.Leaves)];

    public static string Named((DraftFile File, StoredFile Stored) f) => f.File.Title is "" ? f.Stored.Name : f.File.Title;

    public static string Titled(Draft draft) => draft.Subject.Length == 0 ? "作成中の起案" : draft.Subject;

    public static Tone ToneOf(Draft d) => d.Stage switch
    {
        Stage.Writing => Tone.Warning,
        Stage.InReview => Tone.Info,
        Stage.Ended => Tone.Plain,
        _ => Tone.Good,
    };

    public static string Asked(StepKind kind) => kind switch
    {
        StepKind.Concur => "合議",
        StepKind.Vet => "審査",
        StepKind.Decide => "決裁",
        _ => "回議",
    };

    public static string Said(StepFace step) => step.State switch
    {
        StepState.Approved => step.Kind is StepKind.Concur ? "同意" : step.Kind is StepKind.Decide ? "決裁" : "承認",
        StepState.Remanded => "差戻し",
        StepState.Pending => "今ここで待っています",
        StepState.Deferred => "保留",
        StepState.Vacant => "担当が決まるのを待っています",
        StepState.Bypassed => "回りませんでした",
        StepState.Disagreed => "不同意",
        StepState.Rejected => "否決",
        StepState.PulledUp => "引上げ（後閲）",
        _ => "これから",
    };
}
