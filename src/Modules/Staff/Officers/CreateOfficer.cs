using Keyaki.Kernel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Staff;

/// <summary>
/// `keyaki officer create`: how the first officers come into an empty city. There are no accounts that nobody made. It needs no second
/// person, so it is journaled and mailed to everybody who could have been one.
/// </summary>
static class CreateOfficer
{
    internal static readonly Command Command =
        new("officer create", "職員を登録し、設定用のリンク（3日間、1回）を表示する：--name 氏名 --kana フリガナ --login ログイン名 --post 職 --mail メールアドレス", Run);

    static async Task<int> Run(IServiceProvider services, IReadOnlyList<string> args, TextWriter output)
    {
        string? Of(string name) => args.SkipWhile(a => a != "--" + name).Skip(1).FirstOrDefault();
        var (city, today) = (services.GetRequiredService<CityProfile>(), services.GetRequiredService<TimeProvider>().Today());
        if (Of("name") is not { } name || Of("login") is not { } login || Of("post") is not { } code
            || city.Post(code, today) is not { } post)
        {
            await output.WriteLineAsync(
                "keyaki officer create --name 氏名 [--kana フリガナ] --login ログイン名 --post 職 [--mail メールアドレス]\n職："
                + string.Join("、", city.PostsKnown(today).OrderBy(p => p.Rank)
                    .Select(p => $"{p.Code}（{p.Title}）")));
            return 2;
        }
        services.GetRequiredService<Deeds>().Declare(StaffDeeds.OfficerAdded);
        try
        {
            var token = WelcomeLink.Half();
            await services.GetRequiredService<Turns>().Run(StaffDeeds.OfficerAdded, async (turn, db, journal, ct) =>
            {
                var (clock, now) = (turn.GetRequiredService<TimeProvider>(), turn.GetRequiredService<TimeProvider>().GetUtcNow());
                var officer = new Officer
                {
                    Id = clock.NewId(), Login = AddOfficer.LoginOf(login), Name = name, Kana = Of("kana") ?? name,
                    Department = post.Department ?? city.Departments[0].Code, AddedAt = now,
                    Mail = await AddOfficer.FreeMail(db, Of("mail"), null, turn.GetRequiredService<IConfiguration>(), ct),
                };
                await turn.GetRequiredService<Second>()
                    .TellHolders(db, officer.Id, $"{name}さんを登録した（ログイン名：{officer.Login}、職：{post.Title}）", ct);
                db.Add(officer);
                db.Add(new PostHolding { Id = clock.NewId(), Officer = officer.Id, Post = code, From = clock.Today(), GivenAt = now });
                await WelcomeLink.Make(db, clock, officer.Id, null,
                    WelcomeLink.HashOf(Doors.Hash(token), "", turn.GetRequiredService<MasterKey>()), ct);
                journal.About("officer", officer.Id).Fact("post", code);
            });
            await output.WriteLineAsync(
                $"{name}さんに次のリンクを渡してください（3日間、1回だけ使えます）。\n{OfficerPage.Url(services.GetRequiredService<IConfiguration>(), $"/office/welcome/{token}")}");
            return 0;
        }
        catch (Rule rule)
        {
            await output.WriteLineAsync(rule.Sentence);
            return 1;
        }
    }
}
