using Microsoft.AspNetCore.Http;

namespace Keyaki.Kernel;

/// <summary>Where a person goes on after signing in: only pages of this house.</summary>
public static class Back
{
    public static string To(string? url, string home) =>
        url is ['/', not ('/' or '\\'), ..] && url.Length <= 2000 && !url.Any(char.IsControl) && Uri.TryCreate(url, UriKind.Relative, out _)
            ? url : home;

    /// <summary>A path of this house with query values.</summary>
    public static string Link(string path, params ReadOnlySpan<(string Name, string Value)> values)
    {
        var query = QueryString.Empty;
        foreach (var (name, value) in values) query = query.Add(name, value);
        return path + query;
    }
}
