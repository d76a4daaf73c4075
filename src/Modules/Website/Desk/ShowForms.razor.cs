using Keyaki.Contracts.Website;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Website;

/// <summary>The text of each channel as its receiver sees it, side by side, with the channel's own count and faults.</summary>
public sealed partial class ShowForms
{
    /// <param name="Old">Written by hand, from something that is another one now.</param>
    public sealed record Line(string Channel, string Label, Composed Composed, bool ByHand, bool Old, bool Chosen);
    public sealed record Page(Guid Id, string PageTitle, string Home, IReadOnlyList<Line> Forms, bool CanWrite);

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage(WebsitePaths.Home + "/{id:guid}/forms", WebsiteModule.Write, Deed.None, Ask);
        app.MapAct(WebsitePaths.Home + "/{id:guid}/try", WebsiteModule.Write, WebsiteDeeds.Tried, Try);
    }

    static async Task<IResult> Ask(Guid id, Look look, IEnumerable<IChannel> channels, ToldPages telling)
    {
        var desk = await OnDesk.Open(id, look);
        var told = await telling.Of(look.Db, desk.Page, desk.Edition, desk.Edition.Corrects ? Purpose.Correction : Purpose.Real, look.Stop);
        var (content, master) = (desk.Content, desk.Content.Master());
        return Show(new(id, desk.Page.Title, WebsitePaths.Page(id), [.. channels.Select(c =>
        {
            var byHand = content.Forms.GetValueOrDefault(c.Code);
            return new Line(c.Code, c.Label, c.Compose(told, byHand?.Words), byHand is not null, byHand is not null && byHand.Master != master,
                desk.Edition.ChannelCodes.Contains(c.Code));
        })], desk.Edition.CanWrite));
    }

    /// <summary>To named testers only: once for each state of the edition.</summary>
    static async Task<Answer> Try(Guid id, Turn turn, Dispatching dispatching)
    {
        var desk = await OnDesk.Take(id, turn);
        if (desk.Edition.ChannelCodes.Count == 0) throw new Rule("", "発信先を選んでいません。「置き場所・日時・発信先」で選んでください。");
        turn.Db.RemoveRange(await turn.Db.Set<Dispatch>().AsTracking().Where(d => d.Edition == desk.Edition.Id && d.Purpose == Purpose.Test).ToListAsync(turn.Stop));
        await turn.Db.SaveChangesAsync(turn.Stop);
        await dispatching.Write(turn.Db, desk.Page, desk.Edition, Purpose.Test, desk.Edition.ChannelCodes, turn.Stop);
        turn.Journal.About(SitePage.Subject, id);
        return Answer.See(WebsitePaths.Page(id));
    }
}

/// <summary>A form by hand in the place of the derived one; empty: the derived one again.</summary>
sealed class FormPart : DeskPart
{
    public override string Code => "form";
    public override bool HasSpot => true;
    public override string Title(DeskShop shop) => "文を手で書く";
    public override string? Lead => "空けて保存すると、自動の文に戻ります。題や日時が変わっても、手で書いた文はひとりでには変わりません。";

    public override Form Form(DeskShop shop) => new Form([new Question("words", new LongTextKind(8), "文") { Required = false, MaxLength = 2_000 }])
        .Fill("words", shop.Desk.Content.Forms.GetValueOrDefault(Known(shop))?.Words);

    static string Known(DeskShop shop) => shop.At.Length <= 40 && shop.At.All(char.IsAsciiLetter) ? shop.At : throw new NotHere();

    public override Content Take(Form form, DeskShop shop)
    {
        var (content, words) = (shop.Desk.Content, form["words"].ReplaceLineEndings("\n").Trim());
        var forms = new Dictionary<string, Override>(content.Forms) { [Known(shop)] = new(words, content.Master()) };
        if (words.Length == 0) forms.Remove(shop.At);
        return content with { Forms = forms };
    }
}
