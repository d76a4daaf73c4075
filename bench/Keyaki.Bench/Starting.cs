using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

namespace Keyaki.Bench;

/// <summary>From the start of the released program on a database that exists until its first answer.</summary>
static class Starting
{
    public static async Task Measure(string program, string folder, string city, int mail)
    {
        var times = new List<double>();
        for (var i = 0; i < 3; i++)
        {
            var (port, office) = (Server.FreePort(), Server.FreePort());
            var begun = Stopwatch.GetTimestamp();
            using var server = Server.Start(program, Serve.Settings(folder, city, "", Word(port), Word(office), Word(mail)), port, office);
            while (!Answers(port)) await Task.Delay(10);
            times.Add(Stopwatch.GetElapsedTime(begun).TotalSeconds);
        }
        Figures.Say("start to first answer on an existing database, seconds",
            $"{string.Join(", ", times.Select(t => t.ToString("0.00", CultureInfo.InvariantCulture)))} s", Work.Median(times), 2,
            atLeast: false);
    }

    static string Word(int number) => number.ToString(CultureInfo.InvariantCulture);

    static bool Answers(int port)
    {
        try
        {
            using var line = new Line(port);
            return line.Ask(Load.Get("/plaintext")) == 200;
        }
        catch (Exception e) when (e is SocketException or IOException) { return false; }
    }
}
