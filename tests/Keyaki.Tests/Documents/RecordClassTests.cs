using Keyaki.Documents;
using Keyaki.Kernel;
using Keyaki.Tests.InProcedures;
using Keyaki.Tests.Rules;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Tests.InDocuments;

/// <summary>文書分類: a case is filed under the class that it was received under, whatever the city's file says by then.</summary>
public sealed class RecordClassTests : OwnFiles
{
    const string Classes = "documents/record-classes.json", Subsidy = "procedures/compost-subsidy.json",
        Row = "{ \"code\": \"kankyo-hojo\", \"large\": \"環境\", \"middle\": \"補助金\", "
            + "\"title\": \"環境に関する補助金の交付\", \"department\": \"kankyo\", \"retentionYears\": 5 },";

    static async Task<Guid> Proposed(City city)
    {
        var id = await city.Composter();
        await OfficeCases.Proposed(city, id, await city.OfficerId("suzuki"), "kankyo-kacho");
        return id;
    }

    static async Task<(string Class, string Title, int? Years)> Decided(City city, Guid id)
    {
        await OfficeCases.Approve(city, id, "takahashi");
        var document = await city.Read(db => db.Set<Document>().SingleAsync(d => d.SubjectId == id));
        return (document.RecordClass, document.ClassName, document.RetentionYears);
    }

    [Theory, BothDatabases]
    public async Task 文書分類がファイルから消えても_受け付けてある申請は_受け付けたときの分類で登録される(string database)
    {
        var before = await City.Start(database); // closed by its restart
        var id = await Proposed(before);
        Replace(Classes, Row, "");
        Replace(Subsidy, "\"class\": \"kankyo-hojo\"", "\"class\": \"kankyo-sodai\"");
        await using var city = await With(before);
        Assert.Equal(("kankyo-hojo", "環境に関する補助金の交付", 5), await Decided(city, id));
        Assert.Equal(("kankyo-sodai", "粗大ごみ収集の申込", 3), await Decided(city, await Proposed(city)));
    }

    [Theory, BothDatabases]
    public async Task 保存年限がある日から変わると_その日より前に受け付けた申請は_前の年限のまま(string database)
    {
        Replace(Classes, Row, Row + Row.Replace("\"retentionYears\": 5", "\"retentionYears\": 10, \"from\": \"2026-11-26\"",
            StringComparison.Ordinal));
        await using var city = await With(await City.Start(database));
        var today = await Proposed(city);
        city.Clock.Pass(TimeSpan.FromDays(1));
        var tomorrow = await Proposed(city);
        city.Clock.Pass(TimeSpan.FromDays(1));
        Assert.Equal(5, (await Decided(city, today)).Years);
        Assert.Equal(5, (await Decided(city, tomorrow)).Years);
        Assert.Equal(10, (await Decided(city, await Proposed(city))).Years);
    }
}
