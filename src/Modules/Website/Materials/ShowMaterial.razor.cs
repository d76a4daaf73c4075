using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Website;

/// <summary>A picture or file: how it is shown, what it lacks, and which pages use it.</summary>
public sealed partial class ShowMaterial
{
    public sealed record Page(ShownMaterial Shown, Markup Picture, string Owner, IReadOnlyList<SitePage> Uses)
    {
        public IEnumerable<string> Lacks
        {
            get
            {
                if (!Shown.Of.HasText) yield return "文字のないPDFです。読み上げると何も聞こえません";
                if (!Shown.Of.HasTitle) yield return "PDFに題がありません";
                if (!Shown.Of.HasLanguage) yield return "PDFに言語が書かれていません";
                if (!Shown.Of.IsTagged) yield return "PDFにタグがありません";
            }
        }
    }

    public static string Url(Guid id) => $"{ListMaterials.Url}/{id}";
    public static string Edit(Guid id) => Url(id) + "/edit";

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage(ListMaterials.Url + "/{id:guid}", WebsiteModule.Write, Deed.None, Ask);
        app.MapForm(ListMaterials.Url + "/{id:guid}/edit", WebsiteModule.Write, WebsiteDeeds.MaterialChanged, Build, AskEdit, Accept);
        app.MapAct(ListMaterials.Url + "/{id:guid}/remove", WebsiteModule.Write, WebsiteDeeds.MaterialRemoved, Remove);
    }

    static async Task<IResult> Ask(Guid id, Look look, IStaff staff)
    {
        var material = await look.Find(Materials.Visible(look).AsNoTracking().Where(m => m.Id == id));
        var shown = (await Materials.Load(look.Db, [id], look.Stop))[material.Code];
        if (material.State is MaterialState.Waiting) look.RenewIn(3);
        var html = new HtmlWriter(512).Raw("<div class=\"site-picture\">");
        shown.Write(html, Materials.Office, material.Name);
        return Show(new(shown, html.Raw("</div>").ToMarkup(), staff.DepartmentName(material.Owner, look.Today),
            await Uses(look, material)));
    }

    /// <summary>Pages that show it now, or will once what is written of them is public.</summary>
    static async Task<List<SitePage>> Uses(Look look, Material of)
    {
        var (id, code) = (of.Id, of.Code);
        return await look.Db.Pages().AsNoTracking().Where(p => Materials.Open(look.Db).Any(u => u.Page == p.Id && u.Material == id)
            || look.Db.Editions().Any(e => e.Page == p.Id && e.Json.Contains(code) && (e.State == EditionState.Draft
                || e.State == EditionState.Proposed || e.State == EditionState.Approved || e.State == EditionState.Waiting)))
            .OrderBy(p => p.Number).Take(200).ToListAsync(look.Stop);
    }

    static async Task<Form> Build(Guid id, Look look)
    {
        var m = await look.Find(Materials.Visible(look).AsNoTracking().Where(m => m.Id == id));
        var form = new Form(MaterialForm.Questions(nameless: false));
        return look.Afresh ? form.Fill("name", m.Name).Fill("credit", m.Credit).Fill("text", m.IsText)
            .Fill("x", (long)m.FocusX).Fill("y", (long)m.FocusY) : form;
    }

    static async Task<IResult> AskEdit(Guid id, Form form, Look look)
    {
        var m = await look.Find(Materials.Visible(look).AsNoTracking().Where(m => m.Id == id));
        return EditMaterial.Show(new(m.Id, m.Name, form, m.Version));
    }

    static async Task<Answer> Accept(Guid id, Form form, Turn turn, SiteCache cache)
    {
        var material = await turn.Take(Materials.Visible(turn).Where(m => m.Id == id));
        if (!turn.Saw(material.Version)) throw new ChangedMeanwhile($"今の名前は「{material.Name}」です。");
        MaterialForm.Describe(material, form);
        await SiteState.Touch(turn.Db, turn.Stop);
        cache.Look();
        turn.Journal.About(Material.Subject, id);
        return Answer.See(Url(id));
    }

    static async Task<Answer> Remove(Guid id, Turn turn)
    {
        var material = await turn.Take(Materials.Visible(turn).Where(m => m.Id == id));
        if ((await Uses(turn, material)).Count > 0) throw new Rule("", "使っているページがあるため、消せません。");
        foreach (var file in await turn.Db.Set<StoredFile>().AsTracking().Where(f => f.UsedBy == id).ToListAsync(turn.Stop))
            file.UsedBy = null;
        turn.Db.RemoveRange(await turn.Db.Set<MaterialFile>().AsTracking().Where(f => f.Material == id).ToListAsync(turn.Stop));
        turn.Db.RemoveRange(await turn.Db.Set<MaterialUse>().AsTracking().Where(u => u.Material == id).ToListAsync(turn.Stop));
        turn.Db.Remove(material);
        turn.Journal.About(Material.Subject, id);
        return Answer.See(ListMaterials.Url);
    }
}

/// <summary>The questions about it.</summary>
public sealed partial class EditMaterial
{
    public sealed record Page(Guid Id, string Name, Form Form, int Version);
}
