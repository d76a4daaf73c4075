using System.Reflection;
using Keyaki.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Keyaki.Ui;

/// <summary>The offer of the source code that AGPL-3.0 section 13 asks for, at both doors.</summary>
public sealed partial class Source
{
    public const string Setting = "Keyaki:SourceUrl";

    /// <param name="Url">Where the city publishes the running version; null when it has to be asked for.</param>
    public sealed record Page(Kernel.CityFace City, string Version, string? Url);

    static readonly string Running =
        typeof(Source).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    public static IResult Ask(CityProfile city, IConfiguration configuration) =>
        Show(new(city.City, Running, configuration[Setting] is { Length: > 0 } url ? url : null));
}
