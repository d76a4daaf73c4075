using Keyaki.Kernel;
using Keyaki.Kits;

namespace Keyaki.Payments;

/// <summary>Addresses of what came in by files, and what the journal says of it.</summary>
static class IncomingDesk
{
    public const string Home = "/office/payments/incoming", Take = Home + "/take", Bank = Home + "/bank",
        Differences = Home + "/differences",
        Kind = "incoming-file";

    public static string File(Guid id, RowOutcome? which = null) => Address.Of($"{Home}/{id}", ("which", which is { } w ? $"{w}" : null));
    public static string Settle(Guid row) => $"{Differences}/{row}/settle";

    public static readonly Deed Taken = new("payments.file-taken", "収納の結果ファイルを取り込んだ", "お金の きろくの ファイルを 入れた",
        "took in a file of payments");
    public static readonly Deed Entered = new("payments.slips-entered", "領収済通知書を入力した", "はらった お金の 紙を 入力した",
        "entered slips that a bank sent");
    public static readonly Deed Matched = new("payments.file-matched", "収納の結果を消し込んだ", "はらった お金を きろくした",
        "matched payments to what they are for");
    public static readonly Deed Settled = new("payments.row-settled", "収納の違いを済みにした", "お金の きろくの ちがいを なおした",
        "settled a difference in a file of payments");
    public static readonly Deed Look = Deed.Look("payments.file-look", "収納の結果を見た", "お金の きろくを 見た",
        "looked at a file of payments");
}
