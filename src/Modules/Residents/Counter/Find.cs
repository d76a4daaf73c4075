using Keyaki.Kernel;

namespace Keyaki.Residents;

/// <summary>How persons stand in the search index.</summary>
static class Find
{
    internal const string Kind = "person";

    internal static string Text(Person person) => string.Join(' ', person.Name, person.Kana, person.AddressNumber);
}
