using System.Globalization;
using System.Text.RegularExpressions;
using Keyaki.Kernel;

namespace Keyaki.Procedures;

/// <summary>A letter of a definition with every placeholder filled in, cut into what a notice prints at different places.</summary>
/// <param name="Body">The paragraphs.</param>
/// <param name="Items">What stands numbered in the body and is printed under 記.</param>
public sealed partial record LetterText(string Title, IReadOnlyList<string> Body, IReadOnlyList<(string Label, string Text)> Items,
    IReadOnlyList<string> Remedies)
{
    public static LetterText Of(Letter letter, string addressee, Func<string, string?> value)
    {
        var (body, items) = (new List<string>(), new List<(string, string)>());
        foreach (var line in letter.Filled(value))
        {
            // The addressee stands at the head of every notice.
            if (line.Trim() == $"{addressee} 様") continue;
            if (Numbered().Match(line) is { Success: true } item) items.Add((item.Groups["label"].Value, item.Groups["text"].Value.Trim()));
            else body.Add(line);
        }
        // Only the body is filled by the letter itself.
        return new(letter.Title.Ja, body, items, [.. (letter with { Body = letter.Instruction }).Filled(value)]);
    }

    [GeneratedRegex(@"^(?:[0-9]+\s+(?<label>[^　]{1,20})|(?<label>理由))　(?<text>.*)$", RegexOptions.Singleline)]
    private static partial Regex Numbered();
}

/// <summary>What the placeholders of a letter stand for: `{name}` an answer, `{@date}` what only the document knows.</summary>
public sealed class LetterValues(CaseForm form, IReadOnlyDictionary<string, string> document)
{
    public static LetterValues Of(CaseForm form, Application application, Disposition disposition, string number, DateOnly date,
        CityProfile city) => new(form, new Dictionary<string, string>
        {
            ["number"] = number,
            ["date"] = EraDate.Of(date).ToString(),
            ["city"] = city.City.Name,
            ["mayor"] = city.City.MayorName,
            ["mayor-title"] = city.City.MayorTitle,
            ["receipt"] = application.Number?.ToString() ?? "",
            ["applied"] = application.AppliedOn is { } day ? EraDate.Of(day).ToString() : "",
            ["fee"] = Digits(application.Fee.Amount),
            ["grant"] = Digits((disposition.Grant ?? application.Grant)?.Amount ?? 0),
            ["reason"] = disposition.Reason ?? "",
            ["department"] = city.Department(application.Department, date)?.Name ?? application.Department,
            ["fiscal-year"] = FiscalYear.Of(date).ToString(),
            ["title"] = form.Definition.Title.Ja,
            ["applicant.name"] = application.Name,
            ["applicant.kana"] = application.Kana,
        });

    public string? Of(string name)
    {
        if (name.StartsWith('@')) return document.GetValueOrDefault(name[1..]);
        // A part of an answer, such as the town of an address, is printed as it was typed.
        if (name.Contains('.')) return form.Form[name];
        if (form.Definition.Find(name) is not { } question) return null;
        if (question.Type is ValueKind.Date && question.Kind is not "slot" && form.Facts.Answer(name).Date is { } day)
            return EraDate.Of(day).Long;
        // A name without its reading, a place without its point.
        if (question.Kind is "fullname" or "place") return form.Facts.Answer(name).Text;
        // The letter itself writes the unit: {price}円.
        return question.Type is ValueKind.Number && form.Facts.Answer(name).Number is { } number ? Digits((long)number) : form.Said(name)
            .Replace('\n', '　');
    }

    static string Digits(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}
