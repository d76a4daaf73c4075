using System.Diagnostics;
using Keyaki.Kernel;
using Keyaki.Kits;

namespace Keyaki.Bench;

/// <summary>How fast the text of papers is read, through the reader's process as the hall does it, beside pdftotext on the same
/// file.</summary>
static class Texts
{
    const int Sheets = 60, Turns = 3;

    public static async Task Measure(string folder)
    {
        var store = new FileStore(folder, 100_000_000, TimeProvider.System, []);
        using var reader = new LimitedReader();
        var texts = new FileTexts(store, reader);
        var body = string.Concat(Enumerable.Repeat("生ごみ処理機器の購入費補助について、下記のとおり交付することを決定しましたので通知します。", 16));
        var pdf = new DecisionNotice
        {
            Number = "第1号", Date = new(2026, 11, 22), Addressee = "清瀬　花子", SignerTitle = "市長", SignerName = "（例）", Title = "通知書",
            Body = [.. Enumerable.Repeat(body, Sheets)],
        }.Print(new()).Pdf;
        var file = await store.Put(pdf, "a.pdf", FileBytes.Pdf, default);
        var pages = (await texts.Of(file, default)).Pages.Count;
        var (own, other) = (new List<double>(), new List<double>());
        for (var i = 0; i < Turns; i++)
        {
            own.Add(await Rate(() => texts.Of(file, default)));
            other.Add(await Rate(() => OtherProgram.Run("pdftotext", [store.Place(file), "-"], TimeSpan.FromMinutes(1), 50_000_000,
                default)));
        }
        Figures.Say("pages of PDF whose text is read, a core", $"{own.Max():0}/s; pdftotext {other.Max():0}/s", own.Max(), 20,
            atLeast: true);

        async Task<double> Rate(Func<Task> read)
        {
            var begun = Stopwatch.GetTimestamp();
            await read();
            return pages / Stopwatch.GetElapsedTime(begun).TotalSeconds;
        }
    }
}
