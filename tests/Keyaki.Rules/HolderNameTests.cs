using Keyaki.Kernel;
using Xunit;

namespace Keyaki.Tests;

public sealed class HolderNameTests
{
    [Theory]
    [InlineData("キヨセ　ハナコ", "キヨセ ハナコ", Likeness.Same)]
    [InlineData("ｷﾖｾ ｼﾖｳｺ", "キヨセ ショウコ", Likeness.Same)]
    [InlineData("グエン・ティ・リン", "グエン ティ リン", Likeness.Same)]
    [InlineData("ｴﾄﾞﾜ-ﾄﾞ ｽﾐｽ", "エドワード スミス", Likeness.Same)]
    [InlineData("ヲカダ イサヲ", "オカダ イサオ", Likeness.Same)]
    [InlineData("ロドリゲス デ ソウザ マリア アパレシ", "ロドリゲス デ ソウザ マリア アパレシーダ", Likeness.Other)]
    [InlineData("ガルシアロドリゲスデソウザマリアアパレシダジョゼ", "ガルシア ロドリゲス デ ソウザ マリア アパレシダ ジョゼフィナ", Likeness.Same)]
    [InlineData("NGUYEN THI LINH", "グエン ティ リン", Likeness.Unsure)]
    [InlineData("nguyen thi linh", "グエン ティ リン", Likeness.Unsure)]
    [InlineData("リン ティ グエン", "グエン ティ リン", Likeness.Unsure)]
    [InlineData("ミズキ カヅオ", "ミヅキ カズオ", Likeness.Unsure)]
    [InlineData("オオノ ユウキ", "オーノ ユーキ", Likeness.Unsure)]
    [InlineData("ヴァン デン ベルク", "バン デン ベルク", Likeness.Unsure)]
    [InlineData("キヨセ タロウ", "キヨセ ハナコ", Likeness.Other)]
    [InlineData("カ）キヨセシヨウテン", "キヨセ ハナコ", Likeness.Other)]
    [InlineData("TANAKA TARO", "SUZUKI HANAKO", Likeness.Other)]
    public void 口座の名義は_銀行が残す形で比べ_分からないときは分からないと言う(string holder, string reading, Likeness likeness) =>
        Assert.Equal(likeness, HolderName.Compare(holder, reading));
}
