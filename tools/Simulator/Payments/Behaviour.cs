namespace Keyaki.Simulator;

/// <summary>What becomes of a payment once the payer presses the button.</summary>
public enum Behaviour { Success, Decline, Timeout, DuplicateWebhook, WebhookBeforeRedirect, WebhookNever, LateSuccess, DoubleSuccess }

/// <summary>Means of payment that the hosted page offers.</summary>
public enum Method { Card, EMoney, CodePayment }

/// <summary>The behaviours and methods as words: on the wire (`late_success`) and on the page.</summary>
public static class Behaviours
{
    public static string Word(this Behaviour behaviour) =>
        System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(behaviour.ToString());
    public static string Word(this Method method) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(method.ToString());

    public static Behaviour Read(string word) => Enum.GetValues<Behaviour>().Cast<Behaviour?>().FirstOrDefault(b => b!.Value.Word() == word)
        ?? throw new ArgumentException($"'{word}' is no behaviour. Known: {string.Join(", ", Enum.GetValues<Behaviour>().Select(Word))}");

    public static Method? ReadMethod(string? word) => Enum.GetValues<Method>().Cast<Method?>().FirstOrDefault(m => m!.Value.Word() == word);

    public static string Label(this Method method) => method switch
    {
        Method.Card => "カード",
        Method.EMoney => "電子マネー",
        _ => "コード決済",
    };

    public static string Label(this Behaviour behaviour) => behaviour switch
    {
        Behaviour.Success => "成功する",
        Behaviour.Decline => "断られる",
        Behaviour.Timeout => "応答がない",
        Behaviour.DuplicateWebhook => "成功し、通知が2回届く",
        Behaviour.WebhookBeforeRedirect => "成功し、画面が戻る前に通知が届く",
        Behaviour.WebhookNever => "成功するが、通知が届かない",
        Behaviour.LateSuccess => "断られたあと、遅れて成功する",
        _ => "2回引き落とされる",
    };
}
