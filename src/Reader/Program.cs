using System.Text;
using System.Text.Json;
using Keyaki.Reader;

// A program of its own, because what it opens is distrusted: it has no key, no database and little memory, and whoever started it
// ends it when a file takes too long. A line in is a kind and a path, or an order and what it needs; a line out is what was read or
// done, in the same order.
Console.InputEncoding = Console.OutputEncoding = new UTF8Encoding(false);
for (string? line; (line = Console.In.ReadLine()) is not null;)
{
    var parts = line.Split('\t', 2);
    object answer = parts[0] switch
    {
        "words" => PageWords.Of(Order<PageWords.Order>(parts[^1])),
        "paint" => Paint.Do(Order<Paint.Order>(parts[^1])),
        "variants" => Variants.Of(Order<Variants.Order>(parts[^1])),
        "pdf" => PdfLook.Of(parts[^1]),
        "sheet" => PictureSheet.Of(Order<PictureSheet.Order>(parts[^1])),
        _ => Reading.Of(parts[0], parts[^1]),
    };
    Console.Out.WriteLine(JsonSerializer.Serialize(answer, answer.GetType()));
    Console.Out.Flush();
}

static T Order<T>(string json) => JsonSerializer.Deserialize<T>(json) ?? throw new JsonException();
