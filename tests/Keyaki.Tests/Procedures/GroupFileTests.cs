using System.Net;
using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Procedures;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Keyaki.Tests.InProcedures;

/// <summary>A procedure that asks for a photo of each thing.</summary>
public sealed class GroupFileTests
{
    static readonly byte[] Pdf = "%PDF-1.4\nphoto\n%%EOF"u8.ToArray();

    const string Definition = """
        {
          "format": 1, "code": "thing-report", "validFrom": "2026-04-01", "title": { "ja": "不法投棄の連絡" }, "lead": { "ja": "見つけた物を知らせます。" }, "who": { "ja": "どなたでも" }, "needs": [], "cost": { "ja": "無料" }, "time": { "ja": "5分" }, "after": { "ja": "担当が確かめます。" },
          "lifeEvents": ["garbage"], "words": ["不法投棄"], "department": "kankyo", "identity": "account",
          "decision": { "kind": "officer", "act": "certificate" },
          "pages": [ { "title": { "ja": "見つけた物" }, "questions": [ { "name": "things", "kind": "group", "label": { "ja": "物" }, "rowName": { "ja": "物" }, "least": 1, "most": 3, "questions": [
            { "name": "what", "kind": "text", "label": { "ja": "何ですか" } }, { "name": "photo", "kind": "file", "label": { "ja": "写真" }, "files": ["pdf"] } ] } ] } ],
          "checks": [], "record": { "class": "kankyo-hojo" }, "unconfirmed": []
        }
        """;

    static string Folder()
    {
        var (from, to) = (Rules.KiyoseTests.Folder(), Directory.CreateTempSubdirectory("keyaki-files-").FullName);
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        // Every text is wanted in three languages.
        File.WriteAllText(Path.Combine(to, "procedures", "thing-report.json"),
            System.Text.RegularExpressions.Regex.Replace(Definition, """\{ "ja": ("[^"]+") \}""",
            """{ "ja": $1, "easy": $1, "en": $1 }"""));
        return to;
    }

    [Theory, BothDatabases]
    public async Task 繰り返しの行ごとにファイルを付けて送れ_職員が開ける(string database)
    {
        await using var city = await City.Start(database, new Dictionary<string, string?> { ["Keyaki:City"] = Folder() });
        var hanako = await city.SignedIn(ActorKind.Resident, (await city.Person("清瀬 花子")).Account);
        await (await hanako.Open("/procedures/thing-report/apply")).Press("入力を始める");
        hanako.Fill("物 1/何ですか", "冷蔵庫").Attach("物 1/写真", "一.pdf", Pdf);
        await hanako.Press("物を追加する");
        Assert.Contains("一.pdf", hanako.Text, StringComparison.Ordinal);
        hanako.Fill("物 2/何ですか", "タイヤ").Attach("物 2/写真", "二.pdf", [.. Pdf, (byte)'\n']);
        await hanako.Press("物 1 を取り消す");
        Assert.Contains("二.pdf", hanako.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("一.pdf", hanako.Text, StringComparison.Ordinal);
        await (await hanako.Press("物を追加する")).Fill("物 2/何ですか", "自転車").Attach("物 2/写真", "写真.txt", "hello"u8.ToArray()).Press("確認画面へ進む");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, hanako.Status);
        Assert.StartsWith("写真：このファイルは開けません。PDFを選んでください。", Assert.Single(hanako.Errors), StringComparison.Ordinal);
        await hanako.Attach("物 2/写真", "三.pdf", [.. Pdf, (byte)' ', (byte)'\n']).Press("確認画面へ進む");
        foreach (var words in new[] { "タイヤ", "二.pdf", "自転車", "三.pdf" }) Assert.Contains(words, hanako.Text, StringComparison.Ordinal);
        await hanako.Press("この内容で申し込む");
        var sent = await city.Read(db => db.Set<Application>().SingleAsync(a => a.Procedure == "thing-report"));
        Assert.Equal(2, await city.Read(db => db.Set<StoredFile>().CountAsync(f => f.UsedBy == sent.Id)));
        var suzuki = await city.Officer("suzuki");
        await (await suzuki.Open(Links.Case(sent.Id))).Follow("三.pdf");
        Assert.Equal(HttpStatusCode.OK, suzuki.Status);
    }
}
