using Keyaki.Contracts.Documents;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Assets;

/// <summary>契約書を選ぶ: which registered document is the paper of an agreement, found among those that this officer may see.</summary>
public sealed partial class LinkDocument
{
    const int Most = 20;

    public sealed record Page(Agreement Of, ShellLink Register, string Back, string Words, IReadOnlyList<DocumentFace> Found,
        bool Linked);

    static readonly Deed Looked = Deed.Look("assets.agreements.documents", "契約書にする文書を探した", "けいやくの 紙を さがした",
        "looked for the paper of an agreement");
    static readonly Deed Linked = new("assets.agreements.linked", "契約の台帳から、契約書の文書へのつながりを変えた");

    public static string Url(Guid id) => $"{AssetsModule.At}/agreements/{id}/document";

    internal static void Map(IEndpointRouteBuilder app)
    {
        const string one = AssetsModule.At + "/agreements/{id:guid}/document";
        app.MapPage(one, AssetsModule.Systems, Looked, Ask);
        app.MapAct(one + "/{document:guid}", AssetsModule.Systems, Linked, Choose);
        app.MapAct(one + "/none", AssetsModule.Systems, Linked, Drop);
    }

    static async Task<IResult> Ask(Guid id, Look look, AgreementRegister agreements, IDocuments documents, string? q = null)
    {
        var of = await look.Find<Agreement>(a => a.Id == id && a.EndedOn == null);
        var words = Words.Of(q);
        return Show(new(of, new(agreements.Title, agreements.Home), agreements.Url(id), words.Said,
            words.AreNone ? [] : await documents.Find(look, words.Said, Most), of.Document is not null));
    }

    static async Task<Answer> Choose(Guid id, Guid document, Turn turn, AgreementRegister agreements, IDocuments documents) =>
        await documents.Seen(turn, document) is null ? throw new NotHere() : await Link(id, document, turn, agreements);

    static Task<Answer> Drop(Guid id, Turn turn, AgreementRegister agreements) => Link(id, null, turn, agreements);

    static async Task<Answer> Link(Guid id, Guid? document, Turn turn, AgreementRegister agreements)
    {
        var of = await turn.Take<Agreement>(a => a.Id == id && a.EndedOn == null);
        if (of.Document != document && !turn.Saw(of.Version)) throw new ChangedMeanwhile("ほかの人が、この契約を直しました。");
        if (agreements.Link(turn, of, document))
            turn.Journal.About(agreements.Kind, id).Fact("document", document?.ToString("N") ?? "none");
        else turn.Journal.Nothing();
        return Answer.See(agreements.Url(id));
    }
}
