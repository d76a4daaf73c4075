using System.Globalization;
using System.Linq.Expressions;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Kernel;

/// <summary>
/// What a handler that shows something holds: the database to read, who looks, the journal to name the persons in, the city, the clock,
/// and the client's hanging up. What belongs to one module stays a parameter of its own.
/// </summary>
public class Look(IServiceProvider services, Actor actor, HttpContext? http, CancellationToken stop)
{
    /// <summary>The database: read only, or that of the turn.</summary>
    public CityDb Db => field ??= services.GetRequiredService<CityDb>();

    /// <summary>Who acts.</summary>
    public Actor Actor => actor;

    /// <summary>Where persons and facts of this look or act are noted.</summary>
    public Journal Journal => field ??= services.GetRequiredService<Journal>();

    /// <summary>The city whose hall this is.</summary>
    public CityProfile City => field ??= services.GetRequiredService<CityProfile>();

    /// <summary>The clock of the program.</summary>
    public TimeProvider Clock => field ??= services.GetRequiredService<TimeProvider>();

    /// <summary>The client hung up, or the program stops.</summary>
    public CancellationToken Stop => stop;

    /// <summary>This moment.</summary>
    public DateTimeOffset Now => Clock.GetUtcNow();

    /// <summary>The civil date in the city.</summary>
    public DateOnly Today => Clock.Today();

    /// <summary>The account of who acts; without one there is nothing here.</summary>
    public Guid Me => Actor.Account ?? throw new NotHere();

    /// <summary>Whose records lie in the office of who acts: of their departments, and of those that ended and whose work these go on
    /// with.</summary>
    public IReadOnlyList<string> Departments => Actor.Offices;

    /// <summary>The language in which the page is shown.</summary>
    public Language Language => http is null ? Language.Japanese : Language.Of(http);

    /// <summary>What the address asks for behind its question mark.</summary>
    public IQueryCollection Query => http?.Request.Query ?? QueryCollection.Empty;

    /// <summary>The page to go on to, as the address names it behind <c>back</c>; what is none of ours is not taken.</summary>
    public string Back(string otherwise) => Kernel.Back.To(Query["back"], otherwise);

    /// <summary>True when a form is shown for the first time, and not again with what was typed.</summary>
    public bool Afresh => http is null || HttpMethods.IsGet(http.Request.Method);

    /// <summary>The page waits for something and asks again by itself after so many seconds.</summary>
    public void RenewIn(int seconds) => http?.RenewIn(seconds);

    /// <summary>The request, for a room that answers by addresses of its own (<see cref="IElsewhere"/>); null where there is none.</summary>
    public HttpContext? Request => http;

    /// <summary>The request, for the kernel's own parts that open and end visits.</summary>
    internal HttpContext Http => http ?? throw new InvalidOperationException("There is no request here.");

    /// <summary>The one row of that kind, to be read; 404 where there is none.</summary>
    public Task<T> Find<T>(Expression<Func<T, bool>> which) where T : class => Find(Db.Set<T>().Where(which));

    /// <summary>The one row that this question finds among what the actor may see, to be read; 404 where there is none.</summary>
    public async Task<T> Find<T>(IQueryable<T> visible) => await visible.FirstOrDefaultAsync(Stop) ?? throw new NotHere();
}

/// <summary>What a handler that changes something holds: all of a <see cref="Look"/>, in the transaction of its turn, and what was posted.
/// It may be run again, so it changes nothing but <see cref="Look.Db"/>.</summary>
public sealed class Turn(IServiceProvider services, Actor actor, HttpContext? http, CancellationToken stop, IFormCollection? posted = null)
    : Look(services, actor, http, stop)
{
    /// <summary>The values as they were posted, also those that are no question.</summary>
    public IFormCollection Posted => posted ?? FormCollection.Empty;

    /// <summary>The one row of that kind, to be changed; 404 where there is none.</summary>
    public Task<T> Take<T>(Expression<Func<T, bool>> which) where T : class => Take(Db.Set<T>().Where(which));

    /// <summary>The one row that this question finds among what the actor may see, to be changed; 404 where there is none.</summary>
    public async Task<T> Take<T>(IQueryable<T> visible) where T : class =>
        await visible.AsTracking().FirstOrDefaultAsync(Stop) ?? throw new NotHere();

    /// <summary>True when what was posted was written on a page that showed this state of the record.</summary>
    public bool Saw(string version) => Posted[Version] == version;

    /// <summary>The same, of a counted version.</summary>
    public bool Saw(long version) => Saw(version.ToString(CultureInfo.InvariantCulture));

    /// <summary>The hidden field in which a form on an existing record posts the state that it showed.</summary>
    public const string Version = "_version";

    /// <summary>A new identifier that sorts by time.</summary>
    public Guid NewId() => Clock.NewId();
}
