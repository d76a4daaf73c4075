using System.Text;
using System.Text.Json;
using Keyaki.Reader;

// A program of its own, because what it opens is distrusted: it has no key, no database and little memory, and whoever started it
// ends it when a file takes too long. A line in is a kind and a path; a line out is what was read, in the same order.
Console.InputEncoding = Console.OutputEncoding = new UTF8Encoding(false);
for (string? line; (line = Console.In.ReadLine()) is not null;)
{
    var parts = line.Split('\t', 2);
    Console.Out.WriteLine(JsonSerializer.Serialize(Reading.Of(parts[0], parts[^1])));
    Console.Out.Flush();
}
