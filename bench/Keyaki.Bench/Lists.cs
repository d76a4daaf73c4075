using System.Diagnostics;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Keyaki.Bench;

/// <summary>A list of 50 rows, written by the kit and by hand as lists were written before it, in turns of one run.</summary>
static class Lists
{
    sealed record Row(Guid Id, string Number, string Title, string Name, DateOnly Due, DateTimeOffset At, Yen Sum);

    static readonly Columns<Row> Columns = new Columns<Row>().Day("期限", r => r.Due).NoWrap()
        .Link("受付番号", r => r.Number, r => $"/office/cases/{r.Id}").NoWrap().Text("手続", r => r.Title, Spot.Title).Text("申請者", r => r.Name)
        .Tag("状態", _ => (Tone.Info, "受付")).Moment("受付", r => r.At).Yen("金額", r => r.Sum);

    static readonly Row[] Fifty = [.. Enumerable.Range(0, 50).Select(i => new Row(new Guid(i, 0, 0, new byte[8]), $"7B3D-K6FG-{i}",
        "生ごみ処理機器購入費補助金の交付申請", "清瀬 花子", new(2026, 12, 1 + i % 28), new(2026, 11, 1, 3, i, 0, TimeSpan.Zero), new(1200 * i)))];

    sealed class ByKit : ComponentBase
    {
        protected override void BuildRenderTree(RenderTreeBuilder b)
        {
            b.OpenComponent<Rows<Row>>(0);
            b.AddComponentParameter(1, "Of", Fifty);
            b.AddComponentParameter(2, "Columns", Columns);
            b.AddComponentParameter(3, "Caption", "一覧");
            b.CloseComponent();
        }
    }

    /// <summary>What the compiler made of a page with a table, and components for days and moments in its cells.</summary>
    sealed class ByHand : ComponentBase
    {
        protected override void BuildRenderTree(RenderTreeBuilder b)
        {
            b.AddMarkupContent(0,
                "<div class=\"table-scroll\"><table class=\"table table-cards\"><thead><tr>"
                + "<th scope=\"col\">期限</th><th scope=\"col\">受付番号</th></tr></thead>");
            b.OpenElement(1, "tbody");
            foreach (var row in Fifty)
            {
                b.OpenElement(2, "tr");
                Cell(b, "nowrap", "期限", inner => Part<DateText>(inner, row.Due, true));
                Cell(b, "cell-head nowrap", null, inner =>
                {
                    inner.OpenElement(0, "a");
                    inner.AddAttribute(1, "href", $"/office/cases/{row.Id}");
                    inner.AddContent(2, row.Number);
                    inner.CloseElement();
                });
                Cell(b, "cell-title", null, inner => inner.AddContent(0, row.Title));
                Cell(b, null, "申請者", inner => inner.AddContent(0, row.Name));
                Cell(b, "cell-side", null, Tag.InRow(Tone.Info, "受付"));
                Cell(b, null, "受付", inner => Part<MomentText>(inner, row.At, true));
                Cell(b, "number", "金額", inner => Part<YenText>(inner, row.Sum));
                b.CloseElement();
            }
            b.CloseElement();
            b.AddMarkupContent(9, "</table></div>");
        }

        static void Cell(RenderTreeBuilder b, string? name, string? label, RenderFragment content)
        {
            b.OpenElement(0, "td");
            b.AddAttribute(1, "class", name);
            b.AddAttribute(2, "data-label", label);
            content(b);
            b.CloseElement();
            b.AddMarkupContent(3, "\n");
        }

        static void Part<T>(RenderTreeBuilder b, object of, bool? brief = null) where T : IComponent
        {
            b.OpenComponent<T>(0);
            b.AddComponentParameter(1, "Of", of);
            if (brief is { } yes) b.AddComponentParameter(2, "Short", yes);
            b.CloseComponent();
        }
    }

    sealed class Around<T> : IComponent where T : IComponent
    {
        RenderHandle handle;
        public void Attach(RenderHandle renderHandle) => handle = renderHandle;

        public Task SetParametersAsync(ParameterView parameters)
        {
            handle.Render(b =>
            {
                b.OpenComponent<CascadingValue<HttpContext>>(0);
                b.AddComponentParameter(1, "Value", Office());
                b.AddComponentParameter(2, "IsFixed", true);
                b.AddComponentParameter(3, "ChildContent", (RenderFragment)(inner =>
                {
                    inner.OpenComponent<T>(0);
                    inner.CloseComponent();
                }));
                b.CloseComponent();
            });
            return Task.CompletedTask;
        }
    }

    /// <summary>A request at the officers' door: they read Japanese, and nothing else is asked of it.</summary>
    static DefaultHttpContext Office()
    {
        var http = new DefaultHttpContext();
        http.SetEndpoint(new Endpoint(null, new EndpointMetadataCollection(Door.Office), "list"));
        return http;
    }

    public static async Task<(double Kit, double Hand)> Measure(int turns = 15, int times = 200)
    {
        await using var services = new ServiceCollection().AddSingleton<TimeProvider>(new CityClock()).BuildServiceProvider();
        var (kit, hand) = (new List<double>(), new List<double>());
        for (var i = 0; i < turns; i++)
        {
            kit.Add(await Time<ByKit>(services, times));
            hand.Add(await Time<ByHand>(services, times));
        }
        return (Median(kit), Median(hand));
    }

    static double Median(List<double> all) => all.Order().ElementAt(all.Count / 2);

    /// <summary>Microseconds for one list.</summary>
    static async Task<double> Time<T>(ServiceProvider services, int times) where T : IComponent
    {
        var begun = Stopwatch.GetTimestamp();
        for (var i = 0; i < times; i++)
        {
            await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
            await renderer.Dispatcher.InvokeAsync(async () =>
                (await renderer.RenderComponentAsync<Around<T>>()).WriteHtmlTo(TextWriter.Null));
        }
        return Stopwatch.GetElapsedTime(begun).TotalMicroseconds / times;
    }
}
