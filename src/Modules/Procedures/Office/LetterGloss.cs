using Keyaki.Kernel;

namespace Keyaki.Procedures;

/// <summary>What a notice says, in the language in which the person applied. Only the Japanese text has legal effect (decision 0017),
/// and the sheet says so.</summary>
static class LetterGloss
{
    public static string Title(Language l) => l.Pick("", "この 紙に 書いて ある こと", "What this paper says");

    /// <summary>Empty for who reads Japanese.</summary>
    public static IReadOnlyList<string> Of(Application application, Disposition disposition, Definition definition, bool canObject,
        CityProfile city, DateOnly day)
    {
        var l = application.Reads;
        if (l.IsPlain) return [];
        var (title, contact) = (l.Say(definition.Title), city.ContactOf(application.Department, day));
        var granted = disposition.Outcome is Outcome.Granted;
        string[] objection = canObject
            ? [l.Pick("", "いやだと 思う ときは、市に いう ことが できます。いつまでかは、（教示）の ところに 書いて あります。",
                "If you do not agree, you can object. How and until when is written in the part （教示）.")] : [];
        return
        [
            l.Pick("", "これは せつめいです。きまった ことは、まえの 日本語の 紙に 書いて あります。",
                "This sheet is an explanation and not part of the notice. Only the Japanese text before it has legal effect."),
            l.Pick("", $"この 紙は、あなたの もうしこみ「{title}」（うけつけ番号 {application.Number}）の けっかです。",
                $"The notice is {city.City.En}'s decision on your application “{title}” (receipt number {application.Number})."),
            granted ? l.Pick("", "市は みとめました。", "The city has granted it.")
                + (disposition.Grant is { } sum ? l.Pick("", $"もらえる お金：{sum}", $" You will receive {l.Say(sum)}.") : "")
                : l.Pick("", "市は みとめませんでした。わけは、まえの 紙に 書いて あります。", "The city has refused it. The reason stands in the notice."),
            .. objection,
            l.Pick("", $"わからない ときは、{l.Say(contact.Called)}に 電話して ください。電話 {contact.Phone}（{contact.Hours}）",
                $"If you have questions, please call {l.Say(contact.Called)}, phone {contact.Phone} ({contact.Hours})."),
        ];
    }
}
