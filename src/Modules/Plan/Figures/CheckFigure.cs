using Keyaki.Kernel;
using Keyaki.Kits;

namespace Keyaki.Plan;

/// <summary>A second person holds the figure against its source.</summary>
sealed class CheckFigure(Library library) : SecondPerson<Entry>
{
    public static readonly SecondWords Said = new("plan figure", "出所を見て、数字は合っていますか", "違うところ", "入れた数字が、出所と違うと言われました",
        "確認を待つ計画の数字", "ほかの職員が入れた数字です。出所を見て、合っているか確かめてください。")
    {
        When = "合っていないときに、どこが違うかを書いてください。入れた人に伝わります。",
        TakeBack = "入れた数字を取り下げる", Then = "この数字は公開の画面に載りません。出所を見て、正しい数字を入れ直してください。",
    };
    public static readonly Deed Checked = new("plan.figure.checked", "計画の数字を確かめた"),
        TakenBack = new("plan.figure.taken-back", "入れた計画の数字を取り下げた");

    public static string Address(object id) => $"/office/plan/entries/{id}";

    public override SecondWords Words => Said;
    public override Permission Who => PlanModule.Write;
    public override string Url(Entry entry) => Address(entry.Id) + "/check";
    public override string TakeBack(Entry entry) => Address(entry.Id) + "/take-back";
    public override string Home(Entry entry) => FigureDesk.After(entry.Id);

    public override async Task<SecondFace> Face(Entry entry, Look look)
    {
        var target = await Target(entry, look);
        return new("数字を確かめる", [new("推進計画の数字", FigureDesk.Url)],
        [
            ("目標", Written.Text(target?.Title ?? entry.Target)), ("時期", Written.Text(Moment.Words(entry.Period))),
            ("数字", Written.Strong(Figures.Of(entry.Value, target?.Unit ?? ""))), ("出所", Written.Text(entry.Source)),
        ]);
    }

    public override async Task<string> InWords(Entry entry, Look look)
    {
        var target = await Target(entry, look);
        var value = Figures.Of(entry.Value, target?.Unit ?? "");
        return $"{target?.Title ?? entry.Target}、{Moment.Words(entry.Period)}、{value}\n出所：{entry.Source}";
    }

    public override Task Note(Entry entry, Look look) => Task.FromResult(look.Journal.About("plan.entry", entry.Id));

    async Task<Target?> Target(Entry entry, Look look) =>
        (await library.Current(look.Db, look.Stop))?.Content.Target(entry.Target);
}
