using System.Text.Json.Nodes;
using Keyaki.Ui;

namespace Keyaki.Procedures;

/// <summary>Who is told when: a line for each moment, with the applicant and the department's inbox to tick.</summary>
sealed class TellsPiece : Piece
{
    public override string Code => "tells";
    public override string Title => "だれに、いつ知らせるか";
    protected override string[] Names => ["tells"];
    public override string Lead(Workshop shop) => "申し込んだ人には、マイページと、分かるときはメールで知らせます。"
        + "課には、担当者（まだいないときは、審査をする職員みんな）の「お知らせ」に届きます。受付箱と仕事の一覧には、いつも載ります。";

    static IReadOnlyList<string> Usual(Tells.Line line) => line.Usual is true ? [Tells.Applicant] : [];

    static IReadOnlyList<string> Now(Workshop shop, Tells.Line line) =>
        shop.Sheet.Root["tells"] is JsonObject tells && tells.ContainsKey(line.Code) ? Sheet.Words(tells, line.Code) : Usual(line);

    public override Form Form(Workshop shop)
    {
        var form = new Form([.. Tells.Lines.Select(line => new Ui.Question(line.Code, new ManyKind(), line.Label)
        {
            Required = false, Hint = line.Always ? "申し込んだ人には、いつも知らせます。" : null,
            Options =
            [
                .. line.Always || line.Usual is null ? Array.Empty<Ui.Option>() : [new Ui.Option(Tells.Applicant, "申し込んだ人")],
                new(Tells.Department, "担当の課"),
            ],
        })]);
        foreach (var line in Tells.Lines)
            form.Fill(line.Code, string.Join('\n', Now(shop, line).Where(w => w != Tells.Applicant || !line.Always)));
        return form;
    }

    public override void Take(Form form, Workshop shop)
    {
        var tells = new JsonObject();
        foreach (var line in Tells.Lines)
        {
            string[] said = [.. line.Always ? [Tells.Applicant] : Array.Empty<string>(),
                .. form[line.Code].Split('\n', StringSplitOptions.RemoveEmptyEntries)];
            // What is as usual is not written: it may become better.
            if (!said.SequenceEqual(Usual(line))) tells[line.Code] = new JsonArray([.. said.Select(w => (JsonNode)w)]);
        }
        Sheet.Set(shop.Sheet.Root, "tells", tells.Count > 0 ? tells : null);
    }

    /// <summary>What differs from the usual, as the second person reads it.</summary>
    public static string? Words(Sheet? sheet) => sheet?.Root["tells"] is not JsonObject tells ? null
        : string.Join('\n', Tells.Lines.Where(l => tells.ContainsKey(l.Code)).Select(l => $"{l.Label}：{string.Join("、",
            Sheet.Words(tells, l.Code).Select(w => w == Tells.Applicant ? "申し込んだ人" : "担当の課").DefaultIfEmpty("知らせない"))}"));
}
