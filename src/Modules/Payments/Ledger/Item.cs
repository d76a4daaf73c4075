using Keyaki.Kernel;
using Keyaki.Ui;

namespace Keyaki.Payments;

/// <summary>債権の種類: recovered by the city's own seizure (強制徴収公債権), public but only through a court (非強制徴収公債権), or
/// private (私債権).</summary>
public enum ClaimClass
{
    [Label("強制徴収公債権")] Enforceable, [Label("非強制徴収公債権")] Public, [Label("私債権")] Private,
}

/// <summary>What of a claim an entry is about: the amount itself (本税, 元本), what lateness adds (延滞金), the fee of a reminder
/// (督促手数料).</summary>
public enum Part { [Label("本税・元本")] Principal, [Label("延滞金")] LateCharge, [Label("督促手数料")] DemandFee }

/// <summary>納付方法: by which way money reaches the city.</summary>
public enum CollectionMethod
{
    [Label("窓口")] Counter, [Label("金融機関")] Bank, [Label("コンビニエンスストア")] ConvenienceStore,
    [Label("スマートフォン決済")] Smartphone,
    [Label("地方税統一QRコード（eL-QR）")] ElQr, [Label("口座振替")] AccountTransfer, [Label("オンライン決済")] Online,
}

/// <summary>Whether fees that name no item count for this one: those of its department, or of all that have none.</summary>
public enum FeesOf { None, Department, All }

/// <summary>収入項目: something the city collects under one name, and by which rules.</summary>
/// <param name="Revenue">The account of revenue (歳入科目); null where the money is another's.</param>
/// <param name="HeldFor">Whose money it is (預り金), such as the manager of a hall who keeps its fees; null where it is the city's.</param>
/// <param name="Terms">How many terms (期別) a year has.</param>
/// <param name="LateCharge">The table of rates for lateness; null where none is charged.</param>
/// <param name="Family">Overpaid money is appropriated to what is owed of the same family (地方税の徴収金など); null where nothing
/// is.</param>
public sealed record Item(string Code, Text Title, ClaimClass Class, string Department, string? Revenue, string? HeldFor,
    IReadOnlyList<CollectionMethod> Methods, int Terms, string? LateCharge, string? Family)
{
    public FeesOf Fees { get; init; }

    /// <summary>Whoever pays online may pay a part of it.</summary>
    public bool Parts { get; init; }

    /// <summary>Code of the procedure by which one gets a certificate of what was paid; null where there is none.</summary>
    public string? Certificate { get; init; }

    /// <summary>By which law it is collected: without one of its own by that of local government, or as anybody's claim.</summary>
    public CollectionLaw Law { get; init; } = Class is ClaimClass.Private ? CollectionLaw.Civil : CollectionLaw.LocalAutonomy;

    /// <summary>年度と期別; the term only where a year has several.</summary>
    public string When(FiscalYear year, int term) => Terms > 1 ? $"{year} 第{term}期" : $"{year}";

    /// <summary>年度・項目・期別.</summary>
    public string Named(FiscalYear year, int term) => Terms > 1 ? $"{year} {Title.Ja} 第{term}期" : $"{year} {Title.Ja}";

    /// <summary>Where what is determined stands on the other side.</summary>
    public Account Income => HeldFor is null ? Account.Revenue : Account.Deposit;

    // 公法上の徴収金は本税を先にする。私債権は民法489条1項の順（費用、利息、元本）。
    /// <summary>In which order money counts for the parts of one claim.</summary>
    public IReadOnlyList<Part> Order => Class is ClaimClass.Private
        ? [Part.DemandFee, Part.LateCharge, Part.Principal]
        : [Part.Principal, Part.LateCharge, Part.DemandFee];
}
