using Keyaki.Contracts.Documents;
using Keyaki.Kernel;
using Keyaki.Ui;

namespace Keyaki.Documents;

/// <summary>What people read instead of codes.</summary>
public static class DocumentWords
{
    public static string Label(this FileRole role) => role switch
    {
        FileRole.Body => "本文",
        FileRole.Attachment => "添付",
        FileRole.Issued => "施行文書",
        FileRole.Scan => "読み取った紙",
        _ => "メール",
    };

    public static string Label(this Direction direction) => direction switch
    {
        Direction.Received => "受信",
        Direction.Drafted => "起案",
        Direction.Issued => "発信",
        _ => "資料",
    };

    public static string Label(this DisclosureClass disclosure) => disclosure switch
    {
        DisclosureClass.Open => "公開",
        DisclosureClass.Partial => "部分公開",
        _ => "非公開",
    };

    public static (Tone Tone, string Word) Label(this DocumentState state) => state switch
    {
        DocumentState.InWork => (Tone.Info, "未完結"),
        DocumentState.Kept => (Tone.Good, "保存中"),
        DocumentState.Destroyed => (Tone.Bad, "廃棄済み"),
        _ => (Tone.Plain, "移管済み"),
    };

    public static string Label(this RetentionStart start) => start is RetentionStart.Made ? "作成した日" : "完結した日";
    public static string Label(this AtExpiry then) => then is AtExpiry.Destroy ? "廃棄" : "移管（歴史公文書）";
    public static string Label(this HoldKind kind) => kind switch
    {
        HoldKind.Audit => "監査",
        HoldKind.Lawsuit => "訴訟",
        HoldKind.Appeal => "不服申立て",
        _ => "開示請求",
    };

    public static string Label(this Fate fate) => fate switch { Fate.Destroy => "廃棄", Fate.Transfer => "移管", _ => "延長" };

    public static (Tone Tone, string Word) Label(this DisposalStage stage) => stage switch
    {
        DisposalStage.Review => (Tone.Info, "課の見直し"),
        DisposalStage.Selection => (Tone.Info, "歴史公文書の選別"),
        DisposalStage.Decision => (Tone.Info, "決裁中"),
        DisposalStage.Decided => (Tone.Warning, "実行を待っている"),
        _ => (Tone.Good, "済み"),
    };

    public static string Years(int? years) => years is { } some ? $"{some}年" : "永年";
}
