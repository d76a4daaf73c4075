using System.Text.Json;
using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Keyaki.Ui;

namespace Keyaki.Procedures;

/// <summary>個人番号 of an application: what was typed goes behind the MyNumber door before anything else is done with the page; draft and
/// application hold words for it, and these are erased with the answers (0040).</summary>
static class Numbers
{
    /// <summary>Only the draft says what is kept already, never a browser.</summary>
    internal static void Stand(Form form, FormPage page, IReadOnlyDictionary<string, string> stored)
    {
        foreach (var question in page.Questions.Where(q => q.Kind is MyNumberKind))
        {
            var (typed, word) = (question.Name, question.Name + MyNumberKind.Word);
            var raw = new Dictionary<string, string> { [typed] = form[typed], [word] = stored.GetValueOrDefault(word, "") };
            form.Restore(question, raw.Where(a => a.Value.Length > 0));
        }
    }

    /// <summary>Takes what was typed and is right out of the form, and puts the word for it in its place. Outside of any turn.</summary>
    internal static async Task Take(Form form, FormPage page, IMyNumbers numbers, CancellationToken ct)
    {
        foreach (var question in page.Questions.Where(q => q.Kind is MyNumberKind && form.Visible(q)))
            if (MyNumberKind.Number(form.Field(question.Name)) is { } number)
                form.Restore(question, [new(question.Name + MyNumberKind.Word, $"{await numbers.Keep(number, ct):N}")]);
    }

    /// <summary>The words that stand in answers.</summary>
    internal static IReadOnlyList<Guid> In(IReadOnlyDictionary<string, string> answers) =>
        [.. answers.Where(a => a.Key.EndsWith(MyNumberKind.Word, StringComparison.Ordinal))
            .Select(a => Guid.TryParseExact(a.Value, "N", out var word) ? word : Guid.Empty).Where(word => word != Guid.Empty)];

    /// <summary>These answers go, and the numbers with them.</summary>
    internal static void Forget(CityDb db, Outbox outbox, IReadOnlyDictionary<string, string> gone,
        IReadOnlyDictionary<string, string>? stay = null)
    {
        var words = In(gone).Except(stay is null ? [] : In(stay)).ToList();
        if (words.Count > 0) outbox.Add(db, EraseNumbers.Code, $"{words[0]:N}", words);
    }
}

/// <summary>The numbers of answers that are gone are erased behind their door.</summary>
sealed class EraseNumbers(IMyNumbers numbers) : IOutboxWork
{
    public const string Code = "procedures.erase-numbers";
    public string Kind => Code;
    public string Label => "消した申請の個人番号を消す";

    public Task Do(OutboxItem item, CancellationToken ct) =>
        numbers.Erase(JsonSerializer.Deserialize<List<Guid>>(item.Payload) ?? [], ct);
}
