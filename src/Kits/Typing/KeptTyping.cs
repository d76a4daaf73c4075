using System.Text.Json;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.Primitives;

namespace Keyaki.Kits;

/// <summary>書きかけ: what an officer typed on a page and has not saved yet. It is kept on the way for this officer alone and changes
/// nothing else (decision 0027): each row has one writer.</summary>
public sealed class KeptTyping
{
    public const int LongestPage = 300, LongestOn = 64;

    /// <summary>So long it waits; then nobody comes back for it.</summary>
    public static readonly TimeSpan Good = TimeSpan.FromDays(14);

    public required Guid By { get; init; }

    /// <summary>The address of the page, with what it asks for.</summary>
    public required string Page { get; init; }

    /// <summary>The state of the record that the page showed: saved on another one, its person sees first what changed.</summary>
    public required string On { get; init; }

    /// <summary>The answers as they were posted, as JSON.</summary>
    public required string Answers { get; init; }
    public required DateTimeOffset At { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<KeptTyping>
    {
        public void Configure(EntityTypeBuilder<KeptTyping> b)
        {
            b.ToTable("kits_typing");
            b.HasKey(x => new { x.By, x.Page });
            b.Property(x => x.Page).HasMaxLength(LongestPage);
            b.Property(x => x.On).HasMaxLength(LongestOn);
            b.HasIndex(x => x.At);
        }
    }
}

/// <summary>How a page keeps what is typed on it, and what it has of before.</summary>
/// <param name="Url">The page.</param>
/// <param name="At">When something was kept; null where nothing is.</param>
/// <param name="IsBack">It stands in the form again.</param>
/// <param name="Version">What the form posts as the state that it showed: of what came back, the one on which it was typed.</param>
public sealed record TypingFace(string Url, DateTimeOffset? At, bool IsBack, string Version)
{
    public string Keep => Address.Of(Typing.Url, ("page", Url));
    public string Drop => Address.Of(Typing.Url + "/drop", ("page", Url));
    public string Restore => Url + (Url.Contains('?') ? "&" : "?") + $"{Typing.Back}=back";
}

/// <summary>Keeps what is typed, for any form of the office: `Typing.Of` where it is shown, `Typing.Done` where it is saved, and
/// `KeptForm` around it.</summary>
public static class Typing
{
    public const string Url = "/office/typing";
    internal const string Back = "typed";
    static readonly Deed Kept = new("typing.kept", "書きかけを預けた", "書きかけを あずけた", "kept unfinished writing"),
        Dropped = new("typing.dropped", "預けた書きかけを捨てた", "書きかけを すてた", "threw unfinished writing away");

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapAct(Url, Permission.Officer, Kept, Keep).Taking(Takes.Form);
        app.MapAct(Url + "/drop", Permission.Officer, Dropped, Drop);
    }

    /// <summary>What is kept for this page; where the address asks for it, the form has it again.</summary>
    /// <param name="version">The state of the record as it is now.</param>
    public static async Task<TypingFace> Of(Look look, string page, Form form, string version)
    {
        var me = look.Me;
        if (!look.Afresh || await look.Db.Set<KeptTyping>().AsNoTracking().FirstOrDefaultAsync(t => t.By == me && t.Page == page, look.Stop)
            is not { } kept) return new(page, null, false, version);
        if (look.Query[Back] != "back") return new(page, kept.At, false, version);
        var answers = JsonSerializer.Deserialize<Dictionary<string, string[]>>(kept.Answers) ?? [];
        form.Parse(new FormCollection(answers.ToDictionary(a => a.Key, a => new StringValues(a.Value))));
        return new(page, kept.At, true, kept.On);
    }

    /// <summary>It is saved: nothing is unfinished any more.</summary>
    public static Task Done(Turn turn, string page)
    {
        var me = turn.Me;
        return turn.Db.Set<KeptTyping>().Where(t => t.By == me && t.Page == page).ExecuteDeleteAsync(turn.Stop);
    }

    static Task<Answer> Keep(string page, Turn turn)
    {
        turn.Db.AppendOrRenew(new KeptTyping
        {
            By = turn.Me, Page = Known(page), On = PlainText.Cut(turn.Posted[Turn.Version].ToString(), KeptTyping.LongestOn), At = turn.Now,
            Answers = JsonSerializer.Serialize(turn.Posted.Where(p => !p.Key.StartsWith('_'))
                .ToDictionary(p => p.Key, p => p.Value.ToArray())),
        });
        turn.Journal.Nothing();
        return Task.FromResult(Answer.Done);
    }

    static async Task<Answer> Drop(string page, Turn turn)
    {
        await Done(turn, Known(page));
        turn.Journal.Nothing();
        return Answer.See(page);
    }

    static string Known(string page) => page.StartsWith("/office/", StringComparison.Ordinal)
        && page.Length <= KeptTyping.LongestPage ? page : throw new NotHere();
}

/// <summary>What nobody came back for goes.</summary>
sealed class OldTyping : IJob
{
    public string Code => "kits.old-typing";
    public string Label => "古い書きかけを消す";
    public When When => When.Daily(new(3, 0));

    public Task Do(CityDb db, Due due, CancellationToken ct) =>
        db.Set<KeptTyping>().Where(t => t.At < due.Now - KeptTyping.Good).ExecuteDeleteAsync(ct);
}
