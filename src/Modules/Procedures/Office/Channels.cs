namespace Keyaki.Procedures;

/// <summary>By which door an application came. The plan counts them apart: what the applicant sent here, and what the applicant sent to the
/// national service, is online.</summary>
static class Channels
{
    public const string Online = "online", Counter = "counter", Paper = "paper", Phone = "phone", Pittari = "pittari";

    /// <summary>The doors at which an officer types in, in the order in which they are offered.</summary>
    public static readonly IReadOnlyList<string> Typed = [Counter, Paper, Phone];

    public static string Words(string channel) => channel switch
    {
        Counter => "窓口",
        Paper => "紙",
        Phone => "電話",
        Pittari => "ぴったりサービス",
        _ => "オンライン"
    };
}
