namespace Keyaki.Bench;

/// <summary>The page with thirty questions of a real draft, beside the plain text of the same server.</summary>
static class Forms
{
    public static async Task Measure(string folder, string city, int mail)
    {
        using var server = await Server.Open(folder, city, mail, slow: false, ("drafts", "1"));
        var draft = (await File.ReadAllLinesAsync(Path.Combine(folder, "drafts.txt")))[0].Split(' ');
        var (page, plain) = (Load.Get($"/my/drafts/{draft[0]}/1", "__Host-keyaki-visit=" + draft[1]), Load.Get("/plaintext"));
        using (var line = new Line(server.Port))
        {
            var status = line.Ask(page, keep: true);
            var fields = line.Text.Split("class=\"field").Length - 1;
            Figures.Note($"the form page answers {status} with {line.Text.Length} characters and {fields} fields");
        }
        var position = new Load.Position();
        Outcome Ask(byte[] what, double seconds) => Load.Run(server, [what], position, once: false, 200, TimeSpan.FromSeconds(seconds));
        foreach (var what in new[] { plain, page }) Load.WarmUp(server, [what], position, once: false, 200);
        var (bare, form) = (Ask(plain, 5), Ask(page, 8));
        Figures.Failures(bare);
        Figures.Failures(form);
        Figures.Note($"plaintext {bare.PerSecond:0}/s with CPU {bare.CpuMicros:0} us each; form {form.PerSecond:0}/s with CPU {form.CpuMicros:0} us each");
        Figures.Say("CPU of a 30-field form page / plaintext", $"{form.CpuMicros:0} us / {bare.CpuMicros:0} us", form.CpuMicros / bare.CpuMicros, 12, atLeast: false);
        Figures.Say("30-field form page p99 / p50", $"{form.Percentile(0.99):0.0} ms / {form.Percentile(0.5):0.0} ms", form.Percentile(0.99) / form.Percentile(0.5), 10, atLeast: false);
    }
}
