using Keyaki.Tests.Pages;

namespace Keyaki.Browser;

/// <summary>What several journeys do in the same way.</summary>
static class Steps
{
    /// <summary>Goes on as a guest: a mail address, proven by the code that arrives there.</summary>
    public static async Task ProveMail(this Person person, string mail, bool look = false)
    {
        await person.Follow("メールアドレスで続ける");
        if (look) await person.Look();
        await person.ProveCode(mail, look);
    }

    /// <summary>The mail address and the code that arrives there.</summary>
    public static async Task ProveCode(this Person person, string mail, bool look = false)
    {
        await person.Fill("メールアドレス", mail);
        await person.Press("確認コードを送る");
        if (look) await person.Look();
        await person.Fill("確認コード", await person.MailedCode(mail));
        await person.Press("確認する");
    }

    /// <summary>粗大ごみ as a guest, up to the check page: two items, collected at 中里五丁目 on a Tuesday.</summary>
    public static async Task FillBulkyWaste(this Person person, string mail)
    {
        await person.Open("/procedures/bulky-waste/apply");
        await person.ProveMail(mail);
        await person.Page1("清瀬 次郎", "キヨセ ジロウ");
        await person.Press("次へ");
        await person.Where();
        await person.Items();
        await person.Press("次へ");
        await person.Choose("希望する収集日/12月8日");
        await person.Press("確認画面へ進む");
    }

    public static async Task Page1(this Person person, string name, string kana)
    {
        await person.Fill("氏名", name);
        await person.Fill("氏名（フリガナ）", kana);
        await person.Fill("電話番号", "042-000-0009");
    }

    public static async Task Where(this Person person)
    {
        await person.Fill("収集場所の住所/郵便番号", "204-0003");
        await person.Fill("収集場所の住所/町名", "中里五丁目");
        await person.Fill("収集場所の住所/番地", "900番地1");
        await person.Choose("建物の種類/一戸建て");
        await person.Choose("家の中から運び出す手伝い/いいえ");
        // The place to put the things depends on the kind of building: it is asked on the same page.
        await person.Press("次へ");
        await person.See("質問が増えました");
        await person.Choose("置く場所/玄関先");
        await person.Press("次へ");
    }

    /// <summary>An answer brings a further question: with scripting it is there by itself, without it one goes on first.</summary>
    public static async Task Grow(this Person person)
    {
        if (await person.Page.Locator("form[data-live] > [role=status]").CountAsync() == 0) await person.Press("次へ");
        await person.See("質問が増えました");
    }

    /// <summary>Opens a group of a long list and chooses there.</summary>
    public static async Task Pick(this Person person, string row, string group, string thing)
    {
        var rows = person.Page.Locator("fieldset.row", new() { Has = person.Page.Locator("legend", new() { HasText = row }) });
        var place = rows.Locator("details", new() { Has = person.Page.Locator("summary", new() { HasText = group }) });
        if (await place.GetAttributeAsync("open") is null) await place.Locator("summary").ClickAsync();
        await person.Choose($"{row}/{thing}");
    }

    public static async Task Items(this Person person)
    {
        await person.Pick("品物 1", "いす・ソファー", "ソファー（1人用）");
        await person.Fill("品物 1/数", "1");
        await person.Press("品物を追加する");
        await person.Pick("品物 2", "いす・ソファー", "いす：300円");
        await person.Fill("品物 2/数", "2");
        await person.Choose("家庭から出る物ですか/はい");
    }

    /// <summary>From the check page through the payment company's page, with this behaviour of the company.</summary>
    public static async Task Pay(this Person person, City city, string behaviour, bool look = false)
    {
        await person.Press("支払いへ進む");
        if (look) await person.Look();
        await person.Press("決済会社の画面へ進む");
        await person.Arrive(city.Simulator.Http);
        await person.Choose("シミュレーターの動作/" + behaviour);
        await person.Press("支払う");
    }

    /// <summary>Back at the city after paying: waits for the confirmation and opens the application.</summary>
    public static async Task<string> Receipt(this Person person, bool look = false)
    {
        await person.See("申し込みが終わりました");
        if (look) await person.Look();
        return await person.Page.Locator(".receipt-number").InnerTextAsync();
    }
}
