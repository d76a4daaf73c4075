using Keyaki.Tests.Pages;
using Keyaki.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.Operation;

/// <summary>Commands of the program as they reach it: alone on the database, or over a running server's socket.</summary>
static class Aside
{
    public static async Task<(int Code, string Said)> Alone(WebApplication hall, params string[] args)
    {
        var (command, rest) = Commands.Find(args);
        var output = new StringWriter();
        return (await (command ?? throw new InvalidOperationException(args[0])).Run(hall.Services, rest, output), output.ToString());
    }

    public static async Task<(int Code, string Said)> Alone(Site site, params string[] args)
    {
        await using var hall = City.Closed(site);
        return await Alone(hall, args);
    }

    /// <summary>As `keyaki ...` sends it to the running server.</summary>
    public static async Task<(int? Code, string Said)> Running(City city, params string[] args)
    {
        await using var door = await CommandSocket.Open(city.Services, city.Services.GetRequiredService<IConfiguration>());
        var output = new StringWriter();
        return (await CommandSocket.Ask(Path.Combine(city.Folder, "data"), args, output), output.ToString());
    }

    public static string Fresh() => Path.Combine(Directory.CreateTempSubdirectory("keyaki-backup-").FullName, "copy");
}
