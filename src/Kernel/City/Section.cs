using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Keyaki.Kernel;

/// <summary>A JSON object of a city's file while it is read: remembers where it stands and collects every fault instead of
/// throwing.</summary>
public readonly partial struct Section(JsonElement json, string path, Faults faults)
{
    static readonly JsonDocumentOptions Strict =
        new() { AllowDuplicateProperties = false, CommentHandling = JsonCommentHandling.Disallow };

    public JsonElement Json => json;
    public string Path => path;
    public Faults Faults => faults;

    /// <summary>Reads a whole file; null (with a fault) where it is no JSON object.</summary>
    public static Section? Read(string json, Faults faults)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            var root = document.RootElement.Clone();
            if (root.ValueKind == JsonValueKind.Object) return new(root, "", faults);
            faults.Add("", "ファイルの全体を { } で囲んでください。");
        }
        catch (JsonException broken)
        {
            faults.Add("", string.Create(CultureInfo.InvariantCulture, $"JSONとして読めません（{broken.LineNumber + 1}行目）。"));
        }
        return null;
    }

    public string At(string name) => path.Length == 0 ? name : $"{path}.{name}";

    public void Fault(string name, string message) => faults.Add(name.Length == 0 ? path : At(name), message);

    public bool Has(string name) => json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>Complains about every property that is not one of these: a misspelt word must not be silently ignored.</summary>
    public void Only(params ReadOnlySpan<string> names)
    {
        foreach (var property in json.EnumerateObject())
            if (!names.Contains(property.Name)) Fault(property.Name, "知らない項目です。つづりを確かめてください。");
    }

    /// <summary>A required text; "" where it is missing.</summary>
    public string Word(string name) => MaybeWord(name) is { Length: > 0 } word ? word : Missing(name, "");

    public string? MaybeWord(string name)
    {
        if (!Has(name)) return null;
        var value = json.GetProperty(name);
        if (value.ValueKind == JsonValueKind.String) return value.GetString();
        Fault(name, "文字で書いてください。");
        return null;
    }

    /// <summary>A required code: small letters, digits and hyphens.</summary>
    public string Code(string name)
    {
        var code = Word(name);
        if (code.Length > 0 && !CodeWord().IsMatch(code)) Fault(name, $"「{code}」は、英小文字、数字、ハイフンで書いてください。");
        return code;
    }

    /// <summary>A required word out of a list.</summary>
    public string OneOf(string name, params ReadOnlySpan<string> allowed)
    {
        var word = Word(name);
        if (word.Length > 0 && !allowed.Contains(word)) Fault(name, $"「{word}」は使えません。{string.Join("、", allowed.ToArray())} のどれかにしてください。");
        return word;
    }

    public bool Flag(string name, bool otherwise)
    {
        if (!Has(name)) return otherwise;
        var value = json.GetProperty(name);
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False) return value.GetBoolean();
        Fault(name, "true か false で書いてください。");
        return otherwise;
    }

    public decimal? Number(string name)
    {
        if (!Has(name)) return null;
        if (json.GetProperty(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetDecimal(out var number)) return number;
        Fault(name, "数で書いてください。");
        return null;
    }

    public int? Whole(string name)
    {
        if (Number(name) is not { } number) return null;
        if (number == decimal.Truncate(number) && number is >= 0 and <= int.MaxValue) return (int)number;
        Fault(name, "0以上の整数で書いてください。");
        return null;
    }

    /// <summary>A required whole number; 0 where it is missing.</summary>
    public int NeededWhole(string name) => Whole(name) ?? (Has(name) ? 0 : Missing(name, 0));

    /// <summary>A required number; 0 where it is missing.</summary>
    public decimal NeededNumber(string name) => Number(name) ?? (Has(name) ? 0 : Missing(name, 0m));

    /// <summary>A required code of one of these departments. Where there is none at all, departments.json itself has a fault.</summary>
    public string Department(IReadOnlyList<Department> known)
    {
        var code = Word("department");
        Known("department", code, known);
        return code;
    }

    public IReadOnlyList<string> Departments(IReadOnlyList<Department> known)
    {
        var codes = Words("departments");
        for (var i = 0; i < codes.Count; i++) Known($"departments[{i}]", codes[i], known);
        return codes;
    }

    void Known(string name, string code, IReadOnlyList<Department> known)
    {
        if (code.Length > 0 && known.Count > 0 && known.All(d => d.Code != code))
            Fault(name, $"「{code}」という課は departments.json にありません。");
    }

    public DateOnly? Date(string name)
    {
        if (MaybeWord(name) is not { } word) return null;
        if (DateOnly.TryParseExact(word, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return date;
        Fault(name, $"「{word}」は日付ではありません。2026-04-01 のように書いてください。");
        return null;
    }

    /// <summary>The last day of something that may have a first one (`from`).</summary>
    public DateOnly? Until(string from = "from")
    {
        var until = Date("until");
        if (until < Date(from)) Fault("until", "始まる日より後にしてください。");
        return until;
    }

    /// <summary>A required text in three languages.</summary>
    public Text Text(string name) => MaybeText(name) ?? (Has(name) ? new Text("") : Missing(name, new Text("")));

    /// <summary>A text in three languages; all three are written from the start.</summary>
    public Text? MaybeText(string name)
    {
        if (!Has(name)) return null;
        return ReadText(json.GetProperty(name), At(name));
    }

    Text? ReadText(JsonElement value, string at)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            faults.Add(at, "日本語、やさしい日本語、英語を { \"ja\", \"easy\", \"en\" } で書いてください。");
            return null;
        }
        var section = new Section(value, at, faults);
        section.Only("ja", "easy", "en");
        return new(section.Word("ja"), section.Translated("easy"), section.Translated("en"));
    }

    string? Translated(string language) => !faults.Absent.Contains(language) ? Word(language)
        : MaybeWord(language) is { Length: > 0 } word ? word : null;

    /// <summary>The objects of a list, each with its path; nothing where the list is absent.</summary>
    public IReadOnlyList<Section> List(string name)
    {
        var sections = new List<Section>();
        var at = At(name);
        foreach (var (element, index) in Elements(name))
        {
            if (element.ValueKind == JsonValueKind.Object) sections.Add(new(element, $"{at}[{index}]", faults));
            else faults.Add($"{at}[{index}]", "{ } で書いてください。");
        }
        return sections;
    }

    public IReadOnlyList<string> Words(string name)
    {
        var words = new List<string>();
        var at = At(name);
        foreach (var (element, index) in Elements(name))
        {
            if (element.ValueKind == JsonValueKind.String && element.GetString() is { } word) words.Add(word);
            else faults.Add($"{at}[{index}]", "文字で書いてください。");
        }
        return words;
    }

    public IReadOnlyList<Text> Texts(string name)
    {
        var texts = new List<Text>();
        foreach (var (element, index) in Elements(name))
            if (ReadText(element, $"{At(name)}[{index}]") is { } text) texts.Add(text);
        return texts;
    }

    public Section? Maybe(string name)
    {
        if (!Has(name)) return null;
        if (json.GetProperty(name) is { ValueKind: JsonValueKind.Object } value) return new(value, At(name), faults);
        Fault(name, "{ } で書いてください。");
        return null;
    }

    IEnumerable<(JsonElement Element, int Index)> Elements(string name)
    {
        if (!Has(name)) return [];
        if (json.GetProperty(name) is { ValueKind: JsonValueKind.Array } list)
            return list.EnumerateArray().Select((element, index) => (element, index));
        Fault(name, "[ ] で書いてください。");
        return [];
    }

    T Missing<T>(string name, T otherwise)
    {
        if (!Has(name) || json.GetProperty(name).ValueKind == JsonValueKind.String) Fault(name, "書かれていません。");
        return otherwise;
    }

    [GeneratedRegex(@"^[a-z0-9]+(-[a-z0-9]+)*\z")]
    private static partial Regex CodeWord();
}
