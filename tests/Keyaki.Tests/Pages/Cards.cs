using System.Diagnostics;

namespace Keyaki.Tests.Pages;

/// <summary>The practice provider of sign-in by card: a real OpenID Connect server (oidc-provider on node), in which the people of the
/// story hold up their cards. It ends with the process of the tests.</summary>
public sealed class Cards : IDisposable
{
    static readonly Lazy<Task<Cards>> shared = new(Open);
    readonly Process process;

    Cards(Process process, string issuer) => (this.process, Issuer) = (process, issuer);

    /// <summary>One for all tests that leave it as it is.</summary>
    public static Task<Cards> Shared => shared.Value;

    public string Issuer { get; }

    /// <summary>What a hall is told of it.</summary>
    public Dictionary<string, string?> Settings => Told(Issuer);

    public static Dictionary<string, string?> Told(string issuer) => new()
    {
        ["Keyaki:Card:Issuer"] = issuer, ["Keyaki:Card:Client"] = "keyaki-practice", ["Keyaki:Card:Secret"] = "practice-card",
    };

    public static async Task<Cards> Open()
    {
        var folder = Path.Combine(City.Root, "tools", "CardProvider");
        if (!Directory.Exists(Path.Combine(folder, "node_modules")))
            throw new InvalidOperationException($"{folder} で npm ci をしてください（./dev がします）");
        var process = Process.Start(new ProcessStartInfo("node", ["provider.mjs", "--city", Path.Combine(City.Root, "cities", "kiyose"),
            "--attached"])
        {
            WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true
        }) ?? throw new InvalidOperationException("node がありません");
        _ = process.StandardError.ReadToEndAsync();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            if (line.StartsWith("http://", StringComparison.Ordinal)) return new(process, line);
        throw new InvalidOperationException("カードの確認サービスが始まりません");
    }

    /// <summary>rotate: other keys sign; late: its tokens have ended before they arrive; unsure: no card was asked for.</summary>
    public async Task Now(string what)
    {
        using var http = new HttpClient(new HttpClientHandler());
        using var done = await http.PostAsync($"{Issuer}/control/{what}", null);
        done.EnsureSuccessStatusCode();
    }

    public void Dispose()
    {
        process.Kill();
        process.Dispose();
    }
}
