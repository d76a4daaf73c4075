using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Documents;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Drafting;

/// <summary>課の雛形: the templates that a department made for itself, beside those of the city.</summary>
sealed class OwnTemplates(IDelegation delegation) : TemplateRoom<OwnTemplate>
{
    internal const string Path = MyDrafts.Url + "/templates";
    static readonly Deed Written = new("drafting.template.written", "課の雛形を書いた");
    static readonly Deed Retired = new("drafting.template.retired", "課の雛形を使わないことにした");

    internal static void Map(IEndpointRouteBuilder app) => app.MapTemplates<OwnTemplate>(Path, DraftingModule.Write, Written, Retired);

    public override string Url => Path;
    public override string Kind => "drafting.template";
    public override IReadOnlyList<ShellLink> Trail => [new("起案", MyDrafts.Url)];

    public override TemplateWords Words { get; } = new("起案の雛形", "雛形",
        "まだありません。よく書く起案を雛形にすると、書き出しが早くなります。",
        "新しい起案で選べなくなります。これまでの起案は変わりません。");

    public override IEnumerable<Question> Asked(Look look) =>
    [
        new("act", new ChoiceKind(), "決裁の種類")
        { Options = [.. delegation.Acts(look.Today).Select(a => new Option(a.Code, a.Title))] },
        new("way", new ChoiceKind(), "施行方法") { Options = [.. Enum.GetValues<Way>().Select(w => new Option($"{w}", w.Label()))] },
        new("subject", new TextKind(), "件名") { MaxLength = 300, Required = false },
        new("purpose", new LongTextKind(3), "伺い文") { MaxLength = 2000, Required = false },
        new("basis", new LongTextKind(2), "根拠") { MaxLength = 1000, Required = false },
        new("body", new MarkedKind(10), "本文") { MaxLength = Marked.Longest, Required = false },
    ];

    public override IReadOnlyDictionary<string, string> Typed(OwnTemplate t) => new Dictionary<string, string>
    {
        ["act"] = t.Act, ["way"] = $"{t.Way}", ["subject"] = t.Subject, ["purpose"] = t.Purpose, ["basis"] = t.Basis, ["body"] = t.Body,
    };

    public override OwnTemplate Begin(Guid id, string department) => new() { Id = id, Department = department };

    public override void Write(OwnTemplate template, string title, Form form, Turn turn)
    {
        string Of(string name) => form.Value(name) as string ?? "";
        template.Write(new("", title, Of("subject"), Of("purpose"), Of("basis"), Of("act"), Enum.Parse<Way>(Of("way")),
            DisclosureClass.Open, Marked.Clean(Of("body"))), turn.Me, turn.Now);
    }

    public override RenderFragment Below(Look look) => Rendered.Of<CityTemplates>(
        (nameof(CityTemplates.Templates), look.City.Files<DraftingFiles>().Templates));
}
