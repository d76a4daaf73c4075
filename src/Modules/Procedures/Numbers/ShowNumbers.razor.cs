using Keyaki.Contracts;
using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Procedures;

/// <summary>The 個人番号 of a case, for whoever has the power and the case; each look is written down.</summary>
public sealed partial class ShowNumbers
{
    public sealed record Page(Guid Id, ReceiptNumber? Number, IReadOnlyList<(string Label, string? Number)> Rows);

    public static readonly Permission Sees = new("procedures.mynumber", "申請の個人番号を見る");
    static readonly Deed Seen = Deed.Look("office.number-seen", "申し込みの個人番号を見た", "あなたの マイナンバーを 見た",
        "looked at your Individual Number");

    internal static string UrlOf(Guid id) => $"{Links.Case(id)}/numbers";

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage("/office/cases/{id}/numbers", Sees, Seen, Ask);

    static async Task<IResult> Ask(Guid id, Look look, Catalogue catalogue, IMyNumbers numbers)
    {
        var found = await CaseAccess.Own(look, id);
        var answers = AnswersJson.Read(found.Answers);
        var asked = (await catalogue.Pinned(look.Db, found.Definition, look.Stop)).Definition.Questions.Where(q => q.Kind == "mynumber");
        var rows = new List<(string, string?)>();
        foreach (var question in asked)
            if (Guid.TryParseExact(answers.GetValueOrDefault(question.Name + MyNumberKind.Word), "N", out var word))
                rows.Add((question.Label.Ja, await numbers.Show(word, look.Stop)));
        if (rows.Count == 0) throw new NotHere();
        look.Journal.About(found).For(OfficeDeeds.Purpose);
        return Show(new(id, found.Number, rows));
    }
}
