namespace Keyaki.Simulator;

/// <summary>What arrived in the mail server, as JSON: newest first.</summary>
static class MailApi
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/mails", (Mailbox mails, string? to) =>
            mails.Mails.Where(mail => to is null || mail.Recipients.Contains(to, StringComparer.OrdinalIgnoreCase)));
        app.MapDelete("/mails", (Mailbox mails) =>
        {
            mails.Clear();
            return Results.NoContent();
        });
    }
}
