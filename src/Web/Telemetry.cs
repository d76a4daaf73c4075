using Keyaki.Kernel;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Keyaki.Web;

/// <summary>Sends the framework's own traces and metrics, and the kernel's, to an OTLP collector when one is named (OTEL_EXPORTER_OTLP_ENDPOINT).</summary>
static class Telemetry
{
    // Only hosts, routes and outcomes leave the house: a span's path could hold a record's id.
    static readonly string[] Meters = [Instruments.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Routing", "System.Net.Http", "System.Runtime", "Npgsql"];

    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        if (configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is not { Length: > 0 }) return;
        services.AddHostedService<Exporter>();
    }

    sealed class Exporter : IHostedService, IDisposable
    {
        TracerProvider? traces;
        MeterProvider? metrics;

        public Task StartAsync(CancellationToken ct)
        {
            var keyaki = ResourceBuilder.CreateDefault().AddService("keyaki");
            traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(keyaki).AddSource("Microsoft.AspNetCore", "Npgsql").AddProcessor(new WithoutPaths()).AddOtlpExporter().Build();
            metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(keyaki).AddMeter(Meters).AddOtlpExporter().Build();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken ct) => Task.CompletedTask;

        public void Dispose()
        {
            traces?.Dispose();
            metrics?.Dispose();
        }
    }

    /// <summary>The route template says enough; the path itself and the query string stay in the house.</summary>
    sealed class WithoutPaths : BaseProcessor<System.Diagnostics.Activity>
    {
        public override void OnEnd(System.Diagnostics.Activity span)
        {
            foreach (var tag in (string[])["url.path", "url.query", "url.full", "http.target", "client.address", "user_agent.original", "db.statement", "db.query.text"]) span.SetTag(tag, null);
        }
    }
}
