using System.Diagnostics;
using System.Globalization;
using Keyaki.Tests.Pages;

namespace Keyaki.Tests.InWebsite;

/// <summary>A real web server with the configuration that the project ships, on a port of its own.</summary>
sealed class Nginx : IAsyncDisposable
{
    readonly Process process;

    Nginx(Process process, Uri address) => (this.process, Address) = (process, address);

    public Uri Address { get; }

    public static async Task<Nginx> Start(string folder, Uri program, string copy)
    {
        var (port, home) = (City.FreePort(), Path.Combine(folder, "nginx"));
        Directory.CreateDirectory(home);
        var server = (await File.ReadAllTextAsync(Path.Combine(City.Root, "deploy", "nginx", "keyaki.conf")))
            .Replace("@PROGRAM@", program.Authority, StringComparison.Ordinal).Replace("@COPY@", copy, StringComparison.Ordinal)
            .Replace("@TYPES@", "/etc/nginx/mime.types", StringComparison.Ordinal)
            .Replace("@LISTEN@", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}"), StringComparison.Ordinal);
        var user = Environment.UserName == "root" ? "user root;" : "";
        await File.WriteAllTextAsync(Path.Combine(home, "nginx.conf"), $$"""
            {{user}} daemon off; pid {{home}}/pid; worker_processes 1; error_log {{home}}/error.log;
            events { worker_connections 64; }
            http {
                access_log off; client_body_temp_path {{home}}/body; proxy_temp_path {{home}}/proxy; fastcgi_temp_path {{home}}/fastcgi;
                uwsgi_temp_path {{home}}/uwsgi; scgi_temp_path {{home}}/scgi;
                {{server}}
            }
            """);
        var start = new ProcessStartInfo(File.Exists("/usr/sbin/nginx") ? "/usr/sbin/nginx" : "nginx",
            ["-p", home, "-c", Path.Combine(home, "nginx.conf")])
        { RedirectStandardError = true };
        var nginx = new Nginx(Process.Start(start) ?? throw new InvalidOperationException("nginx"), new($"http://127.0.0.1:{port}"));
        using var http = new HttpClient(new HttpClientHandler()) { BaseAddress = nginx.Address };
        for (var watch = Stopwatch.StartNew(); ; await Task.Delay(50))
        {
            if (nginx.process.HasExited || watch.Elapsed > TimeSpan.FromSeconds(20))
                throw new InvalidOperationException(await nginx.process.StandardError.ReadToEndAsync());
            try { using var any = await http.GetAsync("/"); return nginx; }
            catch (HttpRequestException) { /* not yet */ }
        }
    }

    public async ValueTask DisposeAsync()
    {
        // The master ends its workers before itself.
        using (var kill = Process.Start("kill",
            ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)])) await kill.WaitForExitAsync();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
