using System.Globalization;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;

namespace Keyaki.Procedures;

/// <summary>Asks a second officer to publish the draft, from a day on.</summary>
public sealed partial class AskPublish
{
    public sealed record Page(Form Form, string Title, string Draft, string Version, IReadOnlyList<DraftedDifference> Differences);

    internal static SecondWords Said => Drafted.Words;
    internal static string CheckUrl(Guid version) => Drafted.CheckUrl(version);
    internal static string TakeBackUrl(Guid version) => Drafted.TakeBackUrl(version);

    internal static Form Build(Look look) => new Form([
        new Ui.Question("from", new DateKind(), "公開を始める日") { Hint = "今日にすると、確認が済むとすぐに申し込めるようになります。" },
    ]).Fill("from", look.Today);

    internal static async Task<IResult> Ask(Guid id, Form form, Look look, DraftedProcedures room)
    {
        var (file, _) = await Workbench.Open(id, look, room);
        return Show(new(form, file.Title, room.Url(id), file.Version.ToString(CultureInfo.InvariantCulture),
            room.Differences(room.Before(file.Code, DateOnly.MaxValue), file.Json)));
    }

    internal static async Task<Answer> Accept(Guid id, Form form, Turn turn, DraftedProcedures room)
    {
        var file = await room.Take(turn, id);
        if (!turn.Saw(file.Version)) throw new ChangedMeanwhile("下の違いを、もう一度確かめてください。");
        var from = form.Value("from") is DateOnly day ? day : throw new Rule("from", "公開を始める日を入力してください。");
        // Who begins a procedure anew must not take the place of one that there is.
        if (file.Base is null && room.Version(file.Code, DateOnly.MaxValue) is { } other)
            throw new Rule("", $"記号「{file.Code}」は、「{other.Definition.Title.Ja}」が使っています。"
                + "「名前と説明」で、別の記号に変えてください。");
        var sheet = Sheet.Of(file.Json);
        sheet.Root["validFrom"] = from.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        room.Propose(turn, file, from, sheet.Json);
        return Answer.See(room.Url(id));
    }
}
