using Keyaki.Contracts.Documents;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Drafting;

/// <summary>文書を収受する: a page for the desk in a hurry; number and day are given when it is sent.</summary>
public sealed partial class ReceiveByHand
{
    public const string Url = ReceivedDesk.Url + "/new";

    public sealed record Page(Form Form);

    static readonly Deed Stamped = new("drafting.received", "文書を収受した");

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm(Url, DraftingModule.Write, Stamped, Build, Ask, Accept).Taking(Takes.Attachments);

    static Form Build(Look look, IStaff staff) => new(Stamp.Questions(look, staff,
        new Question("files", new GroupKind([new("file", new FileKind(DraftForm.Accepts, DraftForm.Says), "ファイル")], "ファイル", 0, 20),
            "ファイル")
        { Required = false, Hint = "紙のままのときは、付けなくてもかまいません。" }))
    { Files = Upload.Of(look) };

    static IResult Ask(Form form, Look look)
    {
        if (look.Afresh) form.Fill("on", look.Today).Fill("way", $"{Arriving.Desk}").Fill("department",
            look.Actor.Departments.FirstOrDefault());
        return Show(new(form));
    }

    internal static async Task<Answer> Accept(Form form, Turn turn, IDocuments documents)
    {
        var id = turn.NewId();
        var files = (form.Value("files") as IReadOnlyList<Form> ?? []).Select(r => r["file"]).Where(f => f.Length > 0)
            .Select((f, n) => new ReceivedFile
            { Id = turn.NewId(), Received = id, Position = n, Title = form.Files(f)?.Name ?? "", File = Guid.Parse(f) }).ToList();
        await Upload.Keep(turn, id, [.. files.Select(f => f.File)]);
        turn.Db.AddRange(files);
        await Stamp.Put(id, form, null, files, turn, documents);
        return Answer.See(ShowReceived.Url(id));
    }
}
