using System.Diagnostics;
using Keyaki.Kernel;

namespace Keyaki.Tests.Rules;

/// <summary>公印 on a paper, checked by a program that is not ours.</summary>
public sealed class SealTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("keyaki-seal-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    SealKeys Keys(bool practice = true) => new(folder, "", practice, TimeProvider.System);

    static byte[] Notice() => new DecisionNotice
    {
        Number = "清総発第1号", Date = new(2026, 11, 22), Addressee = "清瀬　花子", SignerTitle = "清瀬市長", SignerName = "（氏名の例）",
        SealOmitted = false, Title = "通知書", Body = ["公印を押します。"],
    }.Print(new()).Pdf;

    static string Check(string tool, byte[] paper)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, paper);
            var start = new ProcessStartInfo(tool, [tool == "qpdf" ? "--check" : "-nocert", path]) { RedirectStandardOutput = true };
            using var process = Process.Start(start) ?? throw new InvalidOperationException(tool);
            return process.StandardOutput.ReadToEnd();
        }
        finally { File.Delete(path); }
    }

    [Fact]
    public async Task 公印を押した紙は_署名が正しいとほかのプログラムが言い_一字でも変えれば正しくないと言う()
    {
        var seal = Keys().Of("shicho", "清瀬市長之印") ?? throw new InvalidOperationException();
        var signed = await PaperSeal.Sign(Notice(), seal, new(1, 160, 70), "文書の施行", new());
        Assert.Contains("Signature is Valid", Check("pdfsig", signed), StringComparison.Ordinal);
        Assert.Contains("清瀬市長之印（練習用）", Check("pdfsig", signed), StringComparison.Ordinal);
        Assert.Contains("No syntax or stream encoding errors found", Check("qpdf", signed), StringComparison.Ordinal);
        var changed = signed.ToArray();
        changed[changed.Length / 3] ^= 1;
        Assert.DoesNotContain("Signature is Valid", Check("pdfsig", changed), StringComparison.Ordinal);
    }

    [Fact]
    public void 証明書のない印は_練習でないときは押せず_変な名前の印は探さない()
    {
        Assert.Null(Keys(practice: false).Of("shicho", "清瀬市長之印"));
        Assert.Null(Keys().Of("../shicho", "清瀬市長之印"));
        Assert.NotNull(Keys().Of("shicho", "清瀬市長之印"));
        Assert.NotNull(Keys(practice: false).Of("shicho", "清瀬市長之印"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder, "shicho.pfx")));
    }
}
