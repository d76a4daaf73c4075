using Keyaki.Contracts.Website;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Website;

/// <summary>A question about a page: one form, and back to the desk.</summary>
public sealed record DeskForm(string Title, string PageTitle, string Home, Form Form, string Submit, string? Lead = null,
    bool Danger = false,
    IReadOnlyList<string>? Points = null)
{
    /// <summary>Of the record that the form showed, where somebody else may write it meanwhile.</summary>
    public int? Version { get; init; }
}
