using Keyaki.Kernel;
using Keyaki.Payments;

namespace Keyaki.Tests.Rules;

/// <summary>収入項目: what a city writes of each item, and which faults are told at start.</summary>
public sealed class PaymentItemTests : IDisposable
{
    readonly string copy = Directory.CreateTempSubdirectory("keyaki-items").FullName;

    public PaymentItemTests() => KiyoseTests.CopyTo(copy);

    public void Dispose() => Directory.Delete(copy, recursive: true);

    [Fact]
    public void 推進計画の8つの項目が_種類と納付方法とともに読め_例だと言う()
    {
        var city = KiyoseTests.Load();
        var all = city.Files<Items>();
        var items = all.All.Where(i => i.Fees is FeesOf.None).ToList();
        Assert.Equal(8, items.Count);
        Assert.Equal(["bulky-waste-fee", "certificate-fee", "other-fee"],
            new[] { "kankyo", "shimin", "dx" }.Select(department => all.Fees(department).Code));
        Assert.All(items, i => Assert.Contains(CollectionMethod.ConvenienceStore, i.Methods));
        Assert.Equal(["afterschool-fee"], items.Where(i => i.Class is not ClaimClass.Enforceable).Select(i => i.Code));
        Assert.Equal(["resident-tax", "property-tax", "light-vehicle-tax", "health-insurance-tax"],
            items.Where(i => i.Family == "local-tax").Select(i => i.Code));
        Assert.Contains(city.Examples, e => e.File == "payments/items.json");
    }

    [Theory]
    [InlineData("\"class\": \"public\"", "\"class\": \"private\"", "items[7].lateCharge")] // 私債権に延滞金はない
    [InlineData("\"class\": \"public\"", "\"class\": \"publick\"", "items[7].class")]
    [InlineData("\"terms\": 1,", "\"terms\": 13,", "items[2].terms")]
    [InlineData("\"terms\": 1,", "\"terms\": 0,", "items[2].terms")]
    [InlineData("\"terms\": 1,", "\"terms\": 1, \"heldFor\": \"東京都\",", "items[2].revenue")]
    [InlineData("\"revenue\": \"一般会計 市税 軽自動車税\", ", "", "items[2].revenue")]
    [InlineData("late-charge\", \"family\": \"care-premium\"", "postage\"", "items[4].lateCharge")]
    [InlineData("\"code\": \"light-vehicle-tax\"", "\"code\": \"property-tax\"", "items[2].code")]
    [InlineData("\"fees\": \"all\"", "\"fees\": \"department\"", "items")] // そのほかの手数料が入る項目がない
    [InlineData("\"department\": \"kaigo\"", "\"department\": \"kaigoo\"", "items[4].department")]
    public void 項目の書き方の誤りは_始めるときに場所とともに言われる(string right, string wrong, string path)
    {
        var file = Path.Combine(copy, "payments", "items.json");
        var text = File.ReadAllText(file);
        Assert.Contains(right, text, StringComparison.Ordinal);
        File.WriteAllText(file, text.Replace(right, wrong, StringComparison.Ordinal));
        Assert.Contains(Assert.Throws<BrokenProfile>(() => KiyoseTests.Load(copy)).Faults,
            f => (f.File, f.Path) == ("payments/items.json", path));
    }

    [Theory]
    [InlineData("\"methods\": [\"bank\", ", "\"methods\": [\"shop\", ", "items[0].methods[0]")]
    [InlineData("\"methods\": [\"bank\", \"convenience-store\", ", "\"methods\": [\"bank\", \"bank\", ", "items[0].methods[1]")]
    [InlineData("\"methods\": [\"bank\", \"convenience-store\", \"smartphone\", \"el-qr\", \"account-transfer\", \"online\"]",
        "\"methods\": []",
        "items[0].methods")]
    public void 知らない納付方法と二度書いた納付方法と空の一覧は断られる(string right, string wrong, string path) =>
        項目の書き方の誤りは_始めるときに場所とともに言われる(right, wrong, path);

    [Fact]
    public void 歳入でない項目は_だれのお金かを言い_預り金になる()
    {
        var file = Path.Combine(copy, "payments", "items.json");
        File.WriteAllText(file, File.ReadAllText(file).Replace("\"revenue\": \"一般会計 市税 軽自動車税\"", "\"heldFor\": \"指定管理者\"",
            StringComparison.Ordinal));
        var item = KiyoseTests.Load(copy).Files<Items>().All.Single(i => i.Code == "light-vehicle-tax");
        Assert.Equal((Account.Deposit, "指定管理者"), (item.Income, item.HeldFor));
    }
}
