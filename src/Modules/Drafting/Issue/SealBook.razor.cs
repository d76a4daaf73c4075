using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Drafting;

/// <summary>公印使用簿: what each seal was used for, who asked, who let it; as a page and as a file.</summary>
public sealed partial class SealBook
{
    public const string Url = "/office/seals";
    const int PerPage = 50;
    static readonly Order<SealUse, SealUse> Newest = new Order<SealUse, SealUse>().Down(s => s.At, s => s.At).Down(s => s.Id, s => s.Id);
    static readonly Deed Taken = Deed.Look("drafting.seal.book", "公印使用簿をファイルで取り出した");

    public sealed record Row(SealUse Use, string By, string Keeper, string Department);
    public sealed record Page(Slice<Row> Found);

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage(Url, DraftingModule.Write, Deed.None, Ask);
        app.MapPage(Url + "/book.csv", DraftingModule.Keep, Taken, File);
        app.MapPage(Url + "/{act:guid}/letter.pdf", DraftingModule.Keep, Taken, ShowLetter);
        app.MapSecond<SealUse>(Url + "/{act:guid}", Url + "/{act:guid}/take-back", DraftingModule.Keep, CheckSeal.Checked,
            CheckSeal.TakenBack, first: DraftingModule.Write);
    }

    /// <summary>Keepers see all, others what their departments asked for.</summary>
    static IQueryable<SealUse> Visible(Look look)
    {
        var departments = look.Departments;
        return look.Actor.Can(DraftingModule.Keep) ? look.Db.Set<SealUse>() : look.Db.Set<SealUse>().Where(s => departments
            .Contains(s.Department));
    }

    static async Task<IResult> Ask(Look look, IStaff staff, string? at = null)
    {
        var slice = await Newest.Slice(Visible(look).AsNoTracking(), at, PerPage, r => r.ToListAsync(look.Stop));
        var rows = (await InWords(slice.Rows, look, staff)).ToDictionary(r => r.Use.Id);
        return Show(new(slice.Map(s => rows[s.Id])));
    }

    static async Task<IReadOnlyList<Row>> InWords(IReadOnlyList<SealUse> uses, Look look, IStaff staff)
    {
        var faces = await staff.Faces(look, [.. uses.SelectMany(u => new[] { u.By, u.CheckedBy }).OfType<Guid>().Distinct()]);
        return [.. uses.Select(u => new Row(u, faces.NameOf(u.By ?? default), u.CheckedBy is { } k ? faces.NameOf(k) : "",
            staff.DepartmentName(u.Department, look.Today)))];
    }

    static async Task<IResult> File(Look look, IStaff staff) => List.File("公印使用簿.csv", await InWords(
        await Visible(look).AsNoTracking().OrderBy(s => s.At).ThenBy(s => s.Id).ToListAsync(look.Stop), look, staff));

    static async Task<IResult> ShowLetter(Guid act, Look look, PaperFonts fonts)
    {
        var use = await look.Find<SealUse>(s => s.Id == act);
        var draft = await look.Find<Draft>(d => d.Id == use.Draft);
        look.Journal.About(Draft.Kind, draft.Id);
        var sheet = await Sheet.Of(draft, look.Db, look.Stop);
        return Results.File(Letter.Of(sheet, null, look.City, look.Today).Print(fonts).Pdf, "application/pdf");
    }

    internal static readonly Columns<Row> List = new Columns<Row>()
        .Moment("申請", r => r.Use.At).Text("公印", r => r.Use.SealTitle).Text("文書番号", r => r.Use.Number).NoWrap()
        .Link("件名", r => r.Use.Subject, r => CheckSeal.Address(r.Use.Id), Spot.RowHead).Number("枚数", r => r.Use.Count)
        .Text("課", r => r.Department).Text("申請した人", r => r.By)
        .Tag("結果", r => r.Use.Agreed switch { null => (Tone.Warning, "確認待ち"), true => (Tone.Good, "使用を認めた"), _ => (Tone.Bad, "認めない・取下げ") })
        .Text("確かめた人", r => r.Keeper).Moment("確かめた日時", r => r.Use.CheckedAt);
}
