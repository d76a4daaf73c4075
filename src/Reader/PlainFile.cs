using System.Text;

namespace Keyaki.Reader;

/// <summary>A text file, in UTF-8 or, where it is none, as Japanese Windows writes it.</summary>
static class PlainFile
{
    internal static string Text(string path)
    {
        var bytes = new byte[Reading.MostSigns];
        using var file = File.OpenRead(path);
        var read = bytes.AsMemory(0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)).ToArray();
        try { return new UTF8Encoding(false, true).GetString(read).TrimStart('\uFEFF'); }
        catch (DecoderFallbackException)
        {
            Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
            return Encoding.GetEncoding(932).GetString(read);
        }
    }
}
