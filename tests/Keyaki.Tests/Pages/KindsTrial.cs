namespace Keyaki.Tests.Pages;

/// <summary>A city with a procedure that explains, asks for a birthday and a corporate number, counts, and asks for consent.</summary>
public static class KindsTrial
{
    const string Trial = """
        {
          "format": 1, "code": "kinds-trial", "validFrom": "2026-04-01",
          "title": { "ja": "部屋の申込", "easy": "へやの 申込", "en": "Room request" }, "lead": { "ja": "部屋を借ります。", "easy": "へやを かります。",
            "en": "Use a room." },
          "who": { "ja": "どなたでも", "easy": "だれでも", "en": "Anybody" }, "needs": [], "cost": { "ja": "無料", "easy": "0円", "en": "Free" },
            "time": { "ja": "1分", "easy": "1分", "en": "1 minute" },
          "after": { "ja": "連絡します。", "easy": "しらせます。", "en": "We tell you." },
          "lifeEvents": ["garbage"], "words": ["部屋"], "department": "kankyo", "identity": "none",
          "decision": { "kind": "officer", "act": "certificate" },
          "pages": [
            { "title": { "ja": "内容", "easy": "ないよう", "en": "What" }, "questions": [
              { "name": "about", "kind": "explanation", "label": { "ja": "使える部屋", "easy": "つかえる へや", "en": "Rooms" },
                "text": [{ "ja": "部屋は2つあります。", "easy": "へやは 2つです。", "en": "There are two rooms." }] },
              { "name": "born", "kind": "birth", "label": { "ja": "生まれた日", "easy": "うまれた 日", "en": "Born" } },
              { "name": "firm", "kind": "corporation", "label": { "ja": "法人番号", "easy": "会社の 番号", "en": "Corporate number" },
                "required": false },
              { "name": "hours", "kind": "number", "label": { "ja": "使う時間", "easy": "時間", "en": "Hours" }, "least": 1, "most": 8 },
              { "name": "sum", "kind": "calculated", "as": "yen", "label": { "ja": "目安の金額", "easy": "だいたいの お金", "en": "About" },
                "value": ["*", "$hours", 300] } ] },
            { "title": { "ja": "同意", "easy": "どうい", "en": "Consent" }, "questions": [
              { "name": "agree", "kind": "consent", "label": { "ja": "使う決まり", "easy": "きまり", "en": "Rules" }, "text": [
                { "ja": "使ったあとは掃除します。", "easy": "そうじを します。", "en": "I clean the room." }, { "ja": "火は使いません。", "easy": "火は つかいません。",
                  "en": "No fire." }] } ] } ],
          "checks": [{ "rule": ["<=", "$sum", 2000], "about": "hours", "message": { "ja": "6時間までです。", "easy": "6時間までです。",
            "en": "Up to 6 hours." } }],
          "record": { "class": "kankyo-sodai" }
        }
        """;

    /// <summary>The folder of the city; the caller deletes it.</summary>
    public static DirectoryInfo Make()
    {
        var (made, source) = (Directory.CreateTempSubdirectory("keyaki-kinds"), Path.Combine(City.Root, "cities", "kiyose"));
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var target = new FileInfo(Path.Combine(made.FullName, Path.GetRelativePath(source, file)));
            target.Directory?.Create();
            File.Copy(file, target.FullName);
        }
        File.WriteAllText(Path.Combine(made.FullName, "procedures", "kinds-trial.json"), Trial);
        return made;
    }
}
