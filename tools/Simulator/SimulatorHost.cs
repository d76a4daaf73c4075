using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Keyaki.Simulator;

/// <summary>A running simulator: a payment provider, a payment terminal and a mail server that speak over the wire. Disposing it closes
/// them.</summary>
public sealed class SimulatorHost : IAsyncDisposable
{
    /// <summary>How the provider writes JSON: snake_case names, enums as words, Japanese as it is.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    readonly WebApplication app;
    readonly SmtpServer smtp;

    SimulatorHost(WebApplication app, SmtpServer smtp, TerminalServer terminal, Uri http, Ledger payments, Mailbox mails,
        SimulatorOptions options)
    {
        (this.app, this.smtp, Terminal, Http, Payments, Mails, Options) = (app, smtp, terminal, http, payments, mails, options);
    }

    public SimulatorOptions Options { get; }

    /// <summary>Root of the provider's API, its hosted pages, `/mails` and `/control`; ends with a slash.</summary>
    public Uri Http { get; }

    public int SmtpPort => smtp.Port;
    public string ApiKey => Options.ApiKey;
    public string WebhookSecret => Options.WebhookSecret;
    public Ledger Payments { get; }

    /// <summary>The terminal beside a counter's drawer.</summary>
    public TerminalServer Terminal { get; }
    public Mailbox Mails { get; }

    /// <summary>Ends when the process is asked to stop.</summary>
    public Task Stopped => app.WaitForShutdownAsync();

    public static async Task<SimulatorHost> Start(SimulatorOptions options)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance); // Mails of Japanese systems still come as ISO-2022-JP.
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Parse(options.Host), options.HttpPort));
        var mails = new Mailbox();
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(mails);
        builder.Services.AddSingleton<Ledger>();
        var terminal = TerminalServer.Start(options.Host, options.TerminalPort, options.Clock);
        builder.Services.AddSingleton(terminal);
        builder.Services.AddHttpClient(WebhookSender.Client, http => http.Timeout = TimeSpan.FromSeconds(10));
        builder.Services.AddSingleton<WebhookSender>();
        builder.Services.AddSingleton<Till>();
        builder.Services.AddHostedService(services => services.GetRequiredService<WebhookSender>());
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.PropertyNamingPolicy = Json.PropertyNamingPolicy;
            json.SerializerOptions.DefaultIgnoreCondition = Json.DefaultIgnoreCondition;
            json.SerializerOptions.Encoder = Json.Encoder;
            foreach (var converter in Json.Converters) json.SerializerOptions.Converters.Add(converter);
        });
        var app = builder.Build();
        ProviderApi.Map(app);
        HostedPage.Map(app);
        Control.Map(app);
        MailApi.Map(app);
        var smtp = SmtpServer.Start(options, mails);
        await app.StartAsync();
        var http = new Uri(app.Urls.First().TrimEnd('/') + "/");
        return new(app, smtp, terminal, http, app.Services.GetRequiredService<Ledger>(), mails, options);
    }

    public async ValueTask DisposeAsync()
    {
        await smtp.DisposeAsync();
        await Terminal.DisposeAsync();
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
