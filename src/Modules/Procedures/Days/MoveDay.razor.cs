using System.Globalization;
using Keyaki.Contracts;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;

namespace Keyaki.Procedures;

/// <summary>An officer moves a booking to another day on the person's behalf, with a reason; the person is told.</summary>
public sealed partial class MoveDay
{
    public sealed record Page(Application Case, Form Form);

    internal static async Task<Form> Build(Guid id, Look look, DayDesk desk)
    {
        var found = await CaseAccess.Own(look, id);
        if (!found.HasDays) throw new NotHere();
        return new Form([Question(await desk.Open(look.Db, found, look.Stop), Language.Japanese),
            new("reason", new LongTextKind(3), "理由") { Hint = "申し込んだ方にも見えます。", MaxLength = 500 }]);
    }

    /// <summary>The days with places left, as something to choose from.</summary>
    internal static Ui.Question Question(IReadOnlyList<DayFace> days, Language l) =>
        new("day", new ChoiceKind(), l.Pick("新しい日", "あたらしい 日", "New day"))
        {
            Options = [.. days.Select(d =>
            new Ui.Option($"{d.Slot.Day:yyyy-MM-dd}", l.Say(d.Slot.Day), l.Pick($"残り{d.Left}", $"あと {d.Left}", $"{d.Left} places left")))],
        };

    internal static DateOnly Chosen(Form form) =>
        DateOnly.ParseExact(form.Value("day") as string ?? throw new NotHere(), "yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal static async Task<IResult> Ask(Guid id, Form form, Look look) =>
        Show(new(await CaseAccess.Shown(look, id), form));

    internal static async Task<Answer> Accept(Guid id, Form form, Turn turn, IStaff staff, DayDesk desk)
    {
        var found = await CaseAccess.Change(turn, id, staff);
        var day = Chosen(form);
        await desk.Move(turn.Db, found, day, (form.Value("reason") as string)?.Trim(), turn.Me, turn.Stop);
        turn.Journal.About(found).Fact("day", day);
        return Answer.See(WorkList.Of(turn.Query).Url(Links.Case(id)));
    }
}
