using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Website;

/// <summary>A picture or a file is sent. A picture that says of itself that it is too large is refused before anything opens it.</summary>
public sealed partial class AddMaterial
{
    public const string Url = ListMaterials.Url + "/new";
    public sealed record Page(Form Form, string Back);

    /// <summary>What was sent is one that can be shown.</summary>
    sealed record Sound(StoredFile File);

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm(Url, WebsiteModule.Write, WebsiteDeeds.MaterialAdded, Build, Ask, Accept, weigh: Weigh).Taking(Takes.Attachments);

    static Form Build(Look look)
    {
        var owners = OnDesk.Owners(look);
        var form = new Form([
            new Question("file", new FileKind(string.Join(',', Material.Accepted),
                "写真・画像（JPEG、PNG、WebP、GIF、AVIF）、PDF、Excel、Word、CSV、20MBまで"), "画像かファイル"),
            new("owner", new ChoiceKind { Folded = true }, "持つ課") { Options = owners },
            .. MaterialForm.Questions(nameless: true),
        ])
        { Files = Upload.Of(look) };
        return look.Afresh ? form.Fill("owner", owners.FirstOrDefault()?.Value).Fill("x", 50L).Fill("y", 50L) : form;
    }

    static async Task<IResult> Ask(Form form, Look look, string? page = null, string? spot = null) =>
        Show(new(form, (await ListMaterials.For(look, page, spot))?.Back ?? ListMaterials.Url));

    static async Task<Sound> Weigh(Form form, Look look, FileStore files)
    {
        var file = await Upload.Sent(form, look) ?? throw new Rule("file", "画像かファイルを選んでください。");
        if (Material.Pictures.Contains(file.Type)) Material.MustFit(PictureSize.Of(files.Place(file), file.Type));
        return new(file);
    }

    static async Task<Answer> Accept(Form form, Turn turn, Sound sent, Outbox outbox, string? page = null, string? spot = null)
    {
        var file = await turn.Take<StoredFile>(f => f.Id == sent.File.Id && f.UsedBy == null && f.Owner == turn.Me);
        var material = Material.Of(turn.Clock, file, form["owner"], turn.Me);
        MaterialForm.Describe(material, form);
        file.UsedBy = material.Id;
        turn.Db.Add(material);
        if (material.Kind is MaterialKind.File) turn.Db.Add(MaterialFile.Of(turn.Clock, material.Id, file, file.Name));
        MakeMaterial.Ring(outbox, turn.Db, material);
        turn.Journal.About(Material.Subject, material.Id);
        return Answer.See((await ListMaterials.For(turn, page, spot))?.Pick(material) ?? ShowMaterial.Url(material.Id));
    }
}

/// <summary>What is asked of a picture or file.</summary>
static class MaterialForm
{
    public static IReadOnlyList<Question> Questions(bool nameless) =>
    [
        new("name", new TextKind(), "職員が探すときの名前") { Required = !nameless, MaxLength = Material.LongestName,
            Hint = nameless ? "空けておくと、ファイルの名前になります。" : null },
        new("credit", new TextKind(), "撮影者・提供") { Required = false, MaxLength = Material.LongestCredit, Hint = "画像の下に出ます。" },
        new("text", new YesNoKind(), "ポスターなど、文字を読ませる画像ですか") { Required = false },
        new("x", new NumberKind(0, 100, Unit: "%"), "画像の大事なところ（左から）") { Required = false,
            Hint = "切り取って見せるときに、残すところ。まん中は50です。" },
        new("y", new NumberKind(0, 100, Unit: "%"), "画像の大事なところ（上から）") { Required = false },
    ];

    public static void Describe(Material of, Form form) => of.Describe(form["name"] is { Length: > 0 } name ? name : of.Name,
        form["credit"], form["text"] == "yes", Percent(form, "x"), Percent(form, "y"));

    static int Percent(Form form, string name) => form.Value(name) is long percent ? (int)percent : 50;
}
