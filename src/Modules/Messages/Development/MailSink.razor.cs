using System.Net.Http.Json;
using System.Text.Json.Serialization;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;

namespace Keyaki.Messages;

/// <summary>In development: what arrived in the simulator's mail server. The route does not exist in production.</summary>
public sealed partial class MailSink
{
    public const string Client = "messages.simulator";

    public sealed record Letter(string Subject, string Text, IReadOnlyList<string> Recipients,
        [property: JsonPropertyName("received_at")] DateTimeOffset ReceivedAt, IReadOnlyList<Enclosure> Attachments);
    public sealed record Enclosure(string Name, long Size);
    public sealed record Page(IReadOnlyList<Letter> Letters, bool Reached);

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage("/_dev/mail", Permission.Public, Deed.None, Ask);

    static async Task<IResult> Ask(IConfiguration configuration, IHttpClientFactory clients, StoryMails story, CancellationToken ct)
    {
        if (configuration["Keyaki:Dev:Simulator"] is not { Length: > 0 } simulator
            || !Uri.TryCreate(simulator.TrimEnd('/') + "/mails", UriKind.Absolute, out var url)) return Show(new([.. story.Newest], false));
        try
        {
            using var http = clients.CreateClient(Client);
            return Show(new([.. await http.GetFromJsonAsync<List<Letter>>(url, ct) ?? [], .. story.Newest], true));
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException
            && !ct.IsCancellationRequested)
        { return Show(new([.. story.Newest], false)); }
    }
}
