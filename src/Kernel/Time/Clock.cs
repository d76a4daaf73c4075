using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Keyaki.Kernel;

/// <summary>What the program asks of its clock.</summary>
public static class Clock
{
    extension(TimeProvider clock)
    {
        /// <summary>The civil date in the city.</summary>
        public DateOnly Today() => clock.GetUtcNow().Day();

        /// <summary>Now, in the city's local time.</summary>
        public DateTimeOffset LocalNow() => clock.GetUtcNow().Local();

        /// <summary>A new identifier that sorts by the time of this clock, and within a millisecond in the order in which they are asked
        /// for (RFC 9562 6.2, method 1; 4,096 of them).</summary>
        public Guid NewId() => Counters.GetOrCreateValue(clock).Next(clock.GetUtcNow());
    }

    static readonly ConditionalWeakTable<TimeProvider, Counter> Counters = [];

    sealed class Counter
    {
        readonly Lock gate = new();
        long last;
        int count;

        public Guid Next(DateTimeOffset at)
        {
            Span<byte> bytes = stackalloc byte[16];
            Guid.CreateVersion7(at).TryWriteBytes(bytes, bigEndian: true, out _);
            lock (gate)
            {
                count = last == (last = at.ToUnixTimeMilliseconds()) ? (count + 1) & 0xFFF : 0;
                BinaryPrimitives.WriteUInt16BigEndian(bytes[6..], (ushort)(0x7000 | count));
            }
            return new(bytes, bigEndian: true);
        }
    }

    // Nine hours all the year: Japan has had no summer time since 1951.
    static readonly TimeSpan Japan = TimeSpan.FromHours(9);

    /// <summary>The civil date of this moment in the city.</summary>
    public static DateOnly Day(this DateTimeOffset at) => DateOnly.FromDateTime(at.Local().DateTime);

    /// <summary>This moment as the clocks of the city show it. There is no other way from a moment to a day or an hour of the
    /// city.</summary>
    public static DateTimeOffset Local(this DateTimeOffset at) => at.ToOffset(Japan);

    /// <summary>The least of the identifiers that are made from this moment on, so that a key can be asked for what is new.</summary>
    public static Guid FirstId(this DateTimeOffset at) =>
        Guid.ParseExact(Guid.CreateVersion7(at).ToString("N")[..12] + "70008000000000000000", "N");

    /// <summary>The moment at which this day begins in the city.</summary>
    public static DateTimeOffset Midnight(this DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), Japan);
}
