using System.Net;
using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Procedures;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.InProcedures;

/// <summary>連名の相手 and 代理人: somebody else says yes before a case is examined.</summary>
public sealed class PersonsTests : OwnFiles
{
    const string File = "procedures/compost-subsidy.json", Send = "この内容で申し込む", Partner = "partner@example.jp";

    static readonly Dictionary<string, string> WithPartner = new() { ["partner"] = "清瀬 一平", ["partnerMail"] = Partner };

    static readonly Dictionary<string, string> ForMother = new()
    {
        ["applyFor"] = "agent", ["represented"] = "清瀬 ウメ", ["representedKana"] = "キヨセ ウメ", ["representedBirth.era"] = "ad",
        ["representedBirth.year"] = "1940", ["representedBirth.month"] = "4", ["representedBirth.day"] = "1", ["mandateBy"] = "mail",
        ["representedMail"] = Partner,
    };

    async Task<City> Joint(string database)
    {
        Write(File, "\"identity\": \"account\",", """
            "coApplicant": { "name": "partner", "mail": "partnerMail", "shows": ["device", "price"], "days": 5 },
            """);
        Write(File, "\"questions\": [", """
            { "name": "partner", "kind": "text", "maxLength": 100,
              "label": {"ja": "連名の方の氏名", "easy": "いっしょの 人の 名前", "en": "Joint applicant"} },
            { "name": "partnerMail", "kind": "mail",
              "label": {"ja": "連名の方のメールアドレス", "easy": "いっしょの 人の メール", "en": "Mail address of the joint applicant"} },
            """, first: true);
        return await Open(database);
    }

    async Task<City> ByAgent(string database)
    {
        Write(File, "\"identity\": \"account\",", "\"applicants\": [\"self\", \"legal\", \"agent\"], \"lettersTo\": \"represented\",");
        return await Open(database);
    }

    void Write(string file, string after, string more, bool first)
    {
        Assert.True(first);
        Replace(file, "\"title\": { \"ja\": \"申し込む方\", \"easy\": \"もうしこむ 人\", \"en\": \"About you\" },\n      \"questions\": [",
            "\"title\": { \"ja\": \"申し込む方\", \"easy\": \"もうしこむ 人\", \"en\": \"About you\" },\n      " + after + more);
    }

    /// <summary>花子's filled-in draft with these answers besides.</summary>
    static async Task<(Visitor Hanako, Guid Draft)> Filled(City city, Dictionary<string, string> more)
    {
        var draft = (await city.ComposterDrafts("清瀬 花子", ["KC-1"], city.Clock)).Single();
        await city.Turns.Run(async (_, db, ct) =>
        {
            var row = await db.Set<DraftApplication>().AsTracking().SingleAsync(d => d.Id == draft, ct);
            row.Answers = AnswersJson.Write(AnswersJson.Read(row.Answers).Concat(more).ToDictionary());
            return true;
        });
        return (await city.SignedIn(ActorKind.Resident, (await city.Person("清瀬 花子")).Account), draft);
    }

    static async Task<Application> Sent(City city, Dictionary<string, string> more)
    {
        var (hanako, draft) = await Filled(city, more);
        await (await hanako.Open(DraftLinks.Check(draft))).Press(Send);
        Assert.Equal(HttpStatusCode.OK, hanako.Status);
        var found = await city.Read(db => db.Set<Application>().SingleAsync());
        Assert.Equal(ApplicationState.AwaitingConfirmation, found.State);
        return found;
    }

    /// <summary>The link in the mail that came to the other person.</summary>
    static async Task<string> Link(City city)
    {
        await city.Settle();
        var mail = city.Simulator.Mails.Mails.First(m => m.Recipients.Contains(Partner));
        Assert.DoesNotContain("花子", mail.Text, StringComparison.Ordinal);
        var at = mail.Text.IndexOf("/confirm/", StringComparison.Ordinal);
        return mail.Text[at..(at + 9 + 64)];
    }

    [Theory, BothDatabases]
    public async Task 連名の相手はリンクで自分の名前で言われたことだけを見て確認し_それから審査でき_リンクは一度だけ使える(string database)
    {
        await using var city = await Joint(database);
        var found = await Sent(city, WithPartner);
        var suzuki = await (await city.Officer("suzuki")).Open(Links.Case(found.Id));
        Assert.Contains("連名・本人の確認待ち", suzuki.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("審査を始める", suzuki.Text, StringComparison.Ordinal);
        var link = await Link(city);
        var partner = await city.Visitor().Open(link);
        Assert.Contains("清瀬 花子", partner.Text, StringComparison.Ordinal);
        Assert.Contains("清瀬 一平", partner.Text, StringComparison.Ordinal);
        foreach (var hidden in new[] { "900番地1", "1234567", "KC-1", "042-000-0001" })
            Assert.DoesNotContain(hidden, partner.Text, StringComparison.Ordinal);
        Assert.Contains("Please check what it says", (await city.Visitor().Open(link + "?lang=en")).Text, StringComparison.Ordinal);
        using var twice = partner.Choose("お返事/確認する").Prepare("返事を送る");
        await partner.Press("返事を送る");
        Assert.Contains("お返事は済んでいます", partner.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("花子", partner.Text, StringComparison.Ordinal);
        Assert.Equal(ApplicationState.Submitted, (await city.Case(found.Id)).State);
        await (await suzuki.Open(Links.Case(found.Id))).Press("審査を始める");
        Assert.Equal(ApplicationState.Examining, (await city.Case(found.Id)).State);
        // another end of the address proves nothing
        Assert.Equal(HttpStatusCode.NotFound, (await partner.Open(link[..^1] + (link[^1] == '0' ? '1' : '0'))).Status);
    }

    [Theory, BothDatabases]
    public async Task 確認しない返事で申し込みは終わり_書いたものとファイルは下書きに戻る(string database)
    {
        await using var city = await Joint(database);
        var found = await Sent(city, WithPartner);
        var partner = await city.Visitor().Open(await Link(city));
        await partner.Choose("お返事/確認しない").Press("返事を送る");
        Assert.Equal(ApplicationState.Withdrawn, (await city.Case(found.Id)).State);
        var hanako = await city.SignedIn(ActorKind.Resident, found.Account);
        Assert.Contains("確認が済まなかったため、下書きに戻しました", (await hanako.Open(Links.Application(found.Id))).Text, StringComparison.Ordinal);
        var draft = await city.Read(db => db.Set<DraftApplication>().SingleAsync(d => d.SentAs == null));
        await hanako.Open(DraftLinks.Check(draft.Id));
        Assert.Contains("領収書.pdf", hanako.Text, StringComparison.Ordinal);
        var files = await city.Read(db => db.Set<StoredFile>().Where(f => f.UsedBy == draft.Id || f.UsedBy == found.Id).ToListAsync());
        Assert.Equal(4, files.Count);
        // and it can be sent once more
        await hanako.Press(Send);
        Assert.Equal(1, await city.Read(db => db.Set<Application>().CountAsync(a => a.State == ApplicationState.AwaitingConfirmation)));
    }

    [Theory, BothDatabases]
    public async Task 返事がないと一度催促し_期限が過ぎると戻り_リンクは使えない(string database)
    {
        await using var city = await Joint(database);
        var found = await Sent(city, WithPartner);
        var link = await Link(city);
        async Task Passed(int days)
        {
            city.Clock.Pass(TimeSpan.FromDays(days));
            await city.Services.GetRequiredService<Clockwork>().RunDue(default);
            await city.Services.GetRequiredService<Clockwork>().RunDue(default);
            await city.Settle();
        }
        await Passed(3);
        await Passed(0);
        Assert.Equal(2, city.Simulator.Mails.Mails.Count(m => m.Recipients.Contains(Partner)));
        await Passed(3);
        Assert.Equal(ApplicationState.Withdrawn, (await city.Case(found.Id)).State);
        Assert.Contains("もう使えません", (await city.Visitor().Open(link)).Text, StringComparison.Ordinal);
        Assert.Single(await city.Read(db => db.Set<DraftApplication>().Where(d => d.SentAs == null).ToListAsync()));
    }

    [Theory, BothDatabases]
    public async Task 自分のメールアドレスは相手のものとして送れない(string database)
    {
        await using var city = await Joint(database);
        var (hanako, draft) = await Filled(city, new(WithPartner) { ["partnerMail"] = "HANAKO@example.jp" });
        await (await hanako.Open(DraftLinks.Check(draft))).Press(Send);
        if (hanako.Status != HttpStatusCode.UnprocessableEntity) Assert.Fail(hanako.Text[..300]);
        Assert.Empty(await city.Read(db => db.Set<Application>().ToListAsync()));
    }

    [Theory, BothDatabases]
    public async Task 代理人の申し込みは本人が確かめてから審査され_両方が載り_通知書は本人に宛てる(string database)
    {
        await using var city = await ByAgent(database);
        var found = await Sent(city, ForMother);
        var ume = await city.SignedIn(ActorKind.Resident, (await city.Person("松山 一郎")).Account);
        await ume.Open(await Link(city));
        Assert.Contains("あなたの代理の方から届いています", ume.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("900番地1", ume.Text, StringComparison.Ordinal);
        await ume.Choose("お返事/確認する").Press("返事を送る");
        found = await city.Case(found.Id);
        Assert.Equal((ApplicationState.Submitted, (await city.Person("松山 一郎")).Account), (found.State, found.Represented ?? default));
        var suzuki = await (await city.Officer("suzuki")).Open(Links.Case(found.Id));
        Assert.Contains("申請者（代理の方）清瀬 花子", suzuki.Text, StringComparison.Ordinal);
        Assert.Contains("本人清瀬 ウメ", suzuki.Text, StringComparison.Ordinal);
        // the look concerns both
        var look = await city.Read(db => db.Set<JournalEntry>().Where(e => e.Code == "office.case.look")

            .OrderByDescending(e => e.At).FirstAsync());
        Assert.Contains($"{found.Represented:N}", look.Persons, StringComparison.Ordinal);
        var definition = (await city.Services.GetRequiredService<Catalogue>()

            .Pinned(city.Database.OpenReader(), found.Definition, default)).Definition;
        Assert.Equal("清瀬 ウメ", definition.Persons.Addressee(found));
        // the represented person's account does not open the agent's case
        Assert.Equal(HttpStatusCode.NotFound, (await ume.Open(Links.Application(found.Id))).Status);
    }

    [Theory, BothDatabases]
    public async Task 委任状の用紙は入力した名前で作られ_委任状を付けると確認を待たず_ほかの人の下書きからは作れない(string database)
    {
        await using var city = await ByAgent(database);
        var (hanako, draft) = await Filled(city, new(ForMother) { ["mandateBy"] = "paper" });
        using var pdf = await hanako.Raw($"/my/drafts/{draft}/mandate");
        Assert.Equal("application/pdf", pdf.Content.Headers.ContentType?.MediaType);
        var ichiro = await city.SignedIn(ActorKind.Resident, (await city.Person("松山 一郎")).Account);
        Assert.Equal(HttpStatusCode.NotFound, (await ichiro.Open($"/my/drafts/{draft}/mandate")).Status);
        await hanako.Open(DraftLinks.Page(draft, 1));
        Assert.Contains("委任状の用紙を印刷する", hanako.Text, StringComparison.Ordinal);
        await hanako.Attach("委任状", "ininjo.pdf", "%PDF-1.4\nmandate\n%%EOF"u8.ToArray()).Press("次へ");
        await (await hanako.Open(DraftLinks.Check(draft))).Press(Send);
        Assert.Equal(ApplicationState.Submitted, (await city.Read(db => db.Set<Application>().SingleAsync())).State);
    }

    [Theory, BothDatabases]
    public async Task 連名の相手が確かめたことを直すともう一度確認を待ち_ほかのことを直しても待たない(string database)
    {
        await using var city = await Joint(database);
        var found = await Sent(city, WithPartner);
        await (await city.Visitor().Open(await Link(city))).Choose("お返事/確認する").Press("返事を送る");
        var hanako = await city.SignedIn(ActorKind.Resident, found.Account);
        async Task Corrected(string label, string answer)
        {
            var suzuki = await (await city.Officer("suzuki")).Open(Links.Case(found.Id));
            var again = (await city.Case(found.Id)).State is ApplicationState.Resubmitted;
            await suzuki.Press(again ? "補正された内容を審査する" : "審査を始める");
            await (await suzuki.Follow("補正をお願いする")).Choose($"直していただく項目/{label}")
                .Fill($"「{label}」を直していただく理由", "数字が読めません。").Press("補正をお願いする");
            Assert.Equal(ApplicationState.CorrectionRequested, (await city.Case(found.Id)).State);
            await (await hanako.Open($"{Links.Application(found.Id)}/correct")).Fill(label, answer).Press("直した内容を送る");
        }
        await Corrected("電話番号", "042-000-0009");
        Assert.Equal(ApplicationState.Resubmitted, (await city.Case(found.Id)).State);
        var before = city.Simulator.Mails.Mails.Count;
        await Corrected("購入金額（税込み）", "29000");
        Assert.Equal(ApplicationState.AwaitingConfirmation, (await city.Case(found.Id)).State);
        var waits = await (await city.Officer("suzuki")).Open(Links.Case(found.Id));
        Assert.DoesNotContain("審査を始める", waits.Text, StringComparison.Ordinal);
        await city.Settle();
        Assert.Contains(city.Simulator.Mails.Mails.SkipLast(before), m => m.Recipients.Contains(Partner));
        var partner = await city.Visitor().Open(await Link(city));
        Assert.Contains("29,000", partner.Text, StringComparison.Ordinal);
        await partner.Choose("お返事/確認する").Press("返事を送る");
        Assert.Equal(ApplicationState.Submitted, (await city.Case(found.Id)).State);
    }

    [Theory, BothDatabases]
    public async Task つぎのお子さんの分は世帯の答えを引き継いで始まり_別の申請になり_職員には一緒に見える(string database)
    {
        Write(File, "\"identity\": \"account\",", """
            "forEach": { "label": {"ja": "つぎのお子さんの分も申し込む", "easy": "つぎの 子の ぶんも", "en": "Apply for the next child"},
              "keeps": ["phone", "bank"] },
            """);
        await using var city = await Open(database);
        var (hanako, draft) = await Filled(city, new());
        await (await hanako.Open(DraftLinks.Check(draft))).Press(Send);
        var first = await city.Read(db => db.Set<Application>().SingleAsync());
        await hanako.Press("つぎのお子さんの分も申し込む");
        var next = await city.Read(db => db.Set<DraftApplication>().SingleAsync(d => d.SentAs == null));
        Assert.Equal((first.Id, "1234567"), (next.Family ?? default, AnswersJson.Read(next.Answers).GetValueOrDefault("bank.number")));
        Assert.DoesNotContain("KC-1", next.Answers, StringComparison.Ordinal);
        var other = (await city.ComposterDrafts("清瀬 花子", ["KC-2"], city.Clock)).Single();
        await city.Turns.Run(async (_, db, ct) =>
        {
            var row = await db.Set<DraftApplication>().AsTracking().SingleAsync(d => d.Id == next.Id, ct);
            row.Answers = (await db.Set<DraftApplication>().SingleAsync(d => d.Id == other, ct)).Answers;
            await db.Set<StoredFile>().Where(f => f.UsedBy == other).ExecuteUpdateAsync(f => f.SetProperty(x => x.UsedBy, next.Id), ct);
            await db.Set<DraftApplication>().Where(d => d.Id == other).ExecuteDeleteAsync(ct);
            return true;
        });
        await (await hanako.Open(DraftLinks.Check(next.Id))).Press(Send);
        var second = await city.Read(db => db.Set<Application>().SingleAsync(a => a.Id != first.Id));
        Assert.Equal(first.Id, second.Family);
        Assert.NotEqual(first.Number, second.Number);
        var suzuki = await (await city.Officer("suzuki")).Open(Links.Case(second.Id));
        Assert.Contains("一緒に申し込んだもの", suzuki.Text, StringComparison.Ordinal);
        Assert.Contains($"{first.Number}", suzuki.Text, StringComparison.Ordinal);
        Assert.Contains($"{second.Number}", (await suzuki.Open(Links.Case(first.Id))).Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 何人分も先に書いて一つの画面で確かめ_一度に送れ_番号は一人ずつ付き_二度押しても増えない(string database)
    {
        Write(File, "\"identity\": \"account\",", """
            "forEach": { "label": {"ja": "きょうだいの分も書く", "easy": "きょうだいの ぶんも", "en": "Fill in for another child"},
              "keeps": ["phone", "bank"] },
            """);
        await using var city = await Open(database);
        var (hanako, draft) = await Filled(city, new());
        await (await hanako.Open(DraftLinks.Check(draft))).Press("きょうだいの分も書く");
        var next = await city.Read(db => db.Set<DraftApplication>().SingleAsync(d => d.Id != draft));
        Assert.Equal((draft, "1234567"), (next.Family ?? default, AnswersJson.Read(next.Answers).GetValueOrDefault("bank.number")));
        // what is not finished is not sent, and nothing of the others either
        await hanako.Open(DraftLinks.Check(draft));
        Assert.Equal("まとめて確認", hanako.Heading);
        Assert.Contains("まだ書き終わっていません", hanako.Text, StringComparison.Ordinal);
        await hanako.Press("2件をまとめて申し込む");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, hanako.Status);
        Assert.Equal(0, await city.Read(db => db.Set<Application>().CountAsync()));
        var other = (await city.ComposterDrafts("清瀬 花子", ["KC-2"], city.Clock)).Single();
        await city.Turns.Run(async (_, db, ct) =>
        {
            var row = await db.Set<DraftApplication>().AsTracking().SingleAsync(d => d.Id == next.Id, ct);
            row.Save((await db.Set<DraftApplication>().SingleAsync(d => d.Id == other, ct)).Answers, 1, city.Clock.GetUtcNow());
            await db.Set<StoredFile>().Where(f => f.UsedBy == other).ExecuteUpdateAsync(f => f.SetProperty(x => x.UsedBy, next.Id), ct);
            await db.Set<DraftApplication>().Where(d => d.Id == other).ExecuteDeleteAsync(ct);
            return true;
        });
        // the page was shown before the second one was written: it is looked at once more
        await hanako.Press("2件をまとめて申し込む");
        Assert.Equal(HttpStatusCode.Conflict, hanako.Status);
        await hanako.Open(SendTogether.Url(next.Id));
        Assert.Contains("KC-1", hanako.Text, StringComparison.Ordinal);
        Assert.Contains("KC-2", hanako.Text, StringComparison.Ordinal);
        var ichiro = await city.SignedIn(ActorKind.Resident, (await city.Person("松山 一郎")).Account);
        Assert.Equal(HttpStatusCode.NotFound, (await ichiro.Open(SendTogether.Url(next.Id))).Status);
        var tab = await city.SignedIn(ActorKind.Resident, next.Account);
        using var stale = (await tab.Open(SendTogether.Url(draft))).Prepare("2件をまとめて申し込む");
        using var twice = hanako.Prepare("2件をまとめて申し込む");
        await hanako.Press("2件をまとめて申し込む");
        Assert.Equal("申し込みが終わりました", hanako.Heading);
        var sent = await city.Read(db => db.Set<Application>().OrderBy(a => a.StartedAt).ToListAsync());
        Assert.Equal([draft, draft], sent.Select(a => a.Family ?? default));
        Assert.All(sent, a => Assert.Equal(ApplicationState.Submitted, a.State));
        Assert.Contains($"{sent.Single(a => hanako.Path.Contains($"{a.Id}", StringComparison.Ordinal) is false).Number}", hanako.Text,
            StringComparison.Ordinal);
        Assert.Equal(2, await city.Read(db => db.Set<JournalEntry>().CountAsync(e => e.Code == ApplyDeeds.Submit.Code)));
        foreach (var again in new[] { twice, stale })
        {
            await hanako.Late(again);
            Assert.Equal("申し込みが終わりました", hanako.Heading);
        }
        Assert.Equal(2, await city.Read(db => db.Set<Application>().CountAsync()));
        var suzuki = await (await city.Officer("suzuki")).Open(Links.Case(sent[0].Id));
        Assert.Contains($"{sent[1].Number}", suzuki.Text, StringComparison.Ordinal);
    }
}
