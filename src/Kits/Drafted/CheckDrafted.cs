using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Kits;

/// <summary>A version that is to be published before the second officer: with their yes it counts from its day on, and the drafted file is
/// done.</summary>
sealed class CheckDrafted(IEnumerable<Drafted> rooms, PublishedVersions published) : SecondPerson<DraftedVersion>
{
    const string Route = "/office/drafted/{act}/check";

    static readonly Deed Looked = new("drafted.check", "公開の申し出を確かめた", "見せる まえに たしかめた",
        "checked what is to be published");
    static readonly Deed TakesBack = new("drafted.take-back", "公開の申し出を取り下げた", "見せるのを やめた",
        "withdrew what was to be published");

    internal static readonly SecondWords Said = new("drafted", "この内容で公開しますか", "公開しない理由",
        "公開の申し出が認められませんでした", "公開の確認を待っている案",
        "ほかの職員が公開を申し出た案です。前の版との違いと、始まる日を確かめてください。")
    { Then = "案は、そのまま残っています。直してから、もう一度申し出てください。" };

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapSecond<DraftedVersion>(Route, Route.Replace("check", "take-back", StringComparison.Ordinal), Permission.Officer, Looked,
            TakesBack);

    internal static string TakeBackUrl(Guid version) => CheckUrl(version).Replace("check", "take-back", StringComparison.Ordinal);
    internal static string CheckUrl(Guid version) => Route.Replace("{act}", version.ToString(), StringComparison.Ordinal);

    public override SecondWords Words => Said;
    public override Permission Who => Permission.Officer;
    public override Permission Checks(DraftedVersion version) => Of(version).Publishes;
    public override string Url(DraftedVersion version) => CheckUrl(version.Id);
    public override string TakeBack(DraftedVersion version) => TakeBackUrl(version.Id);
    public override string Home(DraftedVersion version) =>
        version.Agreed is true ? Of(version).List : Of(version).Url(version.File);
    public override ValueTask<string?> Department(CityDb db, DraftedVersion version, CancellationToken ct) => new(version.Department);

    public override IQueryable<DraftedVersion> Visible(Look look)
    {
        var departments = look.Departments;
        var kinds = rooms.Where(r => look.Actor.Can(r.Writes) || look.Actor.Can(r.Publishes)).Select(r => r.Kind).ToList();
        return look.Db.Set<DraftedVersion>().Where(v => kinds.Contains(v.Kind) && departments.Contains(v.Department));
    }

    public override Task<string?> Bars(DraftedVersion version, Look look) => Task.FromResult(version.Bars(look.Me)
        ?? (look.Actor.Can(Of(version).Publishes) ? null : "公開を確かめられるのは、その権限のある職の人です。"));

    public override Task<SecondFace> Face(DraftedVersion version, Look look)
    {
        var room = Of(version);
        var before = room.Before(version.Code, version.ValidFrom);
        return Task.FromResult(new SecondFace("公開の申し出を確かめる", [new(room.Label + "を作る", room.List)],
        [
            (room.Label, Written.Strong(version.Title)), ("始まる日", Written.Of(version.ValidFrom)), ("記号", Written.Text(version.Code)),
            ("前の版", Written.Text(before is null ? "ありません（新しく作るものです）" : "あります（下に違いを示します）")),
        ])
        {
            Note = "公開すると、この版はもう変えられません。直すときは、次の版を作ります。",
            Below = DraftedDifferences.Of(room.Differences(before, version.Json)),
        });
    }

    public override Task<string> InWords(DraftedVersion version, Look look) => Task.FromResult($"{Of(version).Label}「{version.Title}」");

    public override Task Note(DraftedVersion version, Look look) =>
        Task.FromResult(look.Journal.Fact("code", version.Code).Fact("from", version.ValidFrom));

    public override async Task<string> CarryOut(DraftedVersion version, Turn turn)
    {
        var room = Of(version);
        if (version.ValidFrom < turn.Today) throw new Rule("",
            "始まる日が過ぎました。申し出を取り下げてもらい、新しい日で出し直してください。");
        if (room.Knows(version.Code, version.ValidFrom)) throw new Rule("", "同じ日から始まる版が、もうあります。");
        if (room.Faults(version.Json) is [var fault, ..]) throw new Rule("",
            $"申し出の後に市の設定が変わり、公開できなくなりました。{fault.Message}");
        if (!await turn.Db.Set<ImportedVersion>().AnyAsync(v => v.Kind == version.Kind && v.Code == version.Code && v.Hash == version.Hash,
            turn.Stop))
            turn.Db.Add(new ImportedVersion
            {
                Id = turn.NewId(), Kind = version.Kind, Code = version.Code, ValidFrom = version.ValidFrom, Hash = version.Hash,
                Json = version.Json, ImportedAt = turn.Now,
            });
        (await turn.Take<DraftedFile>(f => f.Id == version.File)).End(turn.Now);
        await room.Published(version, turn);
        published.Look();
        return room.List;
    }

    Drafted Of(DraftedVersion version) => rooms.First(r => r.Kind == version.Kind);
}
