using Microsoft.AspNetCore.Http;

namespace Keyaki.Kernel;

/// <summary>
/// Takes the sign NUL out of a posted form before it is read: copying from other programs brings it in, nobody sees it, and the framework refuses the whole
/// form for it (an error, and what was typed is lost).
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
    sealed class WithoutNul(Stream inner) : Stream
    {
        // How much of %00 the last piece ended with: that waits for the next one.
        int begun;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            // The server asks with no room whether there is something to read.
            if (buffer.IsEmpty) return await inner.ReadAsync(buffer, cancellationToken);
            if (buffer.Length < 4) throw new ArgumentException("A form is read in larger pieces.", nameof(buffer));
            while (true)
            {
                // Two bytes of room in front: what waited may have to be put out as well.
                var read = await inner.ReadAsync(buffer[2..], cancellationToken);
                if (read == 0) return PutBegun(buffer.Span, 0);
                if (Pass(buffer.Span, 2 + read) is > 0 and var passed) return passed;
            }
        }

        int Pass(Span<byte> bytes, int end)
        {
            var to = 0;
            for (var from = 2; from < end; from++)
            {
                var one = bytes[from];
                if (begun > 0 && one == '0')
                {
                    begun = begun == 2 ? 0 : 2;
                    continue;
                }
                to = PutBegun(bytes, to);
                if (one == '%') begun = 1;
                else if (one != 0) bytes[to++] = one;
            }
            return to;
        }

        int PutBegun(Span<byte> bytes, int to)
        {
            "%0"u8[..begun].CopyTo(bytes[to..]);
            to += begun;
            begun = 0;
            return to;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Bodies are read without waiting.");
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
