using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Kernel;

/// <summary>One call of a handler: the request, the services (of the request or of its turn), and values by type.</summary>
public sealed record Call(HttpContext Http, IServiceProvider Services, CancellationToken Stop)
{
    /// <summary>Values that a parameter of that type gets, such as the form and its input.</summary>
    public Dictionary<Type, object> Given { get; init; } = [];

    /// <summary>What was posted; null while something is only shown.</summary>
    public IFormCollection? Posted => Given.GetValueOrDefault(typeof(IFormCollection)) as IFormCollection;
}

/// <summary>
/// Binds a static handler's parameters by type and name: values given by the kit, route values, query values, then services.
/// A route value that does not parse is 404. Bound once per route.
/// </summary>
public static class Handler
{
    public static Func<Call, Task<object?>> Bind(Delegate handler)
    {
        var parameters = handler.Method.GetParameters();
        var binders = Array.ConvertAll(parameters, Binder);
        var method = MethodInvoker.Create(handler.Method);
        var unwrap = Unwrap(handler.Method.ReturnType);
        return c =>
        {
            var args = new object?[binders.Length];
            for (var i = 0; i < args.Length; i++) args[i] = binders[i](c);
            return unwrap(method.Invoke(handler.Target, args.AsSpan()));
        };
    }

    static Func<object?, Task<object?>> Unwrap(Type type)
    {
        if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(Task<>)) return Task.FromResult;
        var method = typeof(Handler).GetMethod(nameof(Wait), BindingFlags.NonPublic | BindingFlags.Static)
            ?? throw new MissingMethodException();
        return method.MakeGenericMethod(type.GetGenericArguments()[0]).CreateDelegate<Func<object?, Task<object?>>>();
    }

    static async Task<object?> Wait<T>(object? task) => task is Task<T> t ? await t : null;

    static Func<Call, object?> Binder(ParameterInfo p)
    {
        var (type, name) = (p.ParameterType, p.Name ?? "");
        if (type == typeof(HttpContext)) return c => c.Http;
        if (type == typeof(Look)) return c => new Look(c.Services, c.Http.Actor(), c.Http, c.Stop);
        if (type == typeof(Turn)) return c => new Turn(c.Services, c.Http.Actor(), c.Http, c.Stop, c.Posted);
        if (type == typeof(CancellationToken)) return c => c.Stop;
        if (type == typeof(Actor)) return c => c.Http.Actor();
        if (type == typeof(IServiceProvider)) return c => c.Services;
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain == typeof(string) || plain == typeof(bool) || plain.IsEnum || plain.GetInterfaces()
            .Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IParsable<>)))
            return c => Value(c, name, plain, p);
        return c => c.Given.TryGetValue(type, out var given) ? given : c.Services.GetRequiredService(type);
    }

    static object? Value(Call c, string name, Type type, ParameterInfo p)
    {
        var fromRoute = c.Http.Request.RouteValues.TryGetValue(name, out var route);
        var text = fromRoute ? route as string : c.Http.Request.Query[name] is { Count: > 0 } q ? q[0] : null;
        if (text is not null) text = PlainText.Of(text);
        if (text is null) return p.HasDefaultValue ? p.DefaultValue : type == typeof(bool) && p.ParameterType == type ? false
            : p.ParameterType.IsValueType && Nullable.GetUnderlyingType(p.ParameterType) is null ? throw new NotHere() : null;
        try
        {
            if (type == typeof(string)) return text.Length <= 2000 ? text : throw new NotHere();
            if (type == typeof(bool)) return text is "true" or "1" or "on";
            // A number that stands for none of its values can be parsed, too.
            if (type.IsEnum) return Enum.Parse(type, text, ignoreCase: true) is var one && Enum.IsDefined(type, one) ? one
                : throw new FormatException(text);
            return System.ComponentModel.TypeDescriptor.GetConverter(type).ConvertFromInvariantString(text) ?? throw new NotHere();
        }
        catch (Exception e) when (e is not NotHere)
        {
            return fromRoute || !p.HasDefaultValue ? throw new NotHere() : p.DefaultValue;
        }
    }
}

/// <summary>Who acts, and the kernel's reach, on the request.</summary>
public static class HttpContextExtensions
{
    static readonly object ActorKey = new();

    public static Actor Actor(this HttpContext http) => http.Items[ActorKey] as Actor ?? Kernel.Actor.Nobody;

    /// <summary>Says who acts; the guard does.</summary>
    public static void Actor(this HttpContext http, Actor actor) => http.Items[ActorKey] = actor;
}
