using System.Text;
using Keyaki.Kernel;

namespace Keyaki.Payments;

/// <summary>Something in a record that is not as it should be.</summary>
/// <param name="Column">In bytes from 1; in a table the column's number.</param>
public sealed record Flaw(int Column, string Name, string Reason);

/// <summary>The values of a record by the names of its places.</summary>
public sealed class Values(Layout layout, string[] values)
{
    public string this[string name] => values[layout.Index(name)];
    public bool Has(string name) => layout.Places.Any(p => p.Name == name);
    public Yen Yen(string name) => new(long.Parse(this[name], System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Null where the place says that there is none.</summary>
    public DateOnly? Day(string name) => CityFile.Day(this[name]);
}

/// <summary>レコードの並び: places one after another. Codes on paper and records of files are written and read by it.</summary>
public sealed class Layout
{
    readonly Dictionary<string, int> index = new(StringComparer.Ordinal);

    public Layout(IReadOnlyList<RecordPlace> places)
    {
        Places = places;
        foreach (var (i, place) in places.Index()) if (place.Name.Length > 0) index.TryAdd(place.Name, i);
    }

    public IReadOnlyList<RecordPlace> Places { get; }
    public int Width => Places.Sum(p => p.Width);

    /// <summary>False while a check in it cannot be made.</summary>
    public bool ChecksAreKnown => Places.All(p => p.Shape is not Shape.Check || CheckDigits.IsKnown(p.Form));

    internal int Index(string name) => index.TryGetValue(name, out var at) ? at : throw new KeyNotFoundException(name);

    /// <exception cref="Rule">a value does not fit its place; the field is the place's name.</exception>
    public byte[] Write(IReadOnlyDictionary<string, string> values)
    {
        var record = new byte[Width];
        foreach (var (place, at) in Placed())
            if (place.Shape is not Shape.Check) place.Write(values.GetValueOrDefault(place.Name, "")).CopyTo(record, at);
        foreach (var (place, at) in Placed())
            if (place.Shape is Shape.Check) Encoding.ASCII.GetBytes(Check(place, at, record)).CopyTo(record, at);
        return record;
    }

    /// <summary>The values, and all that is wrong with them.</summary>
    public (Values Values, IReadOnlyList<Flaw> Flaws) Read(ReadOnlySpan<byte> record, DateOnly today)
    {
        if (record.Length != Width) throw new ArgumentException($"{record.Length} bytes, not {Width}", nameof(record));
        var (values, flaws) = (new string[Places.Count], new List<Flaw>());
        var (n, at) = (0, 0);
        foreach (var place in Places)
        {
            (values[n++], var wrong) = place.Read(record.Slice(at, place.Width), today);
            if (wrong is not null) flaws.Add(new(at + 1, place.Name, wrong));
            at += place.Width;
        }
        if (flaws.Count == 0 && Places.Any(p => p.Shape is Shape.Check)) flaws.AddRange(Unproven(record.ToArray()));
        return (new(this, values), flaws);
    }

    IEnumerable<Flaw> Unproven(byte[] record)
    {
        foreach (var (place, at) in Placed())
        {
            if (place.Shape is not Shape.Check || !CheckDigits.IsKnown(place.Form)) continue;
            var there = Encoding.ASCII.GetString(record, at, place.Width);
            if (Check(place, at, record) is var right && right != there)
                yield return new(at + 1, place.Name, $"{place.Title}が合いません。「{right}」のはずですが、「{there}」とあります。"
                    + "読み取りか書き写しの誤りがないか、確かめてください。");
        }
    }

    string Check(RecordPlace check, int before, byte[] record) => CheckDigits.Of(check.Form, check.Over.Count == 0
        ? Encoding.ASCII.GetString(record, 0, before)
        : string.Concat(Placed().Where(p => check.Over.Contains(p.Place.Name))
            .Select(p => Encoding.ASCII.GetString(record, p.At, p.Place.Width))), check.Width);

    IEnumerable<(RecordPlace Place, int At)> Placed()
    {
        var at = 0;
        foreach (var place in Places)
        {
            yield return (place, at);
            at += place.Width;
        }
    }
}
