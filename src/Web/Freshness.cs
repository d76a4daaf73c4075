using System.Security.Cryptography;
using System.Text;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Web;

/// <summary>
/// Until the first release a module's baseline is rewritten freely. A practice city that was made by an older one is noticed in
/// development, and a new one is offered in its place; nothing like this exists in production.
/// </summary>
static class Freshness
{
    /// <summary>False when the practice city is of an older making and was not to be replaced.</summary>
    public static bool Check(string data, string anchor, TextReader input, TextWriter output, bool asks)
    {
        var (mark, database) = (Path.Combine(data, "making.txt"), Path.Combine(data, "city.db"));
        var now = Making();
        if (File.Exists(database) && (!File.Exists(mark) || File.ReadAllText(mark) != now))
        {
            output.WriteLine("練習用のまちは、前の版の作りのままです。今の版では開けません。");
            if (!asks)
            {
                output.WriteLine("`./dev seed` で消してから、もう一度 `./dev run` を実行してください。");
                return false;
            }
            output.Write("消して新しく作りますか（入力した練習の申請は消えます） [y/N] ");
            if (input.ReadLine()?.Trim().ToLowerInvariant() is not ("y" or "yes")) return false;
            Directory.Delete(data, recursive: true);
        }
        // A new practice city begins its journal anew.
        if (!File.Exists(database)) File.Delete(anchor);
        Directory.CreateDirectory(data);
        File.WriteAllText(mark, now);
        return true;
    }

    /// <summary>The tables that this version makes, as a hash.</summary>
    static string Making()
    {
        using var db = new CityDb(new DbContextOptionsBuilder<CityDb>().UseSqlite("Data Source=:memory:").Options);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(db.Database.GenerateCreateScript())));
    }
}
