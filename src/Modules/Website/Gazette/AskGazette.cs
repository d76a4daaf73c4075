using System.Globalization;
using Keyaki.Contracts.Website;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Website;

/// <summary>The short questions about 市報: beginning an issue, its days, its articles, comments, and going on.</summary>
static class AskGazette
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var (issue, write, edit) = (GazettePaths.Home + "/{id:guid}", WebsiteModule.Write, WebsiteModule.Gazette);
        app.MapForm(GazettePaths.Home + "/new", edit, GazetteDeeds.Began, Begin, AskBegin, Began);
        app.MapForm(issue + "/settle", edit, GazetteDeeds.Settled, Settle, AskSettle, Settled);
        app.MapForm(issue + "/on", edit, GazetteDeeds.WentOn, On, AskOn, WentOn);
        app.MapForm(issue + "/notices/{page:guid}", write, GazetteDeeds.Wrote, Take, AskTake, Taken);
        app.MapForm(issue + "/write", write, GazetteDeeds.Wrote, Write, AskWrite, Wrote);
        app.MapForm(issue + "/articles/{article:guid}", write, GazetteDeeds.Wrote, Edit, AskEdit, Edited);
        app.MapAct(issue + "/articles/{article:guid}/drop", write, GazetteDeeds.Removed, Remove);
        app.MapForm(issue + "/articles/{article:guid}/say", write, GazetteDeeds.Said, Comment, AskComment, Commented);
        app.MapForm(issue + "/comments/{comment:guid}", edit, GazetteDeeds.Replied, Reply, AskReply, Replied);
    }

    static async Task<IResult> Ask(Guid id, Look look, Form form, string title, string submit, string? lead = null,
        IReadOnlyList<string>? points = null, int? version = null)
    {
        var issue = await look.Find<GazetteIssue>(i => i.Id == id);
        return AskDesk.Show(new(title, GazetteDesk.Plan(look).NameOf(issue), GazettePaths.Issue(id), form, submit, lead, Points: points)
        { Version = version });
    }

    // --- 号を始める

    static async Task<Form> Begin(Look look)
    {
        var plan = GazetteDesk.Plan(look);
        var begun = await look.Db.Set<GazetteIssue>().AsNoTracking().Where(i => i.Day >= look.Today).Select(i => i.Day)
            .ToListAsync(look.Stop);
        return new([new Question("day", new ChoiceKind { Folded = true }, "発行日")
        {
            Options = [.. plan.From(look.Today.AddDays(1)).Except(begun).Take(8)
                .Select(d => new Option(Written(d), $"{EraDate.Of(d).Long}　第{plan.NumberOf(d)}号"))],
            Hint = "号数と期限は、市の決まりから入ります。あとで変えられます。",
        }]);
    }

    static IResult AskBegin(Form form, Look look) => AskDesk.Show(new("号を始める", "市報", ListGazette.Url, form, "この号を始める"));

    static Answer Began(Form form, Turn turn)
    {
        var (plan, day) = (GazetteDesk.Plan(turn), DateOnly.ParseExact(form["day"], "yyyy-MM-dd", CultureInfo.InvariantCulture));
        var issue = GazetteIssue.Begin(turn.Clock, day, plan.NumberOf(day), plan.Terms(day, turn.City.Calendar), turn.Me);
        turn.Db.Add(issue);
        turn.Journal.About(GazetteIssue.Subject, issue.Id).Fact("number", $"{issue.Number}");
        return Answer.See(GazettePaths.Issue(issue.Id));
    }

    static string Written(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    // --- 番号と期限

    static async Task<Form> Settle(Guid id, Look look)
    {
        var issue = await look.Find<GazetteIssue>(i => i.Id == id);
        var form = new Form([
            new Question("number", new NumberKind(1, 99_999, Unit: "号"), "号数"),
            new("copy", new DateKind(), "原稿の締切"), new("first", new DateKind(), "初校を返す期限"),
            new("second", new DateKind(), "再校を返す期限"), new("passed", new DateKind(), "校了の期限"),
        ]);
        return look.Afresh ? form.Fill("number", (long)issue.Number).Fill("copy", issue.Copy).Fill("first", issue.First)
            .Fill("second", issue.Second).Fill("passed", issue.Passed) : form;
    }

    static Task<IResult> AskSettle(Guid id, Form form, Look look) => Ask(id, look, form, "号数と期限", "保存する");

    static async Task<Answer> Settled(Guid id, Form form, Turn turn)
    {
        var issue = await turn.Take<GazetteIssue>(i => i.Id == id);
        issue.Settle(Whole(form, "number"), new(Day("copy"), Day("first"), Day("second"), Day("passed")));
        await GazetteDesk.Follow(turn, issue);
        turn.Journal.About(GazetteIssue.Subject, id);
        return Answer.See(GazettePaths.Issue(id));

        DateOnly Day(string name) => form.Value(name) as DateOnly? ?? issue.Day;
    }

    static int Whole(Form form, string name) => form.Value(name) is long number ? (int)Math.Clamp(number, 0, int.MaxValue) : 0;

    // --- 次に進む

    static Form On() => new([new Question("why", new LongTextKind(3), "校了していない課を待たない理由")
    {
        Required = false, MaxLength = GazetteIssue.LongestWhy, Hint = "すべての課が校了しているときは、空けておきます。",
    }]);

    static async Task<IResult> AskOn(Guid id, Form form, Look look)
    {
        var issue = await look.Find<GazetteIssue>(i => i.Id == id);
        if (issue.Next is not { } next) throw new NotHere();
        var standing = await GazetteDesk.Standing(look, issue);
        var points = new List<string> { $"記事 {standing.Articles}件" };
        if (standing.OpenComments > 0) points.Add($"答えていない意見 {standing.OpenComments}件");
        if (standing.TooLong.Count > 0) points.Add($"字数を超えている記事：{string.Join("、", standing.TooLong)}");
        if (issue.Round > 0) points.Add(standing.Waiting.Count == 0 ? "すべての課が校了しています"
            : $"まだ校了していない課：{string.Join("、", standing.Waiting)}");
        var submit = next is GazetteState.Ready ? "校了を申し出る" : "次に進む";
        return await Ask(id, look, form, $"「{next.Label()}」に進む", submit, next switch
        {
            GazetteState.FirstProof => "記事のある課に、初校を確かめる仕事が届きます。課は、ここから先は記事を書けません。",
            GazetteState.SecondProof => "課に、直したところを赤で示した再校が届きます。",
            GazetteState.Ready => "ほかの編集の担当者が読んで認めると、校了になります。",
            GazetteState.Printed => "印刷所から刷り上がったことを記録します。",
            _ => "記事が、ホームページで読めるようになります。",
        }, points);
    }

    static async Task<Answer> WentOn(Guid id, Form form, Turn turn)
    {
        var issue = await turn.Take<GazetteIssue>(i => i.Id == id);
        if (issue.Next is not { } next) throw new Rule("", "この号は、もう最後まで進んでいます。");
        if (next is not GazetteState.Ready)
        {
            await GazetteDesk.GoOn(turn, issue, next, form["why"], turn.Me);
            return Answer.See(GazettePaths.Issue(id));
        }
        issue.MustGoOn(next, await GazetteDesk.Standing(turn, issue), form["why"]);
        if (await turn.Db.Set<GazetteRelease>().AnyAsync(r => r.Issue == id && r.Agreed == null, turn.Stop))
            throw new Rule("", "校了は、もう申し出てあります。ほかの編集の担当者の確認を待ってください。");
        turn.Db.Add(new GazetteRelease
        {
            Id = turn.NewId(), By = turn.Me, At = turn.Now, Issue = id, Why = PlainText.IsBlank(form["why"]) ? null : form["why"].Trim(),
            Pin = GazetteArticle.PinOf(await GazetteDesk.Articles(turn, id)),
        });
        turn.Journal.About(GazetteIssue.Subject, id).Fact("state", $"{next}");
        return Answer.See(GazettePaths.Issue(id));
    }

    // --- 記事

    /// <summary>Where an article stands and how long it may be; only an editor says more than its section.</summary>
    static List<Question> Settling(Look look)
    {
        var questions = new List<Question>
        {
            new("section", new ChoiceKind { Folded = true }, "欄")
            { Options = [.. GazetteDesk.Plan(look).Sections.Select(s => new Option(s.Code, s.Title))] },
        };
        if (GazetteDesk.Edits(look)) questions.AddRange([
            new("limit", new NumberKind(1, GazetteArticle.LongestText, Unit: "字"), "字数の上限") { Hint = "改行は数えません。" },
            new("place", new NumberKind(1, GazetteArticle.MostPlaces), "欄の中の順番") { Required = false,
                Hint = "空けておくと、欄の最後に入ります。" }]);
        return questions;
    }

    static List<Question> Wording() => [
        new("title", new TextKind(), "題") { MaxLength = GazetteArticle.LongestTitle },
        new("text", new LongTextKind(14), "本文")
        {
            MaxLength = GazetteArticle.LongestText,
            Hint = "項目は、1行に1つ、次の順に書きます："
                + "【日時】【場所】【対象】【内容】【講師】【定員】【費用】【持ち物】【申込み】【問合せ】",
        }];

    static async Task Place(Turn turn, Form form, GazetteArticle article)
    {
        var editor = GazetteDesk.Edits(turn);
        var place = editor ? Whole(form, "place") : article.Section == form["section"] ? article.Place : 0;
        if (place == 0)
            place = 1 + (await turn.Db.Set<GazetteArticle>().Where(a => a.Issue == article.Issue && a.Section == form["section"]
                && a.Id != article.Id).MaxAsync(a => (int?)a.Place, turn.Stop) ?? 0);
        article.Settle(form["section"], editor ? Whole(form, "limit") : article.Limit > 0 ? article.Limit : GazetteDesk.Plan(turn).Limit,
            place);
    }

    static Form Fill(Form form, Look look, long limit) =>
        GazetteDesk.Edits(look) ? form.Fill("limit", limit) : form;

    static async Task<Form> Take(Guid id, Guid page, Look look)
    {
        await GazetteDesk.Notice(look, await look.Find<GazetteIssue>(i => i.Id == id), page);
        var form = new Form([.. Settling(look)]);
        return look.Afresh ? Fill(form, look, GazetteDesk.Plan(look).Limit) : form;
    }

    static async Task<IResult> AskTake(Guid id, Guid page, Form form, Look look, ToldPages telling, IEnumerable<IChannel> channels)
    {
        var desk = await GazetteDesk.Notice(look, await look.Find<GazetteIssue>(i => i.Id == id), page);
        var (title, text) = await GazetteDesk.Printed(look, desk, telling, channels);
        return await Ask(id, look, form, $"「{title}」を入れる", "この号に入れる",
            $"お知らせの「市報の原稿」が写ります（{GazetteArticle.LengthOf(text):#,0}字）。"
                + "写したあとで、市報だけの文に直せます。", text.Split('\n'));
    }

    static async Task<Answer> Taken(Guid id, Guid page, Form form, Turn turn, ToldPages telling, IEnumerable<IChannel> channels)
    {
        var issue = await turn.Find<GazetteIssue>(i => i.Id == id);
        GazetteDesk.MustWrite(turn, issue);
        var desk = await GazetteDesk.Notice(turn, issue, page);
        var (title, text) = await GazetteDesk.Printed(turn, desk, telling, channels);
        var article = await GazetteDesk.Add(turn, issue, page, desk.Page.Owner, title, text);
        await Place(turn, form, article);
        await GazetteDesk.Follow(turn, issue);
        return Answer.See(GazettePaths.Issue(id));
    }

    static async Task<Form> Write(Guid id, Look look)
    {
        await look.Find<GazetteIssue>(i => i.Id == id);
        var owners = GazetteDesk.Owners(look);
        var form = new Form([new Question("owner", new ChoiceKind { Folded = true }, "所管課") { Options = [.. owners],
            Hint = "校正をし、問合せ先になる課です。" }, .. Settling(look), .. Wording()]);
        return look.Afresh ? Fill(form.Fill("owner", owners.Count == 1 ? owners[0].Value : null), look, GazetteDesk.Plan(look).Limit)
            : form;
    }

    static Task<IResult> AskWrite(Guid id, Form form, Look look) => Ask(id, look, form, "記事を書く", "保存する",
        "ホームページのお知らせにないものを、市報のためだけに書きます。");

    static async Task<Answer> Wrote(Guid id, Form form, Turn turn)
    {
        var issue = await turn.Find<GazetteIssue>(i => i.Id == id);
        GazetteDesk.MustWrite(turn, issue);
        var article = await GazetteDesk.Add(turn, issue, null, form["owner"], form["title"], form["text"]);
        await Place(turn, form, article);
        await GazetteDesk.Follow(turn, issue);
        return Answer.See(GazettePaths.Issue(id));
    }

    static Task<GazetteArticle> Of(Guid id, Guid article, Look look) =>
        look.Find(GazetteDesk.Mine(look).Where(a => a.Issue == id && a.Id == article));

    static async Task<Form> Edit(Guid id, Guid article, Look look)
    {
        var found = await Of(id, article, look);
        var form = new Form([.. Wording(), .. Settling(look)]);
        if (!look.Afresh) return form;
        form.Fill("title", found.Title).Fill("text", found.Text).Fill("section", found.Section);
        return GazetteDesk.Edits(look) ? form.Fill("limit", (long)found.Limit).Fill("place", (long)found.Place) : form;
    }

    static async Task<IResult> AskEdit(Guid id, Guid article, Form form, Look look)
    {
        var found = await Of(id, article, look);
        return await Ask(id, look, form, $"記事{found.Number}を直す", "保存する",
            $"今は{found.Length:#,0}字です（上限は{found.Limit:#,0}字、改行は数えません）。"
                + "超えていても保存できますが、校正を終えるまでに短くします。", version: found.Version);
    }

    static async Task<Answer> Edited(Guid id, Guid article, Form form, Turn turn)
    {
        var (issue, found) = await Taking(id, article, turn);
        if (!turn.Saw(found.Version)) throw new ChangedMeanwhile("ほかの人が、この記事を書きました。");
        found.Write(form["title"], form["text"], turn.Now);
        await Place(turn, form, found);
        await GazetteDesk.Follow(turn, issue);
        return Answer.See(issue.Round > 0 ? ShowProof.Url(id) + $"#a{found.Number}" : GazettePaths.Issue(id));
    }

    static async Task<Answer> Remove(Guid id, Guid article, Turn turn)
    {
        var (issue, found) = await Taking(id, article, turn);
        turn.Db.RemoveRange(await turn.Db.Set<GazetteComment>().AsTracking().Where(c => c.Article == article).ToListAsync(turn.Stop));
        turn.Db.RemoveRange(await turn.Db.Set<GazetteText>().AsTracking().Where(t => t.Article == article).ToListAsync(turn.Stop));
        turn.Db.Remove(found);
        await GazetteDesk.Follow(turn, issue);
        return Answer.See(GazettePaths.Issue(id));
    }

    static async Task<(GazetteIssue Issue, GazetteArticle Article)> Taking(Guid id, Guid article, Turn turn)
    {
        var found = await turn.Take(GazetteDesk.Mine(turn).Where(a => a.Issue == id && a.Id == article));
        var issue = await turn.Find<GazetteIssue>(i => i.Id == id);
        GazetteDesk.MustWrite(turn, issue);
        turn.Journal.About(GazetteIssue.Subject, id).Fact("article", $"{found.Number}");
        return (issue, found);
    }

    // --- 意見

    static Form Comment() => new([new Question("words", new LongTextKind(4), "意見") { MaxLength = GazetteComment.LongestWords,
        Hint = "直すところと、直したあとの言葉。例：「電話は内線2211です。」" }]);

    static async Task<IResult> AskComment(Guid id, Guid article, Form form, Look look)
    {
        var found = await Of(id, article, look);
        return await Ask(id, look, form, $"「{found.Title}」への意見", "編集の担当者に送る", points: found.Text.Split('\n'));
    }

    static async Task<Answer> Commented(Guid id, Guid article, Form form, Turn turn)
    {
        var (found, issue) = (await Of(id, article, turn), await turn.Find<GazetteIssue>(i => i.Id == id));
        if (issue.Round == 0) throw new Rule("", "意見は、校正をしている間に書きます。");
        turn.Db.Add(new GazetteComment
        {
            Id = turn.NewId(), Issue = id, Article = article, Round = issue.Round, By = turn.Me, At = turn.Now,
            Words = form["words"].Trim(),
        });
        // Whoever has something to say has not passed it.
        foreach (var proof in await turn.Db.Set<GazetteProof>().AsTracking().Where(p => p.Issue == id && p.Round == issue.Round
            && p.Owner == found.Owner).ToListAsync(turn.Stop)) proof.Reopen();
        turn.Journal.About(GazetteIssue.Subject, id).Fact("article", $"{found.Number}");
        return Answer.See(ShowProof.Url(id) + $"#a{found.Number}");
    }

    static Form Reply() => new([
        new Question("reply", new ChoiceKind(), "どうしましたか") { Options = [new("mended", GazetteReply.Mended.Label(),
            "先に記事を直してから答えます。"), new("left", GazetteReply.Left.Label())] },
        new("words", new LongTextKind(3), "ひとこと") { Required = false, MaxLength = GazetteComment.LongestWords,
            Hint = "そのままにするときは、理由を必ず書きます。" }]);

    static async Task<IResult> AskReply(Guid id, Guid comment, Form form, Look look)
    {
        var found = await look.Find<GazetteComment>(c => c.Id == comment && c.Issue == id);
        return await Ask(id, look, form, "意見に答える", "答える", points: [found.Words]);
    }

    static async Task<Answer> Replied(Guid id, Guid comment, Form form, Turn turn)
    {
        var found = await turn.Take<GazetteComment>(c => c.Id == comment && c.Issue == id);
        found.Answer(form["reply"] == "left" ? GazetteReply.Left : GazetteReply.Mended, form["words"], turn.Me, turn.Now);
        var number = (await turn.Find<GazetteArticle>(a => a.Id == found.Article)).Number;
        turn.Journal.About(GazetteIssue.Subject, id).Fact("article", $"{number}");
        return Answer.See(ShowProof.Url(id) + $"#a{number}");
    }
}
