using System.Net;

namespace Keyaki.Tests.Pages;

/// <summary>A double click, a second window and the way back, on one button.</summary>
static class Twice
{
    /// <summary>Two clicks on one page and one in another window in the same moment, then the page of before once more.</summary>
    internal static async Task Attacked(Visitor one, Visitor window, Visitor back, string button, Func<Task<int>> happened)
    {
        using var late = back.Prepare(button);
        HttpRequestMessage[] presses = [one.Prepare(button), one.Prepare(button), window.Prepare(button)];
        var answers = await Task.WhenAll(one.Send(presses[0]), one.Send(presses[1]), window.Send(presses[2]));
        // One page or the other window comes first; two clicks on one page are one.
        Assert.Contains(answers, a => a.StatusCode is HttpStatusCode.OK);
        Assert.Equal(answers[0].StatusCode, answers[1].StatusCode);
        foreach (var answer in answers) Told(answer.StatusCode);
        Assert.Equal(answers[0].RequestMessage?.RequestUri?.AbsolutePath, answers[1].RequestMessage?.RequestUri?.AbsolutePath);
        foreach (var (press, answer) in presses.Zip(answers)) { press.Dispose(); answer.Dispose(); }
        await back.Late(late);
        Told(back.Status);
        Assert.Equal(1, await happened());

        static void Told(HttpStatusCode status) => Assert.Contains(status,
            (HttpStatusCode[])[HttpStatusCode.OK, HttpStatusCode.Conflict, HttpStatusCode.UnprocessableEntity]);
    }

    internal static Task<Visitor[]> Three(City city, string login, string page, Func<Visitor, Visitor>? fill = null) =>
        Three(() => city.Officer(login), page, fill);

    internal static async Task<Visitor[]> Three(Func<Task<Visitor>> who, string page, Func<Visitor, Visitor>? fill)
    {
        var all = new List<Visitor>();
        for (var i = 0; i < 3; i++)
        {
            var visitor = await (await who()).Open(page);
            all.Add(fill?.Invoke(visitor) ?? visitor);
        }
        return [.. all];
    }
}
