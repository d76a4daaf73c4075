using Keyaki.Kernel;
using Keyaki.Procedures;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Keyaki.Tests.Pages;

/// <summary>The practice city as somebody finds it who opens it for the first time.</summary>
public sealed class StoryTests
{
    [Theory, BothDatabases]
    public async Task 練習用のまちには初めからいろいろな段階の申請がある(string database)
    {
        await using var city = await City.Telling(database, months: 3);
        List<Application> cases = [];
        // The letter of the decided case is made by the hall's own worker, as soon as it is open.
        for (var i = 0; i < 100 && cases.All(c => c.State is not ApplicationState.Completed); i++)
        {
            await city.Settle();
            await Task.Delay(100);
            cases = await city.Read(db => db.Set<Application>().AsNoTracking().ToListAsync());
        }
        (string, string, ApplicationState)[] expected =
        [
            ("bulky-waste", "旭 健二", ApplicationState.Granted), ("compost-subsidy", "グエン ティ リン", ApplicationState.Submitted),
            ("compost-subsidy", "旭 健二", ApplicationState.Proposed),
            ("compost-subsidy", "松山 一郎", ApplicationState.Completed), ("compost-subsidy", "清瀬 花子", ApplicationState.CorrectionRequested),
            ("resident-record", "旭 健二", ApplicationState.Granted), ("resident-record", "清瀬 花子", ApplicationState.Submitted),
        ];
        Assert.Equal(expected, cases.Select(c => (c.Procedure, c.Name, c.State)).OrderBy(c => c.Procedure, StringComparer.Ordinal)
            .ThenBy(c => c.Name, StringComparer.Ordinal));
        Assert.All(cases, c => Assert.True(c.SubmittedAt <= city.Clock.GetUtcNow() && (c.Fee == Yen.Zero || c.PaidAt is not null)));
        Assert.True(cases.Select(c =>
            city.Clock.Today().DayNumber - DateOnly.FromDateTime(c.SubmittedAt!.Value.AddHours(9).DateTime).DayNumber).Distinct()
            .Count() >= 4);

        var suzuki = await city.Officer("suzuki");
        foreach (var name in new[] { "グエン ティ リン" })
            Assert.Contains(name, (await suzuki.Open("/office/cases")).Text, StringComparison.Ordinal);
        Assert.Contains("生ごみ処理機器購入費補助金", (await suzuki.Open("/office/documents")).Text, StringComparison.Ordinal);
        Assert.Contains("旭 健二", (await (await city.Officer("sato")).Open("/office/decisions").ContinueWith(v => v.Result.Follow("生ごみ"))
            .Unwrap()).Text, StringComparison.Ordinal);
        var hanako = await city.SignedIn(ActorKind.Resident, (await city.Person("清瀬 花子")).Account);
        await hanako.Open("/my");
        foreach (var words in new[] { "入力の途中", "直してください", "住民票の写し" }) Assert.Contains(words, hanako.Text, StringComparison.Ordinal);
        var ichiro = await city.SignedIn(ActorKind.Resident, (await city.Person("松山 一郎")).Account);
        await (await ichiro.Open("/my")).Follow("生ごみ処理機器");
        Assert.Contains("ダウンロードする（PDF）", ichiro.Text, StringComparison.Ordinal);
    }
}
