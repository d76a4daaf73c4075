using AngleSharp.Html.Dom;
using Keyaki.Tests.Pages;

namespace Keyaki.Tests.Plan;

/// <summary>Whatever is typed into an editor of the plan is taken or answered with a sentence, and what was taken can be looked
/// at.</summary>
public sealed class OddValueTests
{
    const string Desk = "/office/plan/versions";

    // A word, a number in other shapes, times that no calendar of the house can say, marks, letters beyond U+FFFF.
    static readonly string[] Odd = ["名前1234", "1,000", "9999-12", "0001-01", "9999", "2026-12-31", "6.1.5、6.1.5", "𠮷🦊\u202e<b>&\"'"];

    [Theory, BothDatabases]
    public async Task 計画のどの編集画面も_変わった値には欄で文を返し_エラーにならない(string database)
    {
        await using var city = await City.Start(database);
        // What a number or a time is, is said before the database is asked; there only letters can make a difference.
        var odds = database == BothDatabases.Sqlite ? Odd : [Odd[0], Odd[^1]];
        var visitor = await (await city.Officer("kobayashi")).Open($"{Desk}/open");
        await visitor.Press("新しい版を開く");
        var wrong = new List<string>();
        foreach (var page in new[] { "edit/book/book", "edit/initiative/6.1.4", "edit/target/paper", "edit/system/1", "edit/former/1",
            "edit/term/RPA", "add/initiative", "add/target", "add/system", "add/former", "add/term" })
        {
            await visitor.Open($"{Desk}/2/{page}");
            Assert.Equal(System.Net.HttpStatusCode.OK, visitor.Status);
            var fields = visitor.Page.Forms.Last().Elements.OfType<IHtmlInputElement>().Where(i => i.Type is "text")
                .Select(i => i.Name ?? "").DistinctBy(n => string.Concat(n.Where(c => !char.IsAsciiDigit(c)))).ToList();
            // Each alone with the two that are taken most; then all at once, and each has had every one when the round is over.
            var rounds = fields.SelectMany(f => new[] { odds[0], odds[^1] }.Select(odd => new Dictionary<string, string> { [f] = odd }))
                .Concat(odds.Select((_, turn) => fields.Select((f, n) => (f, odds[(n + turn) % odds.Length]))
                    .ToDictionary(r => r.f, r => r.Item2)));
            foreach (var round in rounds)
            {
                // What was refused stands there to be mended.
                if (visitor.Status != System.Net.HttpStatusCode.UnprocessableEntity || round.Count == 1)
                    await visitor.Open($"{Desk}/2/{page}");
                if ((int)visitor.Status >= 500) { wrong.Add($"{page} をもう開けない"); break; }
                foreach (var element in visitor.Page.Forms.Last().Elements)
                    switch (element)
                    {
                        case IHtmlInputElement { Type: "text" } input when round.TryGetValue(input.Name ?? "", out var odd):
                            input.Value = odd;
                            break;
                        // What is asked of every new thing is answered, so that the odd value is what is looked at.
                        case IHtmlInputElement { Type: "text" } input when input.Value.Length == 0
                            && page.StartsWith("add", StringComparison.Ordinal)
                            && !(input.Name ?? "").Contains('.', StringComparison.Ordinal):
                            input.Value = "9";
                            break;
                        case IHtmlTextAreaElement area when area.Value.Length == 0:
                            area.Value = round.Count > 1 ? round.Values.First() : "理由です。";
                            break;
                        case IHtmlSelectElement select when round.Count > 1: select.Options[^1].IsSelected = true; break;
                        case IHtmlInputElement { Type: "radio" } radio when round.Count > 1
                            || page.StartsWith("add", StringComparison.Ordinal):
                            radio.IsChecked = true;
                            break;
                    }
                await visitor.Late(visitor.Prepare("理由と一緒に"));
                var said = string.Join('、', round.Select(r => $"{r.Key}={r.Value}"));
                if ((int)visitor.Status >= 500) wrong.Add($"{page} {said}: {visitor.Path} {visitor.Status}");
                else if ((int)visitor.Status == 422 && visitor.Errors is []) wrong.Add($"{page} {said}: 文がない");
            }
        }
        await TaskCheck.Agrees(city);
        foreach (var seen in new[] { $"{Desk}/2", $"{Desk}/2/differences", $"{Desk}/2/adopt" })
            if ((int)(await visitor.Open(seen)).Status >= 500) wrong.Add($"{seen}: {visitor.Status}");
        Assert.True(wrong.Count == 0, $"{wrong.Count} 件\n{string.Join('\n', wrong)}");
    }
}
