using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>返信のひな形 of a department: made and changed by whoever holds the power, chosen where something is written.</summary>
sealed class ReplyTemplates : TemplateRoom<ReplyTemplate>
{
    internal const string Path = WorkList.Path + "/templates", Chosen = "template";
    public static readonly Permission Writing = new("procedures.templates", "課の返信のひな形を作って直す");
    static readonly Deed Written = new("procedures.template.written", "返信のひな形を書いた",
        "へんじの ひな形を 書いた", "wrote a template for replies");
    static readonly Deed Retired = new("procedures.template.retired", "返信のひな形を使わないことにした",
        "へんじの ひな形を やめた", "gave up a template for replies");

    internal static void Map(IEndpointRouteBuilder app) => app.MapTemplates<ReplyTemplate>(Path, Writing, Written, Retired);

    public override string Url => Path;
    public override string Kind => "procedures.template";
    public override IReadOnlyList<ShellLink> Trail => [new("申請の受付箱", WorkList.Path)];

    public override TemplateWords Words { get; } = new("返信のひな形", "ひな形", "まだありません。よく書く文をひな形にすると、申請のページで選べます。",
        "申請のページで選べなくなります。これまでに書いた文は変わりません。");

    public override IEnumerable<Ui.Question> Asked(Look look) =>
    [
        new("use", new ChoiceKind(), "何に使うか")
        { Options = [.. Enum.GetValues<ReplyUse>().Select(u => new Ui.Option($"{u}", ReplyTemplate.Words(u)))] },
        new("text", new LongTextKind(8), "文")
        { MaxLength = ReplyTemplate.Longest, Hint = $"{Blanks.Hint}。特定の方の名前や住所は書かないでください。" },
    ];

    public override IReadOnlyDictionary<string, string> Typed(ReplyTemplate t) =>
        new Dictionary<string, string> { ["use"] = $"{t.Use}", ["text"] = t.Text };

    public override ReplyTemplate Begin(Guid id, string department) => new() { Id = id, Department = department };

    public override void Write(ReplyTemplate template, string title, Form form, Turn turn) => template.Write(title,
        Enum.Parse<ReplyUse>((string)(form.Value("use") ?? "")), form.Value("text") as string ?? "", turn.Me, turn.Now);

    public override string Said(ReplyTemplate t) => ReplyTemplate.Words(t.Use);
}

/// <summary>The templates that can be chosen on a page, and the text of the one that was.</summary>
public sealed record ReadyTexts(IReadOnlyList<(Guid Id, string Title)> Templates, string? Text)
{
    /// <summary>Those of the case's department for this use. The chosen one is filled in when the page is first shown; afterwards it
    /// is what the officer made of it.</summary>
    internal static async Task<ReadyTexts> For(Look look, Application found, ReplyUse use, Catalogue catalogue, DateOnly? deadline)
    {
        var all = await look.Db.Set<ReplyTemplate>().AsNoTracking()
            .Where(t => t.Department == found.Department && t.Use == use && t.RetiredAt == null)
            .OrderBy(t => t.Title).Take(30).ToListAsync(look.Stop);
        var chosen = look.Afresh && Guid.TryParse(look.Query[ReplyTemplates.Chosen], out var id) ? all.Find(t => t.Id == id) : null;
        return new([.. all.Select(t => (t.Id, t.Title))], chosen is null ? null : Blanks.Fill(chosen.Text, new Dictionary<string, string?>
        {
            [Blanks.Name] = found.Name, [Blanks.Number] = found.Number?.ToString(), [Blanks.Procedure] = catalogue.TitleOf(found.Procedure),
            [Blanks.Deadline] = deadline is { } day ? EraDate.Of(day).ToString() : null,
            [Blanks.Department] = look.City.Department(found.Department, look.Today)?.Name,
        }));
    }
}
