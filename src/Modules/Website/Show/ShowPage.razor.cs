using Keyaki.Contracts.Procedures;
using Keyaki.Contracts.Website;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Website;

/// <summary>A page as readers see it, or as it would be seen.</summary>
public sealed partial class ShowPage
{
    /// <param name="Missing">It is not written in this language: the Japanese text stands there, and the page says so.</param>
    /// <param name="Corrections">What was wrong and is mended, the newest first.</param>
    /// <param name="Preview">Shown to officers before it is public; null for readers.</param>
    public sealed record Page(SitePlan Plan, Language Language, SitePage Of, Wording Wording, bool Missing, IReadOnlyList<ToldFact> Facts,
        ProcedureFace? Procedure, Markup Body, Markup Contact, IReadOnlyList<(DateOnly Day, string Words)> Corrections, string? Preview)
    {
        /// <summary>The picture of a notice, above its text.</summary>
        public Markup? Picture { get; init; }

        /// <summary>In the tab; of a page that is not written in this language, what it is.</summary>
        public string Title => !Missing ? Stamp + Wording.Title
            : Language.Pick(Wording.Title, $"日本語の ページ {Of.Number:0000000}", $"Page {Of.Number:0000000} in Japanese");

        public bool HasRuby { get; } = Body.Html.Contains("<ruby>", StringComparison.Ordinal);

        public string Stamp => Of.Drill ? Language.Pick("【訓練】", "【訓練】", "[DRILL] ") : "";
    }

    public static async Task<Page> Make(Look look, SitePage page, Edition edition, Language l, BlockKinds kinds, IProcedures procedures,
        string? preview = null, string media = Materials.Public)
    {
        var (content, city) = (edition.Content, look.City);
        var missing = content[l.Code].IsEmpty && !l.IsPlain;
        var wording = missing ? content.Ja : content[l.Code];
        var place = new BlockPlace(missing ? Language.Japanese : l, city, look.Today)
        {
            Owner = page.Owner, Draft = preview is not null,
            Media = media
        };
        await kinds.Load(wording.Blocks, place, look.Db, look.Stop);
        var body = new HtmlWriter();
        kinds.Write(wording.Blocks, body, place);
        var contact = city.ContactOf(page.Owner, look.Today);
        var procedure = content.Facts?.Apply.Procedure is { } code ? await procedures.Face(look.Db, code, look.Today, look.Stop) : null;
        var corrections = await look.Db.Editions().AsNoTracking().Where(e => e.Page == page.Id && e.Corrects && e.Number <= edition.Number
            && (e.LiveAt != null || e.Id == edition.Id)).OrderByDescending(e => e.Number).Take(10)
            .Select(e => new { e.LiveAt, e.Correction }).ToListAsync(look.Stop);
        return new(city.Files<SitePlan>(), l, page, wording, missing, Derived.FactsOf(content, place.Language, procedure, contact),
            procedure,
            body.ToMarkup(), new HtmlWriter(512).Contact(contact, l).ToMarkup(),
            [.. corrections.Select(c => ((c.LiveAt ?? look.Now).Day(), c.Correction ?? ""))], preview)
        {
            Picture = await Picture(content.Facts?.Picture, place, look),
        };
    }

    static async Task<Markup?> Picture(Pictured? told, BlockPlace place, Look look)
    {
        if (told is null || Materials.Id(told.Picture) is not { } id || (await Materials.Load(look.Db, [id], look.Stop))
            .GetValueOrDefault(told.Picture) is not { Largest: not null } shown) return null;
        var html = new HtmlWriter(1024).Raw("<figure class=\"site-picture lead-picture\">");
        shown.Write(html, place.Media, told.Alt is { } alt ? place.Language.Say(alt) : "", first: true);
        if (shown.Of.Credit is { } credit)
            html.Html($"<figcaption><small>{place.Language.Pick("提供・撮影", "とった 人", "Photo")}：{credit}</small></figcaption>");
        return html.Raw("</figure>").ToMarkup();
    }
}
