using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;

namespace Keyaki.Payments;

/// <summary>What a bank is asked to collect, before the second officer.</summary>
sealed class CheckDebit(MasterKey key) : SecondPerson<DebitRequest>
{
    public static readonly SecondWords Said = new("payments debit", "この依頼を認めますか", "認めない理由",
        "口座振替の依頼が認められませんでした",
        "確認を待っている口座振替の依頼", "ほかの職員が作った口座振替の依頼です。引落日、件数、金額を確かめてください。");

    public override SecondWords Words => Said;
    public override Permission Who => PaymentsModule.CanTransfer;
    public override bool Waits(DebitRequest act) => act is { Agreed: null, DroppedAt: null };
    public override string Url(DebitRequest act) => DebitDesk.Check(act.Id);
    public override string TakeBack(DebitRequest act) => DebitDesk.TakeBack(act.Id);
    public override string Home(DebitRequest act) => DebitDesk.Show(act.Id);

    public override Task<SecondFace> Face(DebitRequest act, Look look) => Task.FromResult(
        new SecondFace("口座振替の依頼を確かめる", [new("口座振替", DebitDesk.Home), new("依頼", DebitDesk.Show(act.Id))],
        [
            ("引落日", Written.Strong($"{EraDate.Of(act.Day)}")), ("件数", Written.Strong($"{act.Count:#,0}件")),
            ("金額", Written.Strong($"{new Yen(act.Figure)}")), ("明細", Written.Link(DebitDesk.Show(act.Id), "明細を見る")),
        ])
        { Note = "認めると、銀行に渡すファイルを作れます。中身はもう変わりません。" });

    public override Task<string> InWords(DebitRequest act, Look look) =>
        Task.FromResult($"{EraDate.Of(act.Day)}の口座振替 {act.Count:#,0}件、{new Yen(act.Figure)}");

    public override Task Note(DebitRequest act, Look look)
    {
        look.Journal.About(DebitDesk.Request, act.Id).Fact("count", act.Count).Fact("yen", act.Figure);
        return Task.CompletedTask;
    }

    /// <exception cref="Rule">it is not what was frozen any more.</exception>
    public override async Task<string> CarryOut(DebitRequest act, Turn turn)
    {
        var (_, hash) = await ShowDebit.Write(turn.Db, act, turn.City, key, turn.Stop);
        return hash == act.Hash ? Home(act)
            : throw new Rule("", "作った後に口座が変わっています。認めずに、作り直してもらってください。");
    }
}
