using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Ui;

namespace Keyaki.Documents;

/// <summary>What people read instead of codes.</summary>
public static class DocumentWords
{
    public static string Label(this FileRole role) => role switch
    {
        FileRole.Body => "本文", FileRole.Attachment => "添付", FileRole.Issued => "施行文書", FileRole.Scan => "読み取った紙", _ => "メール",
    };

    public static string Label(this Direction direction) => direction switch
    {
        Direction.Received => "受信", Direction.Drafted => "起案", Direction.Issued => "発信", _ => "資料",
    };

    public static string Label(this DisclosureClass disclosure) => disclosure switch
    {
        DisclosureClass.Open => "公開", DisclosureClass.Partial => "部分公開", _ => "非公開",
    };

    public static (Tone Tone, string Word) Label(this DocumentState state) => state switch
    {
        DocumentState.InWork => (Tone.Info, "未完結"), DocumentState.Kept => (Tone.Good, "保存中"),
        DocumentState.Destroyed => (Tone.Bad, "廃棄済み"), _ => (Tone.Plain, "移管済み"),
    };

    public static string Label(this RetentionStart start) => start is RetentionStart.Made ? "作成した日" : "完結した日";
    public static string Label(this AtExpiry then) => then is AtExpiry.Destroy ? "廃棄" : "移管（歴史公文書）";
    public static string Years(int? years) => years is { } some ? $"{some}年" : "永年";
}
