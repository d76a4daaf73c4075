using System.Buffers;
using System.Text;
using Keyaki.Kernel;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Keyaki.Ui;

/// <summary>
/// A view as an answer: rendered whole into memory, then sent in one piece with its length. A page that breaks while it is drawn has
/// sent nothing yet, and nothing of the interactive renderer (state kept for a browser, enhanced navigation) is made for pages that
/// have none of it.
/// </summary>
sealed class PageResult<TView>(object? model, int? status) : IResult where TView : IComponent
{
    public async Task ExecuteAsync(HttpContext http)
    {
        // First, because a page may say more where something went wrong.
        if (status is { } code) http.Response.StatusCode = code;
        using var page = new PageWriter();
        await using (var renderer = new HtmlRenderer(http.RequestServices, NullLoggerFactory.Instance))
            await renderer.Dispatcher.InvokeAsync(async () =>
            {
                var root = await renderer.RenderComponentAsync<Root>(
                    ParameterView.FromDictionary(new Dictionary<string, object?>
                    {
                        [nameof(Root.Http)] = http,
                        [nameof(Root.Model)] = model
                    }));
                root.WriteHtmlTo(page);
            });
        if (http.Listener() is { } listener && listener != Door.Both)
            page.Cross(listener, http.RequestServices.GetRequiredService<Crossing>());
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.ContentLength = page.Send(http.Response.BodyWriter);
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
    }

    /// <summary>The view, with the request around it.</summary>
    sealed class Root : IComponent
    {
        RenderHandle handle;
        [Parameter] public HttpContext? Http { get; set; }
        [Parameter] public object? Model { get; set; }
        public void Attach(RenderHandle renderHandle) => handle = renderHandle;

        public Task SetParametersAsync(ParameterView given)
        {
            given.SetParameterProperties(this);
            handle.Render(builder =>
            {
                builder.OpenComponent<CascadingValue<HttpContext>>(0);
                builder.AddComponentParameter(1, "Value", Http);
                builder.AddComponentParameter(2, "IsFixed", true);
                builder.AddComponentParameter(3, "ChildContent", (RenderFragment)(inner =>
                {
                    inner.OpenComponent<TView>(0);
                    inner.AddComponentParameter(1, "Model", Model);
                    inner.CloseComponent();
                }));
                builder.CloseComponent();
            });
            return Task.CompletedTask;
        }
    }
}

/// <summary>Takes a page as it is drawn, in a rented buffer that grows.</summary>
sealed class PageWriter : TextWriter
{
    char[] buffer = ArrayPool<char>.Shared.Rent(48 * 1024);
    int length;

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        Room(1)[0] = value;
        length++;
    }

    public override void Write(ReadOnlySpan<char> text)
    {
        text.CopyTo(Room(text.Length));
        length += text.Length;
    }

    public override void Write(string? value) => Write(value.AsSpan());
    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    Span<char> Room(int count)
    {
        if (buffer.Length - length < count)
        {
            var larger = ArrayPool<char>.Shared.Rent(Math.Max(buffer.Length * 2, length + count));
            buffer.AsSpan(0, length).CopyTo(larger);
            ArrayPool<char>.Shared.Return(buffer);
            buffer = larger;
        }
        return buffer.AsSpan(length);
    }

    /// <summary>Gives links that lead to the other door that door's address. In text and values a quote is encoded, so that this stands
    /// in tags only.</summary>
    public void Cross(Door listener, Crossing crossing)
    {
        const string link = " href=\"";
        for (var at = 0; buffer.AsSpan(at, length - at).IndexOf(link) is >= 0 and var found;)
        {
            at += found + link.Length;
            if (at >= length || buffer[at] != '/') continue;
            var rest = buffer.AsSpan(at, length - at);
            var before = crossing.Before(listener, rest.IndexOf('"') is >= 0 and var end ? rest[..end] : rest);
            if (before.Length == 0) continue;
            Room(before.Length);
            buffer.AsSpan(at, length - at).CopyTo(buffer.AsSpan(at + before.Length));
            before.CopyTo(buffer.AsSpan(at));
            (length, at) = (length + before.Length, at + before.Length);
        }
    }

    /// <summary>Puts the page as UTF-8 where it is sent from, and says how many bytes it is.</summary>
    public int Send(IBufferWriter<byte> to)
    {
        var page = buffer.AsSpan(0, length);
        var size = Encoding.UTF8.GetByteCount(page);
        to.Advance(Encoding.UTF8.GetBytes(page, to.GetSpan(size)));
        return size;
    }

    protected override void Dispose(bool disposing)
    {
        ArrayPool<char>.Shared.Return(buffer);
        buffer = [];
    }
}
