using Keyaki.Contracts;
using Keyaki.Procedures;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Tests.InProcedures;

/// <summary>Kinds of questions of a definition, from the first page to the record: what is explained, agreed to and counted.</summary>
public sealed class QuestionKindTests : IDisposable
{
    readonly DirectoryInfo folder = KindsTrial.Make();

    public void Dispose() => folder.Delete(recursive: true);

    [Theory, BothDatabases]
    public async Task 説明は聞かれず_同意した文はそのまま残り_計算した値はサーバーが決め_直すと計算し直される(string database)
    {
        await using var city = await City.Start(database, new Dictionary<string, string?> { ["Keyaki:City"] = folder.FullName });
        var somebody = await city.Visitor().Open("/procedures/kinds-trial");
        await somebody.Press("申し込みへ進む");
        Assert.Contains("部屋は2つあります。", somebody.Text, StringComparison.Ordinal);
        void Born(string year) => somebody.Fill("生まれた日/年", year).Fill("生まれた日/月", "5").Fill("生まれた日/日", "3");

        // A day to come is no birthday, the first digit is made of the others, and a rule may read what was counted.
        Born("2030");
        await somebody.Fill("法人番号", "8000012050002").Fill("使う時間", "8").Press("次へ");
        foreach (var words in new[] { "生まれた日は、今日までの日付を入力してください。", "法人番号の数字が正しくありません", "6時間までです。" })
            Assert.Contains(words, somebody.Text, StringComparison.Ordinal);
        Born("昭和55");
        await somebody.Fill("法人番号", "７０００-０１２０５０００２").Fill("使う時間", "3").Press("次へ");

        await somebody.Press("確認画面へ進む");
        Assert.Contains("使う決まりを読んで、同意するときはチェックを付けてください。", somebody.Text, StringComparison.Ordinal);
        await somebody.Choose("使う決まり/上の文に同意します").Press("確認画面へ進む");
        Assert.Contains("同意しました", somebody.Text, StringComparison.Ordinal);
        Assert.Contains("900円", somebody.Text, StringComparison.Ordinal);
        Assert.Contains("7000012050002", somebody.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("使える部屋", somebody.Text, StringComparison.Ordinal);
        await somebody.Press("この内容で申し込む");

        var found = await city.Read(db => db.Set<Application>().SingleAsync(a => a.Procedure == "kinds-trial"));
        var answers = AnswersJson.Read(found.Answers);
        Assert.Equal(("使ったあとは掃除します。\n火は使いません。", "900"), (answers["agree"], answers["sum"]));
        Assert.DoesNotContain("about", answers.Keys);
        var suzuki = await (await city.Officer("suzuki")).Open(Links.Case(found.Id));
        foreach (var words in new[] { "火は使いません。", "目安の金額", "900円" }) Assert.Contains(words, suzuki.Text, StringComparison.Ordinal);
        await suzuki.Press("審査を始める");
        await (await suzuki.Follow("補正をお願いする")).Choose("直していただく項目/使う時間").Press("補正をお願いする");
        await suzuki.Fill("「使う時間」を直していただく理由", "4時間に").Press("補正をお願いする");
        await somebody.Open(Links.Application(found.Id));
        await (await somebody.Follow("直して送る")).Fill("使う時間", "4").Press("直した内容を送る");
        answers = AnswersJson.Read((await city.Case(found.Id)).Answers);
        Assert.Equal(("4", "1200"), (answers["hours"], answers["sum"]));
    }
}
