using Microsoft.Playwright;

namespace Keyaki.Browser;

/// <summary>What a resident attaches: a receipt and a photo, drawn and photographed by the browser itself, so that they are real
/// files.</summary>
static class Evidence
{
    const string Receipt = """
        <body style="margin:0;font:20px sans-serif;background:#fff"><div style="padding:32px;width:520px"><h1 style="text-align:center;letter-spacing:1em">領収書</h1>
        <p>清瀬 花子 様</p><p style="font-size:34px;border-bottom:2px solid;text-align:center">￥45,800</p><p>但し 電動生ごみ処理機 NK-100 代として</p><p>2026年11月10日　けやき電器 清瀬店（架空）</p></div></body>
        """;

    const string Photo = """
        <body style="margin:0"><svg xmlns="http://www.w3.org/2000/svg" width="640" height="420"><rect width="640" height="420" fill="#e9e1d3"/><rect y="300" width="640" height="120" fill="#b99c72"/>
        <rect x="230" y="90" width="190" height="240" rx="22" fill="#f7f7f7" stroke="#888" stroke-width="3"/><rect x="250" y="110" width="150" height="36" rx="8" fill="#4a7d5f"/><circle cx="325" cy="230" r="56" fill="#dcdcdc" stroke="#888" stroke-width="3"/></svg></body>
        """;

    public static async Task<(byte[] Receipt, byte[] Photo)> Make(IBrowserContext window)
    {
        var page = await window.NewPageAsync();
        await page.SetViewportSizeAsync(640, 420);
        await page.SetContentAsync(Receipt);
        var receipt = await page.PdfAsync(new() { Width = "640px", Height = "480px", PrintBackground = true });
        await page.SetContentAsync(Photo);
        var photo = await page.ScreenshotAsync(new() { Type = ScreenshotType.Jpeg, Quality = 70 });
        await page.CloseAsync();
        return (receipt, photo);
    }
}
