using System.Diagnostics;
using Keyaki.Kernel;
using Microsoft.AspNetCore.Http.Features;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Keyaki.Web;

/// <summary>Sends the framework's own traces and metrics, and the kernel's, to an OTLP collector when one is named
/// (OTEL_EXPORTER_OTLP_ENDPOINT).</summary>
static class Telemetry
{
    // Only hosts, routes and outcomes leave the house: a span's path could hold a record's id.
    static readonly string[] Meters = [Instruments.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel",
        "Microsoft.AspNetCore.Routing", "System.Net.Http", "System.Runtime", "Npgsql"];

    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        if (IsAsked(configuration)) services.AddHostedService<Exporter>();
    }

    static bool IsAsked(IConfiguration configuration) => configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 };

    /// <summary>The framework's span of a request says nothing but its time: this names it by method, route pattern and outcome.</summary>
    public static void Use(WebApplication app)
    {
        if (!IsAsked(app.Configuration)) return;
        app.Use(async (http, next) =>
        {
            try { await next(http); }
            finally
            {
                if (http.Features.Get<IHttpActivityFeature>()?.Activity is { } span) Name(span, http);
            }
        });
    }

    static void Name(Activity span, HttpContext http)
    {
        // Anybody may send any word as a method.
        var (method, route) = (HttpMethods.IsGet(http.Request.Method) ? "GET" : HttpMethods.IsPost(http.Request.Method) ? "POST"
            : "_OTHER", (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "");
        span.DisplayName = $"{method} {route}";
        span.SetTag("http.request.method", method).SetTag("http.route", route)
            .SetTag("http.response.status_code", http.Response.StatusCode);
        if (http.Response.StatusCode >= StatusCodes.Status500InternalServerError) span.SetStatus(ActivityStatusCode.Error);
    }

    sealed class Exporter : IHostedService, IDisposable
    {
        TracerProvider? traces;
        MeterProvider? metrics;

        public Task StartAsync(CancellationToken ct)
        {
            var keyaki = ResourceBuilder.CreateDefault().AddService("keyaki");
            traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(keyaki).AddSource("Microsoft.AspNetCore", "Npgsql")
                .AddProcessor(new WithoutPaths()).AddOtlpExporter().Build();
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
    sealed class WithoutPaths : BaseProcessor<Activity>
    {
        public override void OnEnd(Activity span)
        {
            foreach (var tag in (string[])["url.path", "url.query", "url.full", "http.target", "client.address", "user_agent.original",
                "db.statement", "db.query.text"]) span.SetTag(tag, null);
        }
    }
}
