using Keyaki.Contracts;
using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Documents;

/// <summary>The blackened copy before the second person: each page of what would be given out.</summary>
sealed class CheckCopy(IRegister register) : SecondPerson<CopyCheck>
{
    public const string Path = "/office/copy-checks";
    public static readonly SecondWords Said = new("documents copy", "隠すべきところがすべて黒く、ほかは読めますか", "認めない理由", "開示用の写しが認められませんでした",
        "確認を待っている開示用の写し", "黒く塗った写しを、1ページずつ見てください。")
    { TakeBack = "確認に回すのをやめて直す", Then = "直して、もう一度確認に回してください。" };
    public static readonly Deed Checked = new("documents.copy-checked", "開示用の写しを二人目として確かめた",
            "見せる ための 写しを ふたりめの 人が 見た", "checked a copy for disclosure as a second person"),
        TakenBack = new("documents.copy-taken-back", "開示用の写しを確認から戻した", "写しを 見て もらうのを やめた",
            "took a copy for disclosure back from the check");

    public static string Address(Guid act) => $"{Path}/{act}";

    public override SecondWords Words => Said;
    public override Permission Who => DocumentsModule.Disclose;
    public override string Url(CopyCheck act) => Address(act.Id);
    public override string Home(CopyCheck act) => Copies.Url(act.CopyId);
    public override bool Waits(CopyCheck act) => act is { Agreed: null, File: not null };
    public override ValueTask<string?> Department(CityDb db, CopyCheck act, CancellationToken ct) => new(act.Department);

    public override IQueryable<CopyCheck> Visible(Look look)
    {
        var visible = Document.Visible(look);
        return look.Db.Set<CopyCheck>().Where(c => visible.Any(d => d.Id == c.DocumentId));
    }

    // Asked before the turn alone: whoever was not shown the page has nothing to answer.
    public override async Task<bool> Sees(CopyCheck act, Look look) => look is Turn
        || !await register.Hides((await Of(act, look)).Document.Person, look.Actor, look.Stop);

    public override async Task<string?> Bars(CopyCheck act, Look look)
    {
        if (act.Bars(look.Me) is { } why) return why;
        if (act.File is not { } made) return "写しを作っています。少し待ってから、もう一度開いてください。";
        return await look.Db.Set<StoredFile>().AnyAsync(f => f.Id == made && f.State == FileState.Clean, look.Stop) ? null
            : "写しのファイルを確かめています。少し待ってから、もう一度開いてください。";
    }

    public override async Task<SecondFace> Face(CopyCheck act, Look look)
    {
        var (document, copy) = await Of(act, look);
        var marks = await Copies.Marks(look.Db, act.CopyId, look.Stop);
        return new("開示用の写しを確かめる", [new("文書", FindDocuments.Url), new(document.Number, Links.Document(document.Id)),
            new("開示用の写し", Home(act))],
            [
                ("文書番号", Written.Text(document.Number)), ("件名", Written.Text(document.Subject)), ("開示請求", Written.Strong(copy.Request)),
                ("隠したところ", Written.Text($"{marks.Count}か所")),
            ])
        { Below = act is { File: not null, Agreed: null or true } ? CopyPages.Of(copy, marks) : null };
    }

    public override async Task<string> InWords(CopyCheck act, Look look) =>
        await Of(act, look) is var (document, copy) ? $"{document.Number}の写し（{copy.Request}）" : "";

    public override async Task Note(CopyCheck act, Look look) =>
        look.Journal.About(Registry.Kind, act.DocumentId, (await Of(act, look)).Document.Person);

    public override async Task<string> CarryOut(CopyCheck act, Turn turn)
    {
        var (_, copy) = await Of(act, turn);
        return await Copies.Source(turn.Db, copy, turn.Stop) is null ? throw new Rule("", Copies.Gone) : Home(act);
    }

    static async Task<(Document Document, DisclosedCopy Copy)> Of(CopyCheck act, Look look) =>
        (await look.Find<Document>(d => d.Id == act.DocumentId), await look.Find<DisclosedCopy>(c => c.Id == act.CopyId));
}
