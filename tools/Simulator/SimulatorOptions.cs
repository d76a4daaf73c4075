namespace Keyaki.Simulator;

/// <summary>How one simulator is set up. Ports of 0 are chosen by the machine; secrets that are not given are made up.</summary>
public sealed record SimulatorOptions
{
    public string Host { get; init; } = "127.0.0.1";
    public int HttpPort { get; init; }
    public int SmtpPort { get; init; }
    public int TerminalPort { get; init; }
    public string ApiKey { get; init; } = Code.Secret();
    public string WebhookSecret { get; init; } = Code.Secret();

    /// <summary>Where the payment provider remembers its state across restarts; null keeps it in memory only.</summary>
    public string? StateFile { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;
    public Behaviour Behaviour { get; init; } = Behaviour.Success;

    /// <summary>How long after the payer was sent back the ordinary webhook leaves.</summary>
    public TimeSpan WebhookDelay { get; init; } = TimeSpan.FromMilliseconds(400);

    /// <summary>Waits before the second, third ... attempt to deliver a webhook. When they are used up the event is given up.</summary>
    public IReadOnlyList<TimeSpan> RetryDelays { get; init; } =
        [.. new[] { 1, 3, 10, 30, 60, 300, 900, 3600 }.Select(seconds => TimeSpan.FromSeconds(seconds))];

    public TimeSpan RefundTakes { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Largest mail that is accepted, in bytes.</summary>
    public int MailLimit { get; init; } = 10 * 1024 * 1024;

    /// <summary>Reads `--http-port 5071` and the like, and the same names from the environment as `SIMULATOR_HTTP_PORT`.</summary>
    public static SimulatorOptions From(string[] args)
    {
        var given = new ConfigurationBuilder().AddEnvironmentVariables("SIMULATOR_").AddCommandLine(args).Build();
        string? Read(string name) => given[name] ?? given[name.Replace('-', '_')];
        var blank = new SimulatorOptions();
        return blank with
        {
            Host = Read("host") ?? blank.Host,
            HttpPort = Port(Read("http-port")),
            SmtpPort = Port(Read("smtp-port")),
            TerminalPort = Port(Read("terminal-port")),
            ApiKey = Read("api-key") ?? blank.ApiKey,
            WebhookSecret = Read("webhook-secret") ?? blank.WebhookSecret,
            StateFile = Read("state-file"),
            Behaviour = Read("behaviour") is { } word ? Behaviours.Read(word) : blank.Behaviour,
        };
    }

    static int Port(string? text) => text is null ? 0
        : int.TryParse(text, out var port) && port is >= 0 and <= 65535 ? port
        : throw new ArgumentException($"'{text}' is not a port.");
}
