using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Procedures;

/// <summary>委任状の用紙: what the draft says so far, on a sheet that the person signs for whom it is asked. The paper is Japanese
/// (decision 0017).</summary>
static class PrintMandate
{
    public static string Url(Guid draft) => $"/my/drafts/{draft}/mandate";

    public static void Map(IEndpointRouteBuilder app) => app.MapPage("/my/drafts/{id}/mandate", Permission.Applicant, Deed.None, Ask);

    static async Task<IResult> Ask(Guid id, Look look, WritingDesk desk, PaperFonts fonts)
    {
        if (await desk.Open(look.Db, id, look.Actor, "ja", look.Stop) is not { } open
            || !open.Definition.Persons.TakesMandate) throw new NotHere();
        return Results.File(Print(fonts, look.City.City, open, look.Today).Pdf, "application/pdf");
    }

    static PaperFile Print(PaperFonts fonts, Kernel.CityFace city, OpenDraft open, DateOnly today)
    {
        const double label = 44;
        string Said(string name) => open.Form.Questions.Any(q => q.Name == name) && open.Form.Value(name) is { } value
            ? value is DateOnly day ? EraDate.Of(day).ToString() : $"{value}" : "";
        var title = open.Definition.Title.Ja;
        var agent = Said("name") is { Length: > 0 } typed ? typed : open.Draft.Name;
        var paper = new Paper(fonts, "委任状") { Foot = $"委任状　{title}" };
        paper.In("H1", () => paper.Text("委任状", new(fonts.Gothic, 18, Align.Center)));
        paper.Skip(8);
        paper.Text($"{city.MayorTitle}　あて", paper.Plain with { Points = 12 });
        paper.Skip(6);
        paper.Paragraph($"私は、次の者を代理人と定め、「{title}」の申し込みと、これに伴う補正、取下げ及び結果の受領を委任します。", paper.Plain with { Points = 12 });
        paper.Skip(6);
        paper.Text("代理人（頼まれた人）", new(fonts.Gothic, 11));
        paper.Table([["氏名", agent], ["住所", ""], ["電話番号", ""]], [label, Paper.Column - label]);
        paper.Skip(8);
        paper.Text("本人（頼んだ人。すべて本人が書いてください）", new(fonts.Gothic, 11));
        paper.Table([["氏名", Said(open.Definition.Persons.Behalf?.Name ?? Persons.Name)],
            ["生年月日", Said(Persons.Birth)], ["住所", ""], ["電話番号", ""], ["書いた日", "　　　　年　　月　　日"],
            ["署名", ""]], [label, Paper.Column - label]);
        paper.Skip(8);
        paper.Text($"この用紙は{EraDate.Of(today)}に、入力中の内容から作りました。署名した用紙の写真か写しを、申し込みの画面で付けてください。",
            new(fonts.Gothic, 9, Lead: 1.5));
        return paper.Finish();
    }
}
