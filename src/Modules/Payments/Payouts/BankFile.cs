using System.Globalization;
using System.Security.Cryptography;
using Keyaki.Kernel;

namespace Keyaki.Payments;

/// <summary>総合振込のファイル of a list: the same lines give the same bytes, so that it is made again whenever it is asked for and lies
/// nowhere.</summary>
static class BankFile
{
    const string NewAccount = "0", ByWire = "7", NoClearing = "0";

    /// <exception cref="Rule">something of it cannot be written.</exception>
    public static byte[] Make(CityProfile city, PaymentRun run, IReadOnlyList<RunRow> rows, DateOnly day)
    {
        var kinds = city.Files<PayoutKinds>();
        var made = FileWriting.Write(city.Files<FileFormats>()[kinds.File], Head(kinds, day), rows.Select(r => Row(run, r)), lines: true);
        if (made.Refused is [var first, ..]) throw new Rule("", $"ファイルを作れません。{first}");
        return made.Content;
    }

    static Dictionary<string, string> Head(PayoutKinds kinds, DateOnly day) =>
        new(kinds.From.Places) { ["day"] = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) };

    static Dictionary<string, string> Row(PaymentRun run, RunRow row) => new(row.Account.Places())
    {
        ["amount"] = row.Frozen.Figure.ToString(CultureInfo.InvariantCulture), ["customer"] = run.Customer(row.Frozen.Position),
        ["new"] = NewAccount, ["speed"] = ByWire, ["clearing"] = NoClearing,
    };

    public static string HashOf(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
