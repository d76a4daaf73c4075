using Microsoft.AspNetCore.Http;

namespace Keyaki.Kernel;

/// <summary>
/// Takes the sign NUL out of a posted form before it is read: copying from other programs brings it in, nobody sees it, and the
/// framework refuses the whole form for it (an error, and what was typed is lost).
/// </summary>
public sealed class FormBody(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext http)
    {
        if (http.Request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) is true)
            http.Request.Body = new WithoutNul(http.Request.Body);
        return next(http);
    }

    /// <summary>Passes a form's bytes on without %00.</summary>
    sealed class WithoutNul(Stream inner) : Passing
    {
        // Two bytes of room in front: what waited from the piece before may have to be put out as well.
        const int Room = 2;
        readonly byte[] piece = new byte[Room + 4096];
        int from, to;
        bool ended;

        // How much of %00 the last piece ended with: that waits for the next one.
        int begun;

        /// <summary>However small the reader's buffer is; an empty one only waits for something to come.</summary>
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (buffer.IsEmpty) return from < to || ended ? 0 : await inner.ReadAsync(buffer, cancellationToken);
            while (from == to)
            {
                if (ended) return 0;
                var read = await inner.ReadAsync(piece.AsMemory(Room), cancellationToken);
                ended = read == 0;
                (from, to) = (0, ended ? PutBegun(piece, 0) : Pass(piece, Room + read));
            }
            var passed = Math.Min(buffer.Length, to - from);
            piece.AsSpan(from, passed).CopyTo(buffer.Span);
            from += passed;
            return passed;
        }

        int Pass(Span<byte> bytes, int end)
        {
            var put = 0;
            for (var at = Room; at < end; at++)
            {
                var one = bytes[at];
                if (begun > 0 && one == '0')
                {
                    begun = begun == 2 ? 0 : 2;
                    continue;
                }
                put = PutBegun(bytes, put);
                if (one == '%') begun = 1;
                else if (one != 0) bytes[put++] = one;
            }
            return put;
        }

        int PutBegun(Span<byte> bytes, int at)
        {
            "%0"u8[..begun].CopyTo(bytes[at..]);
            at += begun;
            begun = 0;
            return at;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
        public override int Read(byte[] buffer, int offset, int count) =>
            throw new NotSupportedException("Bodies are read without waiting.");
    }
}
