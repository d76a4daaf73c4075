namespace Keyaki.Kits;

/// <summary>One choice of a <see cref="Finder"/>; <paramref name="All"/> is what stands for no choice,
/// null where one is always made.</summary>
public sealed record Narrowing(string Name, string Label, string? All, IReadOnlyList<(string Code, string Words)> Options, string? Chosen);
