using Keyaki.Kernel;

namespace Keyaki.Payments;

/// <summary>Addresses of the pages of collection.</summary>
static class RecoveryPaths
{
    public const string Demands = ClaimPaths.Ledger + "/demands";
    public static string CheckDemands(Guid list) => $"{Demands}/{list}/check";
    public static string Debtor(Guid debtor) => $"{ClaimPaths.Debtor(debtor)}/recovery";
    public static string Plan(Guid debtor) => $"{ClaimPaths.Debtor(debtor)}/plan";
    public static string EndPlan(Guid debtor, Guid plan) => $"{ClaimPaths.Debtor(debtor)}/plans/{plan}/end";
    public static string Claim(Guid claim) => $"{ClaimPaths.Claim(claim)}/recovery";
    public static string Step(Guid claim) => $"{Claim(claim)}/step";
    public static string Stay(Guid claim) => $"{Claim(claim)}/stay";
    public static string Revoke(Guid claim, Guid stay) => $"{Claim(claim)}/stays/{stay}/revoke";
    public static string WriteOff(Guid claim) => $"{Claim(claim)}/write-off";
    public static string TakeBackWriteOff(Guid claim, Guid wish) => $"{WriteOff(claim)}/{wish}/take-back";
    public static string CheckWriteOff(Guid claim, Guid wish) => $"{WriteOff(claim)}/{wish}/check";
}

/// <summary>What the journal says about collection.</summary>
static class RecoveryDeeds
{
    public static readonly Deed Propose = new("payments.demand-proposed", "督促を決めて、確認に出した",
        "お金を はらって くださいと いう 手紙を 出す ことに した", "decided on reminders");
    public static readonly Deed Check = new("payments.demand-checked", "督促を二人目として確かめた",
        "手紙を 出して よいか、ふたりめの 人が 見た", "checked reminders as a second person");
    public static readonly Deed TakeBack = new("payments.demand-ended", "督促の申し出を取り下げた",
        "手紙を 出すのを やめに した", "took back reminders");
    public static readonly Deed Plan = new("payments.plan-made", "分納を約束した",
        "すこしずつ はらう やくそくを した", "agreed to payment in parts");
    public static readonly Deed EndPlan = new("payments.plan-ended", "分納の約束を終わらせた",
        "すこしずつ はらう やくそくを おわりに した", "ended payment in parts");
    public static readonly Deed Stay = new("payments.stay", "徴収を猶予した",
        "お金を はらうのを まつ ことに した", "stayed a claim");
    public static readonly Deed Revoke = new("payments.stay-revoked", "猶予を取り消した",
        "まつのを やめに した", "revoked a stay");
    public static readonly Deed Step = new("payments.recovery-step", "滞納整理の経過を記録した",
        "はらわれない お金に ついて したことを きろくした", "recorded a step of collection");
    public static readonly Deed WriteOff = new("payments.write-off-proposed", "不納欠損を確認に出した",
        "もう もらわない お金に することを 出した", "proposed to write off a claim");
    public static readonly Deed CheckWriteOff = new("payments.write-off-checked", "不納欠損を二人目として確かめた",
        "もう もらわない お金に して よいか、ふたりめの 人が 見た", "checked a write-off as a second person");
    public static readonly Deed TakeBackWriteOff = new("payments.write-off-ended", "不納欠損の申し出を取り下げた",
        "もう もらわないのを やめに した", "took back a write-off");
    public static readonly Deed Look = Deed.Look("payments.look-recovery", "滞納整理の経過を見た", "はらわれない お金の きろくを 見た",
        "looked at what was done to collect");
    public static readonly Deed LookDemands = Deed.Look("payments.look-demands", "督促するものの一覧を見た", "手紙を 出す 人の 一覧を 見た",
        "looked at the list of reminders");
}
