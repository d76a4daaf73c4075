using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>What a procedure is for, what it costs and takes, what is needed, what happens after, and one button.</summary>
public sealed partial class Read
{
    public sealed record Page(Language Language, Definition Definition, DateOnly Today, Contact Contact, bool Ready, string? ByMail);

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage("/procedures/{code}", Permission.Public, Deed.None, Ask);

    static async Task<IResult> Ask(string code, Look look, Mine mine, Catalogue catalogue)
    {
        var version = catalogue.Offered(code, look.Today) ?? throw new NotHere();
        var (language, definition) = (look.Language, version.Definition);
        // One press begins where nothing has to be asked first: who they are, or what became of an earlier one.
        var ready = Start.Lacks(definition, look.Actor) is null && !definition.Identity.KnowsRegister()
            && (look.Actor.Account is null
            || !await mine.Drafts(look.Db, look.Actor).AnyAsync(d => d.Procedure == code, look.Stop)
                && await Start.Earlier(look.Db, look.Actor, mine, code, look.Clock, look.Stop) is []);
        var byMail = definition.Identity is Procedures.Identity.Mail && look.Actor.Kind is ActorKind.Anonymous
            ? "/guest" + QueryString.Create("back", language.Url($"{Contracts.Links.Procedure(code)}/apply")) : null;
        return Show(new(language, definition, look.Today, look.City.ContactOf(definition.Department, look.Today), ready, byMail));
    }

    static string Identity(Definition d, Language l) => d.Identity switch
    {
        Procedures.Identity.Account => l.Pick("利用者アカウントでサインインして申し込みます。", "アカウントで サインイン します。", "You sign in with your account."),
        Procedures.Identity.Register =>
            l.Pick("利用者アカウントと住民票が結び付いている方が申し込めます。結び付けは、市民課の窓口で一度だけ行います。", "アカウントと 住民票を むすんだ 人が つかえます。市民課の まどぐちで できます。",
            "Your account must be linked to the resident register once, at the citizens' counter."),
        Procedures.Identity.Card => l.Pick("マイナンバーカードで本人確認をして申し込みます。",
            "マイナンバーカードで あなたか どうか たしかめます。",
            "You show your Individual Number Card and apply."),
        Procedures.Identity.None => l.Pick("本人確認も、メールアドレスの確認も要りません。申し込んだ後は、画面に出るリンクで状態を確かめられます。", "なまえや メールアドレスの かくにんは いりません。",
            "No sign-in and no mail address is needed. Afterwards you follow it with a link that the page shows you."),
        _ => l.Pick("メールアドレスを確認して申し込みます。アカウントがあれば、入力が少なくて済みます。", "メールアドレスで もうしこめます。",
            "You confirm your mail address. With an account there is less to fill in."),
    };
}
