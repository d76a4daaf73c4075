using Keyaki.Contracts;
using Keyaki.Contracts.Procedures;
using Keyaki.Contracts.Website;
using Keyaki.Kernel;
using Keyaki.Kits;

namespace Keyaki.Website;

/// <summary>What a page says to the channels, derived from its facts: nothing is typed twice.</summary>
public static class Derived
{
    /// <summary>日時 as lines, in a language.</summary>
    public static IEnumerable<string> Times(Facts facts, Language l) => facts.Times.Select(t => One(t, l));

    static string One(Happening t, Language l)
    {
        var day = t.Last is { } last ? $"{l.Say(t.Day)}{l.Pick("から", "から", " to ")}{l.Say(last)}{l.Pick("まで", "まで", "")}" : l.Say(t.Day);
        return (t.From, t.Until) switch
        {
            ({ } from, { } until) => $"{day}{l.Pick("　", " ", ", ")}{Clock(from, l)}{l.Pick("から", "から", " to ")}{Clock(until, l)}{l.Pick("まで", "まで", "")}",
            ({ } from, null) => $"{day}{l.Pick("　", " ", ", ")}{Clock(from, l)}{l.Pick("から", "から", "")}",
            _ => day,
        };
    }

    /// <summary>午前10時30分, 10:30: never 12時 alone.</summary>
    public static string Clock(TimeOnly at, Language l) => l.Code == "en" ? at.ToString("h:mm tt", System.Globalization.CultureInfo.InvariantCulture)
        : at == new TimeOnly(12, 0) ? "正午"
        : $"{(at.Hour < 12 ? "午前" : "午後")}{(at.Hour > 12 ? at.Hour - 12 : at.Hour)}時{(at.Minute == 0 ? "" : $"{at.Minute}分")}";

    /// <summary>The facts in their order, in a language. 申込み, 費用 and 定員 of a procedure come from it; 問合せ is the department's record.</summary>
    public static IReadOnlyList<ToldFact> FactsOf(Content content, Language l, ProcedureFace? procedure, Contact contact)
    {
        if (content.Facts is not { } facts) return [];
        var lines = new List<ToldFact>();
        void Say(string ja, string easy, string en, string? words)
        {
            if (!string.IsNullOrWhiteSpace(words)) lines.Add(new(l.Pick(ja, easy, en), words));
        }
        Say("日時", "いつ", "When", string.Join("\n", Times(facts, l)));
        Say("場所", "どこで", "Where", Of(facts.Place));
        Say("対象", "だれが", "For", Of(facts.For));
        Say("定員", "何人", "Places", Of(facts.Capacity));
        Say("費用", "お金", "Fee", procedure?.Fee is { } fee ? l.Say(fee) : Of(facts.Fee));
        Say("申込み", "もうしこみ", "To apply", Apply(facts.Apply, l, procedure));
        Say("問合せ", "きくところ", "Contact", $"{l.Say(contact.Called)}　{l.Pick("電話", "でんわ", "phone")} {contact.Phone}");
        return lines;
        string? Of(Text? text) => text is null ? null : l.Say(text);
    }

    static string? Apply(Applying apply, Language l, ProcedureFace? procedure)
    {
        if (procedure is null) return apply.Words is { } words ? l.Say(words) : null;
        var until = procedure.Until is { } day ? l.Pick($"{l.Say(day)}まで", $"{l.Say(day)}まで", $"until {l.Say(day)}") : null;
        var state = procedure.Open ? null : l.Pick("受付は終わりました", "もう おわりました", "closed");
        var places = procedure.Free is { } free
            ? free == 0 ? l.Pick("空きはありません", "あいて いません", "no places left") : l.Pick($"空き{free}", $"あき {free}", $"{free} places left") : null;
        return string.Join(l.Pick("。", "。", "; "), new[]
        {
            l.Pick($"インターネットで「{l.Say(procedure.Title)}」から", $"インターネットで「{l.Say(procedure.Title)}」から", $"online: {l.Say(procedure.Title)}"),
            state ?? until, places, apply.Words is { } also ? l.Say(also) : null,
        }.Where(s => s is not null));
    }

    /// <summary>All of it for the channels.</summary>
    /// <param name="root">The city's public address, without a slash at its end.</param>
    public static Told Of(SitePage page, Edition edition, Purpose purpose, ProcedureFace? procedure, Contact contact, BlockKinds kinds,
        CityProfile city, DateOnly today, string root)
    {
        var content = edition.Content;
        ToldIn In(Language l, Wording w)
        {
            var place = new BlockPlace(l, city, today) { Owner = page.Owner };
            return new(w.Title, w.Summary, FactsOf(content, l, procedure, contact), [.. kinds.Say(w.Blocks, place)], root + page.Url(l));
        }
        ToldIn? Maybe(Language l, Wording w) => w.IsEmpty ? null : In(l, w);
        return new(page.Id, edition.Id, page.Drill ? Purpose.Drill : purpose, In(Language.Japanese, content.Ja),
            Maybe(Language.Easy, content.Easy), Maybe(Language.English, content.En), content.Topics, content.Towns, page.Owner,
            edition.Correction);
    }

    /// <summary>A short text: stamp, title, the first facts, and where more stands; cut at a fact, never inside one.</summary>
    /// <param name="count">How the channel counts.</param>
    public static string Short(Told told, Func<string, int> count, int most)
    {
        var say = told.Ja;
        var head = told.Stamp() + say.Title;
        var url = "\n" + say.Url;
        if (told.Correction is { } corrected && count(head + "\n" + corrected + url) <= most) head += "\n" + corrected;
        foreach (var fact in say.Facts.Where(f => f.Label is not "問合せ"))
        {
            var line = $"\n{fact.Label}：{fact.Words.Replace("\n", "、", StringComparison.Ordinal)}";
            if (count(head + line + url) > most) break;
            head += line;
        }
        return head + url;
    }

    /// <summary>The text for 市報: the title, then the facts in the order of the paper.</summary>
    public static string Print(Told told) => string.Join('\n', told.Ja.Facts.Select(f =>
        $"【{f.Label}】{f.Words.Replace("\n", "、", StringComparison.Ordinal)}").Prepend(told.Ja.Summary).Prepend($"■{told.Stamp()}{told.Ja.Title}")
        .Where(line => line.Length > 0));
}
