namespace Keyaki.Ui;

/// <summary>
/// A QR code of digits in symbol 6-M, which holds 255 of them (ISO/IEC 18004): what an eL-QR is. The library that draws the others makes
/// a wrong error correction where a block of data begins with many zeros, as an eL-QR's do: readers then "mend" its last digits away.
/// </summary>
public static class QrDigits
{
    public const int Side = 41, Most = 255;
    const int Blocks = 4, Data = 27, Checks = 16, Field = 0x11D, Align = 34;

    static readonly byte[] Power = new byte[255], Log = new byte[256];
    static readonly byte[] Generator;

    // What never changes, and where the bits of the data go, in their order.
    static readonly bool[,] Fixed = new bool[Side, Side], Taken = new bool[Side, Side];
    static readonly (int Row, int Column)[] Places;

    static QrDigits()
    {
        for (int i = 0, x = 1; i < 255; i++)
        {
            (Power[i], Log[x]) = ((byte)x, (byte)i);
            x = (x << 1) ^ (x >= 128 ? Field : 0);
        }
        Generator = new byte[Checks];
        Generator[^1] = 1;
        for (var root = 0; root < Checks; root++)
            for (var i = 0; i < Checks; i++)
                Generator[i] = (byte)(Times(Generator[i], Power[root]) ^ (i + 1 < Checks ? Generator[i + 1] : 0));
        Square(3, 3, 4);
        Square(3, Side - 4, 4);
        Square(Side - 4, 3, 4);
        for (var i = 8; i < Side - 8; i++)
        {
            Put(6, i, i % 2 == 0);
            Put(i, 6, i % 2 == 0);
        }
        Square(Align, Align, 2);
        foreach (var (row, column, _) in Format(0)) Put(row, column, false);
        Put(Side - 8, 8, true);
        Places = [.. Zigzag()];
    }

    static void Put(int row, int column, bool dark)
    {
        if (row is < 0 or >= Side || column is < 0 or >= Side) return;
        (Fixed[row, column], Taken[row, column]) = (dark, true);
    }

    /// <summary>Rings around a middle: of a finder (4, with the white one outside) or of an alignment mark (2).</summary>
    static void Square(int row, int column, int rings)
    {
        for (var dy = -rings; dy <= rings; dy++)
            for (var dx = -rings; dx <= rings; dx++)
            {
                var ring = Math.Max(Math.Abs(dy), Math.Abs(dx));
                Put(row + dy, column + dx, rings == 4 ? ring is not (2 or 4) : ring != 1);
            }
    }

    static IEnumerable<(int, int)> Zigzag()
    {
        var up = true;
        for (var right = Side - 1; right > 0; right -= 2, up = !up)
        {
            if (right == 6) right = 5;
            for (var i = 0; i < Side; i++)
                for (var column = right; column > right - 2; column--)
                    if ((up ? Side - 1 - i : i) is var row && !Taken[row, column]) yield return (row, column);
        }
    }

    /// <summary>The dark squares, joined to runs in each row.</summary>
    /// <exception cref="ArgumentException">not digits, or too many.</exception>
    public static IReadOnlyList<(int X, int Y, int Wide)> Runs(string digits)
    {
        if (digits.Length > Most || !digits.All(char.IsAsciiDigit)) throw new ArgumentException("digits that fit 6-M", nameof(digits));
        var words = Interleaved(Encoded(digits));
        var best = Enumerable.Range(0, 8).Select(mask => Drawn(words, mask)).MinBy(Penalty) ?? Fixed;
        var dark = new List<(int, int, int)>();
        for (var y = 0; y < Side; y++)
            for (var x = 0; x < Side; x++)
            {
                var from = x;
                while (x < Side && best[y, x]) x++;
                if (x > from) dark.Add((from, y, x - from));
            }
        return dark;
    }

    static byte[] Encoded(string digits)
    {
        var (bytes, at) = (new byte[Blocks * Data], 0);
        void Bits(int value, int count)
        {
            while (count-- > 0 && at < bytes.Length * 8) bytes[at / 8] |= (byte)((value >> count & 1) << (7 - at++ % 8));
        }
        Bits(1, 4);
        Bits(digits.Length, 10);
        for (var i = 0; i < digits.Length; i += 3)
            if (digits[i..Math.Min(digits.Length, i + 3)] is var some) Bits(int.Parse(some), some.Length * 3 + 1);
        Bits(0, 4);
        at = (at + 7) / 8 * 8;
        for (var pad = 0xEC; at < bytes.Length * 8; pad ^= 0xEC ^ 0x11) Bits(pad, 8);
        return bytes;
    }

    static byte[] Interleaved(byte[] data)
    {
        var words = new byte[Blocks * (Data + Checks)];
        for (var block = 0; block < Blocks; block++)
        {
            var part = data[(block * Data)..((block + 1) * Data)];
            var rest = new byte[Checks];
            foreach (var word in part)
            {
                var factor = (byte)(word ^ rest[0]);
                for (var i = 0; i < Checks; i++) rest[i] = (byte)((i + 1 < Checks ? rest[i + 1] : 0) ^ Times(Generator[i], factor));
            }
            for (var i = 0; i < Data; i++) words[i * Blocks + block] = part[i];
            for (var i = 0; i < Checks; i++) words[(Data + i) * Blocks + block] = rest[i];
        }
        return words;
    }

    static byte Times(byte a, byte b) => a == 0 || b == 0 ? (byte)0 : Power[(Log[a] + Log[b]) % 255];

    static bool[,] Drawn(byte[] words, int mask)
    {
        var drawn = (bool[,])Fixed.Clone();
        for (var i = 0; i < Places.Length; i++)
        {
            var (row, column) = Places[i];
            // Seven squares are left over: they bear nothing but the mask.
            drawn[row, column] = (i / 8 < words.Length && (words[i / 8] >> (7 - i % 8) & 1) == 1) ^ Turns(mask, row, column);
        }
        foreach (var (row, column, dark) in Format(mask)) drawn[row, column] = dark;
        return drawn;
    }

    static bool Turns(int mask, int row, int column) => 0 == mask switch
    {
        0 => (row + column) % 2,
        1 => row % 2,
        2 => column % 3,
        3 => (row + column) % 3,
        4 => (row / 2 + column / 3) % 2,
        5 => row * column % 2 + row * column % 3,
        6 => (row * column % 2 + row * column % 3) % 2,
        _ => ((row + column) % 2 + row * column % 3) % 2,
    };

    /// <summary>Level M and the mask, with their own check, in two places.</summary>
    static IEnumerable<(int Row, int Column, bool Dark)> Format(int mask)
    {
        var rest = mask;
        for (var i = 0; i < 10; i++) rest = (rest << 1) ^ ((rest >> 9) * 0x537);
        var bits = (mask << 10 | rest) ^ 0x5412;
        for (var i = 0; i < 15; i++)
        {
            var dark = (bits >> i & 1) == 1;
            yield return i < 6 ? (i, 8, dark) : i < 8 ? (i + 1, 8, dark) : i == 8 ? (8, 7, dark) : (8, 14 - i, dark);
            yield return i < 8 ? (8, Side - 1 - i, dark) : (Side - 15 + i, 8, dark);
        }
    }

    /// <summary>How hard it is to read: long runs, blocks, what looks like a finder, and more of one colour.</summary>
    static int Penalty(bool[,] drawn)
    {
        var (penalty, dark) = (0, 0);
        for (var a = 0; a < Side; a++)
        {
            var (across, down, runAcross, runDown) = (0, 0, 0, 0);
            for (var b = 0; b < Side; b++)
            {
                if (drawn[a, b]) dark++;
                penalty += Run(drawn[a, b], b > 0 && drawn[a, b] == drawn[a, b - 1], ref runAcross, ref across);
                penalty += Run(drawn[b, a], b > 0 && drawn[b, a] == drawn[b - 1, a], ref runDown, ref down);
                if (a == 0 || b == 0) continue;
                var beside = drawn[a - 1, b] == drawn[a, b] && drawn[a, b - 1] == drawn[a, b];
                if (beside && drawn[a - 1, b - 1] == drawn[a, b]) penalty += 3;
            }
        }
        return penalty + Math.Abs(dark * 20 - Side * Side * 10) / (Side * Side) * 10;
    }

    static int Run(bool dark, bool same, ref int run, ref int seen)
    {
        run = same ? run + 1 : 1;
        seen = (seen << 1 | (dark ? 1 : 0)) & 0x7FF;
        return (run == 5 ? 3 : run > 5 ? 1 : 0) + (seen is 0b10111010000 or 0b00001011101 ? 40 : 0);
    }
}
