using System.Security.Cryptography;
using System.Text;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>One part of a draft. What is wrong is kept as well and said by the checklist; who saves second sees what the first one
/// wrote, beside what they typed themselves.</summary>
public sealed partial class EditPart
{
    public sealed record Page(
        Form Form,
        string Title,
        string? Lead,
        string Draft,
        string DraftTitle,
        string Back,
        string Version,
        IReadOnlyList<Kernel.Fault> Faults,
        IReadOnlyList<(string Label, string Url)> More);

    internal static async Task<Form> Build(Guid id, string part, HttpContext http, Look look, DraftedProcedures room, string at = "") =>
        Known(part, at).Form((await Shop(id, part, at, http, look, room)).Shop);

    static Piece Known(string part, string at) =>
        Piece.Of(part) is var piece && piece.IsMany == at.Length > 0 ? piece : throw new NotHere();

    static async Task<(DraftedFile File, Workshop Shop)> Shop(Guid id, string part, string at, HttpContext http, Look look,
        DraftedProcedures room)
    {
        var (file, sheet) = await Workbench.Open(id, look, room);
        if (!look.Afresh) Known(part, at).StandsIn(sheet, at, (await http.Request.ReadFormAsync(look.Stop))["kind"].ToString());
        return (file, new(sheet, at, file, look));
    }

    internal static async Task<IResult> Ask(Guid id, string part, HttpContext http, Form form, Look look, DraftedProcedures room,
        string at = "")
    {
        var (piece, (file, shop)) = (Piece.Of(part), await Shop(id, part, at, http, look, room));
        var draft = room.Url(id);
        var faults = Checklist.Faults(room.Faults(file.Json), shop.Sheet).Where(f => f.Piece == part && f.At == at).Select(f =>
            f.Fault).ToList();
        return Show(new(form, piece.Heading(shop), piece.Lead(shop), draft, file.Title, piece.Next(draft, shop), Hash(piece.Form(shop)),
            faults, piece.More(shop, draft)));
    }

    internal static async Task<Answer> Accept(Guid id, string part, Form form, Turn turn, DraftedProcedures room, IStaff staff,
        string at = "")
    {
        var (piece, file) = (Piece.Of(part), await room.Take(turn, id));
        var shop = new Workshop(Sheet.Of(file.Json), at, file, turn);
        if (piece.StandsIn(shop.Sheet, at, ""))
            throw new Rule("", $"{piece.Title}は、別の画面でなくなりました。入力した内容は、この画面に残っています。"
                + "要るときは「質問」の画面で加え、ここから写してください。");
        var now = piece.Form(shop);
        if (!turn.Saw(Hash(now))) throw new ChangedMeanwhile(await Meanwhile(turn, id, part + at, staff) + Others(form, now));
        piece.Take(form, shop);
        Workbench.Keep(turn, file, shop.Sheet, part + at);
        return Answer.See(piece.Next(room.Url(id), shop));
    }

    /// <summary>What the part says, as one short word.</summary>
    static string Hash(Form form) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\u001e', form.Answers.Where(a => a.Value.Length > 0).OrderBy(a => a.Key, StringComparer.Ordinal).Select(a =>
            $"{a.Key}={a.Value}")))))[..16];

    static async Task<string> Meanwhile(Turn turn, Guid file, string part, IStaff staff)
    {
        var last = await turn.Db.Set<DraftedChange>().AsNoTracking().Where(c => c.File == file && c.Part == part)
            .OrderByDescending(c => c.At).FirstOrDefaultAsync(turn.Stop);
        return last is null ? "" : $"{(await staff.Faces(turn, [last.By])).NameOf(last.By)}さんが{last.At.Local():H時m分}に保存しました。";
    }

    /// <summary>What is there now where it is not what was typed.</summary>
    static string Others(Form typed, Form now) => string.Join("", now.Questions
        .Where(q => typed.Asks(q.Name) && Raw(typed, q) != Raw(now, q))
        .Select(q => $"　今の「{q.Label}」は「{(now.Field(q.Name).IsEmpty ? "空" : CaseForm.Plain(now.Print(q)))}」です。"));

    static string Raw(Form form, Ui.Question question) =>
        string.Join('\n', form.AnswersOf(question).Where(a => a.Value.Length > 0).OrderBy(a => a.Key, StringComparer.Ordinal).Select(a =>
            a.Value));
}
