using Keyaki.Contracts;
using Keyaki.Contracts.Documents;
using Keyaki.Contracts.Plan;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Assets;

/// <summary>ライセンス: the right to use a program, how many, how many in use, until when.</summary>
public sealed class Licence : Recorded
{
    public string Name { get; set; } = "";
    public string Maker { get; set; } = "";
    public string Department { get; set; } = "";
    public int Count { get; set; }
    public int Used { get; set; }
    public DateOnly? EndsOn { get; set; }
    public int? System { get; set; }
    public string? Note { get; set; }

    public static readonly RegisterFields<Licence> Fields = new RegisterFields<Licence>(counted: "L-")
        .Text("製品", x => x.Name).Found()
        .Text("提供元", x => x.Maker, 100).Found()
        .Department("担当課", x => x.Department).Narrows()
        .Number("持っている数", x => x.Count, hint: "契約した数です。", most: 1_000_000)
        .Number("使っている数", x => x.Used, most: 1_000_000)
        .Day("いつまで", x => x.EndsOn, "買い切りのものは空のままにしてください。")
        .Number("システムの番号", x => x.System, hint: "推進計画の情報システム更新時期一覧の番号です。", most: 999).Aside()
        .Long("備考", x => x.Note);

    internal sealed class Map() : RegisterMap<Licence>("assets_licences", Fields);
}

/// <summary>契約の種類.</summary>
public enum AgreementKind
{
    [Label("リース・レンタル")] Lease, [Label("保守")] Maintenance, [Label("利用（クラウドなど）")] Service,
    [Label("そのほか")] Other
}

/// <summary>契約・リース: with whom, until when, and by when notice is given.</summary>
public sealed class Agreement : Recorded
{
    public string Name { get; set; } = "";
    public AgreementKind Kind { get; set; }
    public string Party { get; set; } = "";
    public string Department { get; set; } = "";
    public DateOnly BeginsOn { get; set; }
    public DateOnly EndsOn { get; set; }

    /// <summary>The last day on which the city can say that it will not go on; null where it ends by itself.</summary>
    public DateOnly? NoticeBy { get; set; }
    public Yen? Yearly { get; set; }
    public int? System { get; set; }
    public string? Note { get; set; }

    /// <summary>契約書: the registered document that is its paper.</summary>
    public Guid? Document { get; set; }

    public static readonly RegisterFields<Agreement> Fields = new RegisterFields<Agreement>(counted: "C-")
        .Text("件名", x => x.Name).Found()
        .Choice("種類", x => x.Kind).Narrows()
        .Text("相手方", x => x.Party, 100).Found()
        .Department("担当課", x => x.Department).Narrows()
        .Day("始まり", x => x.BeginsOn).Aside()
        .Day("終わり", x => x.EndsOn).Orders()
        .Day("やめると伝える期限", x => x.NoticeBy, "自動で続く契約のときに書いてください。")
        .Yen("1年の金額", x => x.Yearly)
        .Number("システムの番号", x => x.System, hint: "推進計画の情報システム更新時期一覧の番号です。", most: 999)
        .Long("備考", x => x.Note)
        .Record("契約書", x => x.Document);

    internal static IEnumerable<Wrong> Wrongs(Agreement a)
    {
        if (a.EndsOn < a.BeginsOn) yield return new("endsOn", "終わりは、始まりより前にはなりません。");
        if (a.NoticeBy > a.EndsOn) yield return new("noticeBy", "やめると伝える期限は、終わりより後にはなりません。");
    }

    internal sealed class Map() : RegisterMap<Agreement>("assets_agreements", Fields);
}

/// <summary>ライセンスの台帳.</summary>
public sealed class LicenceRegister(CityProfile city, TimeProvider clock, IPlannedSystems systems) : RoomRegister<Licence>(city, clock,
    Licence.Fields)
{
    public override string Code => "licences";
    public override string Title => "ライセンスの台帳";
    public override string Noun => "ライセンス";
    public override RegisterActs Acts { get; } = RegisterActs.Of("assets.licences", "ライセンスの台帳", AssetsModule.Systems,
        AssetsModule.Systems);

    protected override async Task<Func<Licence, IEnumerable<Wrong>>> Rules(CityDb db, CancellationToken ct)
    {
        var known = await systems.All(db, ct);
        return l => [.. SystemNumber.Wrongs(l.System, known), .. l.Used > l.Count
            ? [new Wrong("used",
                "使っている数が、持っている数より多くなっています。数を確かめてください。足りないときは、先に契約を増やしてください。")]
                : Array.Empty<Wrong>()];
    }
}

/// <summary>契約・リースの台帳; their ends stand in the plan's renewal calendar.</summary>
public sealed class AgreementRegister(CityProfile city, TimeProvider clock, IPlannedSystems systems, Lazy<IDocuments> documents)
    : RoomRegister<Agreement>(city, clock, Agreement.Fields)
{
    public override string Code => "agreements";
    public override string Title => "契約・リースの台帳";
    public override string Noun => "契約";
    public override RegisterActs Acts { get; } = RegisterActs.Of("assets.agreements", "契約・リースの台帳", AssetsModule.Systems,
        AssetsModule.Systems, Looked);

    // The title of its paper may name a person.
    static readonly Deed Looked = Deed.Look("assets.agreements.looked", "契約・リースの台帳を見た", "けいやくの きろくを 見た",
        "looked at the register of agreements");

    protected override async Task<Func<Agreement, IEnumerable<Wrong>>> Rules(CityDb db, CancellationToken ct)
    {
        var known = await systems.All(db, ct);
        return a => [.. Agreement.Wrongs(a), .. SystemNumber.Wrongs(a.System, known)];
    }

    public override async Task<IReadOnlyDictionary<Guid, ShellLink>> Named(Look look, IReadOnlyCollection<Guid> records) =>
        (await documents.Value.Seen(look, records))
            .ToDictionary(d => d.Id, d => new ShellLink($"{d.Subject}（{d.Number}）", Links.Document(d.Id)));

    public override Task<RenderFragment?> Below(Look look, Agreement agreement) => Task.FromResult<RenderFragment?>(
        agreement.EndedOn is not null || !look.Actor.Can(Acts.Change.Who) ? null
            : Rendered.Of<PaperOfAgreement>((nameof(PaperOfAgreement.Of), agreement)));

    /// <summary>From now on that document is its paper, or none is; the one before stays in its history.</summary>
    /// <returns>False where it was so already.</returns>
    internal bool Link(Turn turn, Agreement agreement, Guid? document)
    {
        if (agreement.Document == document) return false;
        agreement.Document = document;
        Changed(turn.Db, agreement, turn.Me, document is null ? "契約書とのつながりをなくした" : "契約書を選んだ");
        return true;
    }
}

/// <summary>The ends of agreements, for the plan's renewal calendar.</summary>
sealed class Renewals : IRenewals
{
    public async Task<IReadOnlyList<RenewalEnd>> Ends(CityDb db, CancellationToken ct) =>
        [.. (await db.Set<Agreement>().AsNoTracking().Where(a => a.System != null && a.EndedOn == null).OrderBy(a => a.EndsOn)
            .Select(a => new { a.System, a.Kind, a.EndsOn }).ToListAsync(ct))
            .Select(a => new RenewalEnd(a.System ?? 0, a.Kind.Label(), a.EndsOn))];
}
