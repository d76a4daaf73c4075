namespace Keyaki.Simulator;

/// <summary>The knobs for tests and demonstrations: behaviour, outages, events. Keep it on the local machine, it asks for no key.</summary>
static class Control
{
    sealed record PaymentKnobs(string? Behaviour, bool? Outage);
    sealed record MailKnobs(bool? Outage, string[]? Reject);
    sealed record TerminalKnobs(string? Behaviour);
    sealed record Press(string? Method, string? Behaviour, double Seconds = 10);

    public static void Map(WebApplication app)
    {
        var control = app.MapGroup("/control").AddEndpointFilter(async (call, next) =>
        {
            try { return await next(call); }
            catch (ArgumentException e) { return Results.Json(new { error = e.Message }, SimulatorHost.Json, statusCode: 422); }
        });
        control.MapGet("/payments", (Ledger ledger) => Knobs(ledger));
        control.MapPut("/payments", (PaymentKnobs asked, Ledger ledger) =>
        {
            if (asked.Behaviour is { } word) ledger.Behaviour = Behaviours.Read(word);
            ledger.Outage = asked.Outage ?? ledger.Outage;
            return Knobs(ledger);
        });
        control.MapGet("/checkouts", (Ledger ledger) => ledger.Checkouts);
        control.MapGet("/refunds", (Ledger ledger) => ledger.Refunds);
        control.MapGet("/events", (Ledger ledger) => ledger.Events);
        control.MapPost("/events/{id}/resend", (string id, Ledger ledger) => ledger.Resend(id) is { } told ? Results.Ok(told)
            : Results.NotFound());
        control.MapPost("/checkouts/{id}/pay", async (string id, Press press, Ledger ledger, Till till, CancellationToken ct) =>
        {
            if (ledger.Checkout(id) is not { } checkout) return Results.NotFound();
            var behaviour = press.Behaviour is { } word ? Behaviours.Read(word) : ledger.Behaviour;
            var answered = await till.Pay(checkout, Behaviours.ReadMethod(press.Method) ?? Method.Card, behaviour,
                TimeSpan.FromSeconds(press.Seconds), ct);
            return Results.Ok(new { answered, checkout = ledger.Checkout(id) });
        });
        control.MapGet("/terminal", (TerminalServer terminal) => new { behaviour = terminal.Behaviour, books = terminal.Books });
        control.MapPut("/terminal", (TerminalKnobs asked, TerminalServer terminal) =>
        {
            terminal.Behaviour = Enum.TryParse<TerminalBehaviour>(asked.Behaviour, ignoreCase: true, out var known) ? known
                : throw new ArgumentException($"'{asked.Behaviour}' is none of {string.Join(", ", Enum.GetNames<TerminalBehaviour>())}");
            return new { behaviour = terminal.Behaviour };
        });
        control.MapPost("/terminal/tap", (TerminalServer terminal) => terminal.Tap());
        control.MapPost("/terminal/{id:guid}/take-back", (Guid id, TerminalServer terminal) => terminal.TakeBack(id));
        control.MapGet("/mail", (Mailbox mails) => Knobs(mails));
        control.MapPut("/mail", (MailKnobs asked, Mailbox mails) =>
        {
            mails.Outage = asked.Outage ?? mails.Outage;
            if (asked.Reject is { } addresses) mails.Reject(addresses);
            return Knobs(mails);
        });
    }

    static object Knobs(Ledger ledger) => new { behaviour = ledger.Behaviour, outage = ledger.Outage, known = Enum.GetValues<Behaviour>() };
    static object Knobs(Mailbox mails) => new { outage = mails.Outage, reject = mails.Rejected };
}
