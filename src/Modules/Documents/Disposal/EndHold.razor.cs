using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Documents;

/// <summary>止めた理由が終わる: the audit or lawsuit ended, or the ruling or decision was given.</summary>
public sealed partial class EndHold
{
    public sealed record Page(Document Document, Hold Hold, Form Form);

    internal static async Task<Form> Build(Guid id, Guid hold, Look look)
    {
        var (_, found) = await Find(id, hold, look);
        return new([new Question("on", new DateKind(),
            found.Kind is HoldKind.Audit or HoldKind.Lawsuit ? "終わった日" : "裁決・決定の日")
        { Hint = found.Kind is HoldKind.Audit or HoldKind.Lawsuit ? null : "その翌日から1年間は、廃棄しません。" }]);
    }

    internal static async Task<IResult> Ask(Guid id, Guid hold, Form form, Look look)
    {
        var (document, found) = await Find(id, hold, look);
        look.Journal.About(Registry.Kind, id, document.Person);
        return Show(new(document, found, form));
    }

    internal static async Task<Answer> Accept(Guid id, Guid hold, Form form, Turn turn)
    {
        var (document, found) = await Find(id, hold, turn);
        if (form.Value("on") is not DateOnly on || on > turn.Today) throw new Rule("on", "今日までの日を書いてください。");
        found.End(on, turn.Me);
        turn.Journal.About(Registry.Kind, id, document.Person);
        return Answer.See(AddHold.UrlOf(id));
    }

    static async Task<(Document, Hold)> Find(Guid id, Guid hold, Look look) => (
        await look.Find(Document.Visible(look).Where(d => d.Id == id)),
        await look.Db.Set<Hold>().AsTracking().FirstOrDefaultAsync(h => h.Id == hold && h.DocumentId == id && h.EndedOn == null, look.Stop)
            ?? throw new NotHere());
}
