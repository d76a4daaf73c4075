using Keyaki.Simulator;

// `./dev run` starts this beside the city hall: the payment company, a payment terminal and the mail server that a real city would have.
var options = SimulatorOptions.From(args);
await using var simulator = await SimulatorHost.Start(options);
Console.WriteLine($"Payment provider and mails: {simulator.Http}");
Console.WriteLine($"Mail server (SMTP):         {options.Host}:{simulator.SmtpPort}");
Console.WriteLine($"Payment terminal (TCP):     {options.Host}:{simulator.Terminal.Port}");
await simulator.Stopped;
