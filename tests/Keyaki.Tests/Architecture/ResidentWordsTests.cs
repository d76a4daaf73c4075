using System.Text.RegularExpressions;
using Keyaki.Kernel;
using Keyaki.Tests.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.Architecture;

/// <summary>What residents read is written in three, also where it is written in code.</summary>
public sealed partial class ResidentWordsTests
{
    // Who works there reads Japanese.
    static readonly string[] Officers =
        ["src/Modules/Drafting/", "src/Contracts/Messages.cs", "src/Modules/Staff/", "src/Modules/Approvals/", "src/Modules/Plan/",
            "src/Modules/Assets/", "src/Modules/Payments/Payouts/",
            "src/Modules/Procedures/Office/RouteDecides", "src/Kits/Second/", "src/Kits/Reading/", "src/Modules/Website/Pages/"];

    [Fact]
    public void 住民へのメールのひな形は_どれも日本語とやさしい日本語と英語で書かれている()
    {
        var files = Source.Files("src", ".cs").Where(f => !Officers.Any(o => f.Path.StartsWith(o, StringComparison.Ordinal))).ToList();
        Assert.Equal([], files.Where(f => f.Text.Contains("new Message(", StringComparison.Ordinal)).Select(f => f.Path));
        var templates = from f in files from Match m in Template()
            .Matches(f.Text) select (Key: m.Groups[1].Value, f.Path, Text: Threes.Inside(f.Text, m.Index + "Message.ToResident".Length));
        var found = templates.ToList();
        Assert.Equal(
            [
                "account-closed-{account.Id:N}", "card-{tie.Id:N}-{tie.Version}",
                "code-{row.Id:N}", "factor-{changed.Id:N}", "mail-changed-{code.Id:N}",
                "payments.debit.{line.Id:N}.{to.Account:N}", "payments.due.{claim:N}.{to.Account:N}",
                "payments.mandate.{mandate.Id:N}.{what}.{to.Account:N}",
                "procedures.confirm.{row.Id:N}{again}", "procedures.confirmed.{row.Id:N}",
                "procedures.correction.{round:N}", "procedures.day.{change.Id:N}",
                "procedures.decided.{application.Id:N}", "procedures.handover.{offer.Id:N}", "procedures.paper.{document:N}",
                "procedures.reply.{reply.Id:N}", "procedures.told.{moment}.{which:N}", "procedures.unconfirmed.{id:N}",
                "website-answer {inquiry.Id:N}",
                "{application.Id:N}-paid-out-{paid.On:yyyyMMdd}", "{application.Id:N}-pay-failed-{failed.Time}",
                "{application.Id:N}-received", "{application.Id:N}-refunded-{refunded.Refund:N}",
                "{application.Id:N}-unpaid-{failed.Charge:N}",
                "{application.Id:N}-{key}", "{id:N}-withdrawn", "{subject:N}-givenback",
            ],
            found.Select(t => t.Key).Order(StringComparer.Ordinal));
        Assert.Equal([], found.SelectMany(t => Threes.Alone(t.Text).Select(alone => $"{t.Path} {t.Key}: {alone.Words}")));
    }

    /// <summary>Where pages for residents are written, and what they say is wrong.</summary>
    static readonly string[] Facing =
    [
        "src/Kits/SignIn/", "src/Modules/Residents/SignIn/", "src/Modules/Residents/Mine/", "src/Modules/Residents/Accounts/Account.cs",
        "src/Modules/Residents/Accounts/GuestVisitor.cs",
        "src/Modules/Procedures/Resident/", "src/Modules/Procedures/Applications/", "src/Modules/Procedures/Days/ChooseDay",
        "src/Modules/Procedures/Definitions/DefinitionForm.cs", "src/Modules/Procedures/Definitions/DefinitionShape.cs",
        "src/Modules/Messages/Inbox/Inbox", "src/Modules/Messages/Inbox/ReadMessage", "src/Modules/Messages/Mails/MailText.cs",
        "src/Modules/Payments/Pay/",
        "src/Kernel/Http/", "src/Kernel/Access/", "src/Kernel/Files/", "src/Kernel/Rule.cs", "src/Ui/Forms/", "src/Ui/Components/",
        "src/Ui/Shells/", "src/Ui/Pages/Trouble", "src/Web/Front.cs", "src/Web/ErrorPages.cs",
    ];

    /// <summary>What is Japanese alone there, because no resident reads it as a sentence.</summary>
    static readonly (string Why, string[] Fragments)[] Stays =
    [
        ("officers, the journal and the plan read it", [
            "static readonly Deed ", "static readonly Permission ", "public string Label =>", "public string Unit =>",
            "public string Explained =>", "ApplicationState.", "reason ?? \"取り下げたため\"", "InWords =>",
            "今年度の予算の残りは", "住民記録と結び付いています", "補正をお願いする質問", "なぜ直していただくのか", "文書の字を確かめて渡した", "認めない理由を書いて", "この申請はすでに決定されています", "Advice is { }",
            "職員のホームへ戻る", "職員のホームを開く", "rel=\"next\">次へ", "業務メニュー", "href=\"#menu\">メニュー", "前後の案件", "aria-label=\"決裁\"",
            "src/Ui/Shells/ShellSearch.razor", "ウイルス検査はしていません", "ウイルス検査が、", "検査できるまで開けません",
            "Submit { get; set; } = \"送信する\"",
            "Press { get; set; } = \"さがす\"", "src/Ui/Forms/KindCode.cs",
            "string Takes = \"写真", "string Row = \"件\"", "new(\".",
        ]),
        ("the end of a Japanese sentence that has its two others (Application.Wrong)",
            ["throw Wrong(", "Take(ApplicationStep.", "Take(outcome is"]),
        ("names, and letters that people type", [
            "けやき", "\"日本語\"", "日月火水木金土", "ことば / Language", "日本語 / Japanese", "\"西暦\", \"Western\"", "\"昭和\", \"Showa", "\"大正\", \"Taisho",
            "\"普通\", \"Ordinary", "TrimEnd('年')", "TrimEnd('月', '日')", "'ァ'", "ァ-ヺ", "'ぁ'", "EndsWith('か')",
            "EndsWith(\"丁目\"", "TrimEnd('一'",
            "string Yes = \"はい\"", "src/Kernel/Access/NewPassword.cs", "src/Kernel/Access/Device.cs", "src/Kernel/Files/FileBytes.cs",
            "IsBlank(Path.GetFileNameWithoutExtension",
        ]),
        ("a part of the Japanese and the easy sentence only", ["minutes ? \"分\" : \"秒\"", "title=\"@(l.IsPlain"]),
        ("kept as an answer, by which the register finds the person again", ["生まれ）\"", "yyyy年M月d日"]),
    ];

    [Fact]
    public void 住民が読む文は_コードの中でも日本語とやさしい日本語と英語の三つで書かれている()
    {
        var stays = Stays.SelectMany(s => s.Fragments).ToList();
        var used = new HashSet<string>(StringComparer.Ordinal);
        var wrong = new List<string>();
        foreach (var (path, text) in Source.Files("src", ".cs", ".razor")
            .Where(f => Facing.Any(x => f.Path.StartsWith(x, StringComparison.Ordinal))))
            foreach (var (line, words) in Threes.Alone(text))
                if (stays.FirstOrDefault(s => path == s || words.Contains(s, StringComparison.Ordinal)) is { } stay) used.Add(stay);
                else wrong.Add($"{path}:{line}: {words}");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        // What is said in three by now, or is gone, needs no leave any more.
        Assert.Equal([], stays.Except(used));
    }

    /// <summary>Who does what no resident reads in 「だれが見たか」: officers among themselves, the plan, and the program.</summary>
    static readonly string[] NotOfResidents =
        ["jobs.", "runs.", "assets.", "staff.", "plan.", "website.", "drafting.", "outbox.", "access.", "key.", "journal.", "house.", "practice.",
            "payments.webhook", "payments.sale-", "payments.drawer-", "payments.counter-", "documents.import.", "documents.line.",
            "incoming.import.", "incoming.line.", "systems.check", "systems.take-back", "systems.ask",
            "systems.secret", "systems.end", "systems.token"];

    [Fact]
    public async Task 市の職員がした記録の言葉は_どれも日本語とやさしい日本語と英語で書かれている()
    {
        await using var city = await City.Start(BothDatabases.Sqlite, seeded: false);
        var routes = city.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(s => s.Endpoints).ToList();
        // What is done only at the residents' door is done by the residents themselves.
        HashSet<string?> At(Door door) =>
            [.. routes.Where(r => r.Metadata.GetMetadata<Door>() == door).Select(r => r.Metadata.GetMetadata<Deed>()?.Code)];
        var (own, office) = (At(Door.Public), At(Door.Office));
        var wrong = from deed in city.Services.GetRequiredService<Deeds>().All
                    where !NotOfResidents.Any(n => deed.Code.StartsWith(n, StringComparison.Ordinal))
                    where !own.Contains(deed.Code) || office.Contains(deed.Code)
                    where deed.Label is not { Easy: not null, En: not null }
                    select $"{deed.Code} {deed.Label}";
        Assert.Equal([], wrong.Order(StringComparer.Ordinal));
        // And every deed that the code knows can be said.
        var known = city.Services.GetRequiredService<Deeds>().All.ToHashSet();
        Assert.Equal([], from type in city.Services.GetServices<IModule>().Select(m => m.GetType().Assembly).Distinct()
                             .SelectMany(a => a.GetTypes())
                         from field in type.GetFields(System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.Public
                             | System.Reflection.BindingFlags.NonPublic)
                         where field.FieldType == typeof(Deed) && field.GetValue(null) is Deed { Code.Length: > 0 } deed
                             && !known.Contains(deed)
                         select $"{type.Name}.{field.Name}");
    }

    [GeneratedRegex("Message\\.ToResident\\(\\s*\\$\"([^\"]*)\"")]
    private static partial Regex Template();
}
