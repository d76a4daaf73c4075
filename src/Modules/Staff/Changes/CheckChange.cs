using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Keyaki.Staff;

/// <summary>A change of power before the second person: who may be it, and what they get to see.</summary>
sealed class CheckChange(Second second, PostPowers powers, IStaff staff, Tickets tickets, IConfiguration configuration,
    TimeProvider clock)
    : SecondPerson<PowerChange>
{
    static readonly SecondWords Said = new("staff", "この内容を認めますか", "認めない理由", "申し出たことは認められませんでした",
        "確認を待っている権限の変更", "ほかの職員が申し出た、職員の登録や職の割当てなどです。")
    { Press = "確認の結果を記録する" };

    public override SecondWords Words => Said;
    public override Permission Who => Permission.Officer;
    public override Task<bool> Sees(CityDb db, PowerChange change, Actor actor, CancellationToken ct) => second.Sees(db, change, actor, ct);
    public override Task<string?> Bars(CityDb db, PowerChange change, Actor actor, CancellationToken ct) =>
        second.Bars(db, change, actor, ct);
    public override string Url(PowerChange change) => ShowChange.Url(change.Id);
    public override string Home(PowerChange change) => Changes.Url;
    public override string After(PowerChange change) => Url(change);
    public override string TakeBack(PowerChange change) => Url(change) + "/withdraw";
    public override Permission Checks(PowerChange change) => StaffModule.CanConfirm;
    public override IReadOnlyList<Guid> NotFor(PowerChange change) => [.. new[] { change.By, change.Officer }.OfType<Guid>()];

    public override async Task<SecondFace> Face(CityDb db, PowerChange change, HttpContext http, CancellationToken ct) =>
        new(change.Kind.Label(), [new("権限の確認", Changes.Url)], [("内容", Written.Text(await second.InWords(db, change, ct)))])
        {
            Note = "本人や所属の課に確かめてから答えてください。" + (change.MakesLink ? "認めると、本人に伝える番号が表示されます。" : ""),
            Above = ShowChange.Handed(ShowChange.Halves(change, http, tickets, configuration)),
            Below = ShowChange.Given(await ShowChange.Powers(db, change, second, powers, staff, clock.Today(), ct)),
        };

    public override Task<string> InWords(CityDb db, PowerChange change, CancellationToken ct) => second.InWords(db, change, ct);

    public override Task Note(CityDb db, PowerChange change, Journal journal, CancellationToken ct)
    {
        if (change.Agreed is false && change.CheckedBy != change.By) journal.As(StaffDeeds.Declined);
        return Task.FromResult(journal.About(PowerChange.Record, change.Id).Fact("kind", change.Kind.ToString()));
    }

    public override async Task<string> CarryOut(CityDb db, PowerChange change, Journal journal, CancellationToken ct) =>
        ShowChange.After(tickets, change.Id, null, await second.CarryOut(db, change, ct));

    // Whoever gets power hears of it, too, and whoever asked also of a yes.
    public override Task Tell(CityDb db, PowerChange change, IMessages messages, CancellationToken ct) => second.Tell(db, change, ct);
}
