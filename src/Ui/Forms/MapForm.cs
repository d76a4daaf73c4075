using Keyaki.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Ui;

/// <summary>
/// GET asks. POST checks, then accepts in a turn; anything wrong asks again with what was typed: 422 for input and rules,
/// 409 when somebody changed the record meanwhile, 503 when nothing can be kept right now.
/// </summary>
public static class FormRoutes
{
    /// <summary>
    /// A code page whose questions are the parameters of <typeparamref name="T"/>. What takes long and changes nothing (hashing a password)
    /// goes into <paramref name="weigh"/>: it runs before the turn, which others wait for, and Accept gets its result by type.
    /// </summary>
    public static IEndpointConventionBuilder MapForm<T>(this IEndpointRouteBuilder app, string route, Permission who, Deed deed,
        Delegate ask, Delegate accept, Deed? look = null, Delegate? weigh = null) where T : class, IForm<T> =>
        app.Map(route, who, deed, look, call => Task.FromResult<object?>(Questions<T>.Form(Towns(call.Services), Language.Of(call.Http))),
            ask, accept, form => (typeof(T), Questions<T>.Build(form)), weigh).Taking(Room.Of(Questions<T>.All));

    /// <summary>A form built from data: <paramref name="build"/> is a handler that returns the Form (or Task of it); Accept takes the
    /// checked Form.</summary>
    public static IEndpointConventionBuilder MapForm(this IEndpointRouteBuilder app, string route, Permission who, Deed deed,
        Delegate build, Delegate ask, Delegate accept, Deed? look = null, Delegate? weigh = null) =>
        app.Map(route, who, deed, look, Handler.Bind(build), ask, accept, null, weigh);

    /// <summary>The field that says what a button of a form does besides sending it, and its value when only the language changes, or
    /// when the page's script asks which questions an answer brings.</summary>
    public const string Then = "_then", Speak = "speak", Look = "look";

    /// <summary>Only another language was chosen, a picture tapped, or an answer changed on a page that shows what it brings: what is
    /// typed is shown again, and nothing is checked or sent.</summary>
    public static bool OnlySpeaks(IFormCollection posted) =>
        posted[Then].ToString() is Speak or Look || posted.Keys.Any(PlaceKind.IsTap);

    /// <summary>The towns of the city for address questions.</summary>
    public static IReadOnlyList<Town> Towns(IServiceProvider services) =>
        services.GetService<TownList>()?.Towns ?? [];

    static IEndpointConventionBuilder Map(this IEndpointRouteBuilder app, string route, Permission who, Deed deed, Deed? look,
        Func<Call, Task<object?>> build, Delegate ask, Delegate accept, Func<Form, (Type, object)>? input, Delegate? weigh = null)
    {
        app.Declare(deed);
        look = app.ServiceProvider.GetRequiredService<Deeds>().Declare(look ?? Deed.None);
        var (asking, accepting, weighing) = (Handler.Bind(ask), Handler.Bind(accept), weigh is null ? null : Handler.Bind(weigh));
        app.MapGet(route, (RequestDelegate)(async http =>
        {
            var form = await Build(http, build);
            TakeBack(http, form);
            await Pages.Show(http, look, asking, Given(form));
        })).With(who, look);
        return app.MapPost(route, (RequestDelegate)(async http =>
        {
            var posted = await http.Request.ReadFormAsync(http.RequestAborted);
            Form form;
            try { form = await Build(http, build); }
            // The first of two clicks has often changed what the page needs.
            catch (Exception e) when (e is NotHere or Rule)
            {
                if (await Pages.Before(http, posted) is not { } before) throw;
                before.Write(http);
                return;
            }
            if (posted[Pages.KeyField].ToString() is { Length: > 0 and <= 64 } key) FormKey.Set(http, key);
            // Files first: they are named by the rows as the person saw them.
            await form.Parse(posted).TakeFiles(http, posted);
            form.Focus = form.Rearranged(posted);
            var rearranged = form.Focus is not null || OnlySpeaks(posted);
            if (!await http.Genuine()) form.Reject("", Stale.In(form.Language).Words);
            else if (!rearranged && form.Check() && form.IsValid && await Accept(http, form, posted, deed, accepting, input, weighing))
                return;
            if (!rearranged && http.Response.StatusCode == StatusCodes.Status200OK)
                http.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            await Pages.Show(http, look, asking, Given(form));
        })).With(who, deed).Taking(Takes.Form);
    }

    static async Task<bool> Accept(HttpContext http, Form form, IFormCollection posted, Deed deed, Func<Call, Task<object?>> accept,
        Func<Form, (Type, object)>? input, Func<Call, Task<object?>>? weigh)
    {
        var given = Given(form);
        given[typeof(IFormCollection)] = posted;
        if (input is not null)
        {
            var (type, value) = input(form);
            given[type] = value;
        }
        try
        {
            if (weigh is not null && await weigh(new Call(http, http.RequestServices, http.RequestAborted) { Given = given })
                is { } weighed) given[weighed.GetType()] = weighed;
            (await Pages.Turn(http, deed, accept, given, posted)).Write(http);
            return true;
        }
        catch (Rule rule)
        {
            if (rule is SentAlready) FormKey.Renew(http);
            form.Reject(rule.Field, rule.In(form.Language));
        }
        catch (ChangedMeanwhile changed)
        {
            form.Reject("", changed.In(form.Language, LookAgain));
            http.Response.StatusCode = StatusCodes.Status409Conflict;
        }
        catch (PleaseWait)
        {
            form.Reject("", NotNow.In(form.Language).Words);
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
        return false;
    }

    /// <summary>The page was open too long; nothing is lost.</summary>
    public static readonly Text Stale = new("画面を開いてから時間がたちました。入力した内容は残っています。もう一度送信してください。", "時間が たちました。書いたものは のこっています。もういちど おくって ください。",
        "This page was open for a long time. Your answers are still here. Please send them again.");

    /// <summary>Somebody changed it meanwhile; what was typed is still there.</summary>
    public static readonly Text LookAgain = new("今の内容を確かめて、よければもう一度送信してください。", "いまの なかみを 見て、よければ もういちど おくって ください。",
        "Look at it as it is now, and send again if you still want to.");

    /// <summary>Nothing can be kept right now; nothing is lost.</summary>
    public static readonly Text NotNow = new("ただいま保存できません。入力した内容はこの画面に残っています。少し待ってから、もう一度送信してください。",
        "いま ほぞん できません。書いたものは のこっています。すこし まって、もういちど おくって ください。",
        "We cannot save right now. Your answers are still on this page. Please wait a little and send them again.");

    static Dictionary<Type, object> Given(Form form) => new() { [typeof(Form)] = form };

    static async Task<Form> Build(HttpContext http, Func<Call, Task<object?>> build)
    {
        var form = await build(new Call(http, http.RequestServices, http.RequestAborted)) as Form ?? throw new NotHere();
        form.BringsFiles = true;
        return form;
    }

    static void TakeBack(HttpContext http, Form form)
    {
        if (http.RequestServices.GetRequiredService<Held>().Take(http) is not { } typed) return;
        form.Parse(typed);
        if (typed.TryGetValue(Pages.KeyField, out var key)) FormKey.Set(http, key.ToString());
    }

    /// <summary>Keeps posted files as they arrive, one for each question that is asked here; a refused one is said at its question and
    /// the rest of the form stays.</summary>
    public static async Task TakeFiles(this Form form, HttpContext http, IFormCollection posted, FormPage? page = null)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in posted.Files)
        {
            if (file.Length == 0 && file.FileName.Length == 0 || !file.Name.EndsWith(FileKind.UploadKey(""), StringComparison.Ordinal))
                continue;
            if (form.FileAt(file.Name[..^FileKind.UploadKey("").Length]) is not var (asking, question)
                || question.Kind is not FileKind kind) continue;
            if (page is not null && page.Questions.All(q => q.Name != file.Name.Split('.')[0])) continue;
            if (!taken.Add(file.Name))
            {
                asking.Reject(question.Name, form.Say($"{question.Label}：付けられるファイルは1つです。", $"{question.Label}：ファイルは 1つだけです。",
                    $"{question.Label}: only one file can be attached."));
                continue;
            }
            try
            {
                await using var content = file.OpenReadStream();
                var kept = await http.RequestServices.GetRequiredService<FileStore>()
                    .Take(content, file.FileName, kind.Accept.Split(','), http.Actor().Account, http.RequestAborted, kind.Larger);
                await http.RequestServices.GetRequiredService<Turns>().Run((_, db, _) =>
                {
                    db.Add(kept);
                    return Task.FromResult(true);
                });
                asking.Fill(question.Name, kept.Id.ToString("N"));
            }
            catch (Rule rule)
            {
                asking.Reject(question.Name,
                form.Say($"{question.Label}：{rule.In("ja")}", $"{question.Label}：{rule.In("easy")}",
                $"{question.Label}: {rule.In("en")}"));
            }
        }
    }
}

/// <summary>The city's towns, for address questions.</summary>
public sealed record TownList(IReadOnlyList<Town> Towns)
{
    /// <summary>Where they lie; null where the city has no such file.</summary>
    public TownMap? Map { get; init; }
}

/// <summary>The submission key of the form that this request shows: the same for each try of one filled-in form.</summary>
public static class FormKey
{
    static readonly object Item = new();

    public static string Of(HttpContext http) => http.Items[Item] as string ?? Renew(http);

    /// <summary>From here on the form that is shown is another one.</summary>
    public static string Renew(HttpContext http)
    {
        var key = Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));
        Set(http, key);
        return key;
    }

    public static void Set(HttpContext http, string key) => http.Items[Item] = key;
}
