namespace Keyaki.Bench;

/// <summary>The page with thirty questions of a real draft, beside the plain text of the same server: of a form that has no more, or of
/// one with a hundred and conditions between them.</summary>
static class Forms
{
    public static async Task Measure(string folder, string city, int mail, string form, string called)
    {
        using var server = await Server.Open(folder, city, mail, slow: false, ("drafts", "1"), ("form", form));
        var draft = (await File.ReadAllLinesAsync(Path.Combine(folder, "drafts.txt")))[0].Split(' ');
        // As a browser that has seen a form before: without its cookie each answer would make a new one.
        var (page, plain) = (Load.Get($"/my/drafts/{draft[0]}/1", $"__Host-keyaki-visit={draft[1]}; __Host-keyaki-form={draft[2]}"),
            Load.Get("/plaintext"));
        using (var line = new Line(server.Port))
        {
            var status = line.Ask(page, keep: true);
            var fields = line.Text.Split("class=\"field").Length - 1;
            Figures.Note($"the form page answers {status} with {line.Text.Length} characters and {fields} fields");
        }
        var position = new Load.Position();
        Outcome Ask(byte[] what) => Load.Run(server, [what], position, once: false, 200, TimeSpan.FromSeconds(3));
        foreach (var what in new[] { plain, page }) Load.WarmUp(server, [what], position, once: false, 200);
        // In turns, so that a busy machine is busy for both; the middle one of five ratios counts.
        var turns = Enumerable.Range(0, 5).Select(_ => (Bare: Ask(plain), Form: Ask(page)))
            .OrderBy(t => t.Form.CpuMicros / t.Bare.CpuMicros).ToList();
        foreach (var turn in turns)
        {
            Figures.Failures(turn.Bare);
            Figures.Failures(turn.Form);
        }
        Figures.Note($"form / plaintext in five turns: {string.Join(", ", turns.Select(t => $"{t.Form.CpuMicros / t.Bare.CpuMicros:0.0}"))}");
        var (bare, seen) = turns[2];
        Figures.Note($"plaintext {bare.PerSecond:0}/s with CPU {bare.CpuMicros:0} us each");
        Figures.Note($"form {seen.PerSecond:0}/s with CPU {seen.CpuMicros:0} us each");
        Figures.Say($"CPU of {called} / plaintext", $"{seen.CpuMicros:0} us / {bare.CpuMicros:0} us",
            seen.CpuMicros / bare.CpuMicros, 12, atLeast: false);
        Figures.Say($"{called} p99 / p50", $"{seen.Percentile(0.99):0.0} ms / {seen.Percentile(0.5):0.0} ms",
            seen.Percentile(0.99) / seen.Percentile(0.5), 10, atLeast: false);
    }
}
