using Keyaki.Contracts;
using Keyaki.Contracts.Approvals;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Approvals;

/// <summary>決裁票: who decided what, when, in which post and by which power, on one sheet; as a page for the printer and as PDF.</summary>
public sealed partial class DecisionSheet
{
    static readonly Deed Printed = Deed.Look("approvals.sheet", "決裁票を見た", "きめた 紙を 見た", "looked at the sheet of a decision");

    public sealed record Line(string Kind, string Post, string Name, string Done, string When, string? Words, string? Seal);
    public sealed record Page(Guid Id, string Title, IReadOnlyList<(string Label, string Text)> Facts, IReadOnlyList<Line> Lines);

    public static string Url(Guid id) => $"{Links.Decide(id)}/sheet";

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage("/office/decisions/{id:guid}/sheet", Permission.Officer, Printed,
            async (Guid id, Look look, Desktop desktop, Hands hands) => Show(await Of(id, look, desktop, hands)));
        app.MapPage("/office/decisions/{id:guid}/sheet.pdf", Permission.Officer, Printed, Pdf);
    }

    static async Task<Page> Of(Guid id, Look look, Desktop desktop, Hands hands)
    {
        var standing = await hands.Standing(look);
        var a = await Pile.Visible(look.Db, look.Actor, standing).Take(id, look.Stop);
        var paper = await desktop.Paper(look.Db, a, look.Actor, look.Stop);
        look.Journal.About(a.SubjectKind, a.SubjectId, [.. (paper?.Persons ?? []).Select(p => (Guid?)p)]).For("decision");
        var kinds = a.Steps.ToDictionary(s => s.Number, s => s.Kind);
        return new(id, a.Title,
        [
            ("件名", a.Title), ("起案", $"{a.DrafterPost} {a.DrafterName}"), ("起案日", Day(a.ProposedAt)),
            ("決裁日", a.State is ApprovalState.Decided && a.EndedAt is { } at ? Day(at) : a.State.Words()),
            ("施行日", paper?.IssuedOn is { } day ? EraDate.Of(day).Long : "―"), ("保存年限", paper?.Keeping ?? "―"),
            ("決裁区分", a.DecisionClass + (a.Article is { } article ? $"（{article}）" : "")),
            .. a.Amount is { } sum ? [("金額", sum.ToString())] : Array.Empty<(string, string)>(),
            .. a.Flags is { } flags ? [("取扱い", flags)] : Array.Empty<(string, string)>(),
            .. a.WithPaper ? [("紙併用", "紙の添付と併せて回しました")] : Array.Empty<(string, string)>(),
            .. (await Kin.Of(a, look, standing)).Select(k => (k.Words, $"{k.Title}（{k.State.Words()}）")),
        ],
        [
            .. a.Acts.Where(t => t.Kind is not (ActKind.Filled or ActKind.Vacated)).OrderBy(t => t.Number).Select(t => new Line(
                t.Step is { } n && kinds.TryGetValue(n, out var kind) ? kind.Words() : "", t.PostTitle, t.OfficerName,
                t.Kind.Words() + t.Power.Words(), $"電子 {Moment(t.At)}", t.Reason, t.Seen?[..16])),
            .. a.Waiting.Select(s => new Line(s.Kind.Words(), s.PostTitle, s.HolderName ?? "", s.State.Words(), "", null, null)),
        ]);
    }

    static string Day(DateTimeOffset at) => EraDate.Of(at.Day()).Long;
    static string Moment(DateTimeOffset at) => $"{EraDate.Of(at.Day()).Long} {at.Local():H:mm}";

    static async Task<IResult> Pdf(Guid id, Look look, Desktop desktop, Hands hands, PaperFonts fonts)
    {
        var face = await Of(id, look, desktop, hands);
        var paper = new Paper(fonts, "決裁票") { Foot = $"決裁票　{face.Title}" };
        paper.In("H1", () => paper.Text("決裁票", new(fonts.Gothic, 15, Align.Center)));
        paper.Skip(5);
        paper.Table([.. face.Facts.Select(f => new[] { f.Label, f.Text })], [30, Paper.Column - 30]);
        paper.Skip(6);
        paper.Table([["区分", "職・氏名", "処理", "日時"], .. face.Lines.Select(l => new[] { l.Kind, $"{l.Post} {l.Name}",
            l.Done + (l.Words is { } words ? $"：{words}" : ""), l.When })], [18, 52, 50, Paper.Column - 120],
            paper.Plain with { Points = 9.5, Lead = 1.4 }, headings: false, headRow: true);
        return Results.File(paper.Finish().Pdf, "application/pdf");
    }
}
