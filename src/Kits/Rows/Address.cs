using Microsoft.AspNetCore.Http;

namespace Keyaki.Kits;

/// <summary>The address of a list: what it is narrowed to stands in it, so that it can be kept and passed on.</summary>
public static class Address
{
    /// <summary>A path with what is chosen; what is not chosen is left out.</summary>
    public static string Of(string path, params ReadOnlySpan<(string Name, string? Value)> chosen)
    {
        var query = QueryString.Empty;
        foreach (var (name, value) in chosen)
            if (!string.IsNullOrEmpty(value)) query = query.Add(name, value);
        return path + query;
    }
}
