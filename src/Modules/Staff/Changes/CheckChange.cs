using Keyaki.Contracts.Messages;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.Extensions.Configuration;

namespace Keyaki.Staff;

/// <summary>A change of power before the second person: who may be it, and what they get to see.</summary>
sealed class CheckChange(Second second, PostPowers powers, IStaff staff, Tickets tickets, IConfiguration configuration)
    : SecondPerson<PowerChange>
{
    static readonly SecondWords Said = new("staff", "この内容を認めますか", "認めない理由", "申し出たことは認められませんでした",
        "確認を待っている権限の変更", "ほかの職員が申し出た、職員の登録や職の割当てなどです。")
    { Press = "確認の結果を記録する" };

    public override SecondWords Words => Said;
    public override Permission Who => Permission.Officer;
    public override Task<bool> Sees(PowerChange change, Look look) => second.Sees(change, look);
    public override Task<string?> Bars(PowerChange change, Look look) => second.Bars(change, look);
    public override string Url(PowerChange change) => ShowChange.Url(change.Id);
    public override string Home(PowerChange change) => Changes.Url;
    public override string After(PowerChange change) => Url(change);
    public override string TakeBack(PowerChange change) => Url(change) + "/withdraw";
    public override Permission Checks(PowerChange change) => StaffModule.CanConfirm;
    public override IReadOnlyList<Guid> NotFor(PowerChange change) => [.. new[] { change.By, change.Officer }.OfType<Guid>()];

    public override async Task<SecondFace> Face(PowerChange change, Look look) =>
        new(change.Kind.Label(), [new("権限の確認", Changes.Url)], [("内容", Written.Text(await second.InWords(look.Db, change, look.Stop)))])
        {
            Note = "本人や所属の課に確かめてから答えてください。" + (change.MakesLink ? "認めると、本人に伝える番号が表示されます。" : ""),
            Above = ShowChange.Handed(ShowChange.Halves(change, look, tickets, configuration)),
            Below = ShowChange.Given(await ShowChange.Powers(change, look, second, powers, staff)),
        };

    public override Task<string> InWords(PowerChange change, Look look) => second.InWords(look.Db, change, look.Stop);

    public override Task Note(PowerChange change, Look look)
    {
        if (change.Agreed is false && change.CheckedBy != change.By) look.Journal.As(StaffDeeds.Declined);
        return Task.FromResult(look.Journal.About(PowerChange.Record, change.Id).Fact("kind", change.Kind.ToString()));
    }

    public override async Task<string> CarryOut(PowerChange change, Turn turn) =>
        ShowChange.After(tickets, change.Id, null, await second.CarryOut(turn.Db, change, turn.Stop));

    // Whoever gets power hears of it, too, and whoever asked also of a yes.
    public override Task Tell(PowerChange change, Turn turn, IMessages messages) => second.Tell(turn.Db, change, turn.Stop);
}
