using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>領収済通知書を入力する: a bank's bundle of one day by OCR lines; nothing is taken unless count and sum are those that the
/// bank wrote.</summary>
public sealed partial class EnterSlips
{
    const int MostSlips = 500, Longest = MostSlips * 80;

    public sealed record Input([Ask("領収日", Hint = "銀行の領収日付印の日です。")] DateOnly PaidOn,
        [Ask("枚数", Hint = "束の送付書にある枚数です。")] int Count, [Ask("合計の金額", Hint = "束の送付書にある合計です。")] Yen Sum,
        [Ask("OCRの行", Kind = "longtext", MaxLength = Longest,
            Hint = "1枚に2行ずつ、上から続けて入力してください。読み取り機の文字をそのまま貼り付けられます。")] string Lines)
                : IForm<Input>;

    internal static void Map(IEndpointRouteBuilder app) => app.MapForm(IncomingDesk.Bank, PaymentsModule.CanTakeFiles, IncomingDesk.Entered,
        Build, Ask, Accept, weigh: Weigh);

    static Form Build(Look look) => look.Afresh ? Questions<Input>.Form().Fill("paidOn", look.Today) : Questions<Input>.Form();

    static IResult Ask(Form form) => Show(form);

    static async Task<FileRead> Weigh(Form form, Look look, FileStore files, IncomingReader reader, Turns turns)
    {
        var (input, format) = (Questions<Input>.Build(form), look.City.Files<SlipFormat>());
        if (input.PaidOn > look.Today) throw new Rule("paidOn", "領収日が先の日付です。日付を確かめてください。");
        var slips = OcrBatch.Slips(input.Lines, format);
        if (slips.Count is 0 or > MostSlips) throw new Rule("lines", $"一度に入力できるのは、1枚から{MostSlips}枚までです。");
        var sum = Yen.Zero;
        foreach (var (i, slip) in slips.Index())
            try { sum += OcrBatch.Slip(i + 1, slip, input.PaidOn, format, look.Today).Amount; }
            catch (Rule rule) { throw new Rule("lines", $"{i + 1}枚目：{rule.Sentence}"); }
        if (slips.Count != input.Count) throw new Rule("count",
            $"枚数が合いません。送付書は{input.Count}枚ですが、入力は{slips.Count}枚です。");
        if (sum != input.Sum) throw new Rule("sum", $"合計が合いません。送付書は{input.Sum}ですが、入力は{sum}です。");
        if (slips.Distinct().Count() != slips.Count) throw new Rule("lines", "同じ納付書が2度あります。片方を消してください。");
        var bytes = OcrBatch.Write(input.PaidOn, slips);
        var file = await files.Put(bytes, $"領収済通知書 {input.PaidOn:yyyy-MM-dd}.txt", FileBytes.Plain, look.Stop, look.Me);
        try
        {
            var read = await TakeFile.Read(look, IncomingSource.Bank, file, bytes, reader);
            await turns.Run((_, db, _) => Task.FromResult(db.Add(file)));
            return read;
        }
        catch (Rule rule) { throw new Rule("lines", rule.Sentence); }
    }

    static Task<Answer> Accept(FileRead read, Turn turn, IEnumerable<IRunWork> works) => TakeFile.Keep(read, turn, works);
}
