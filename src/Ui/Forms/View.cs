using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Keyaki.Ui;

/// <summary>A page: a Razor component that shows one model and nothing else.</summary>
public abstract class View<TSelf, TModel> : ComponentBase where TSelf : View<TSelf, TModel>
{
    [Parameter, EditorRequired] public TModel Model { get; set; } = default!;
    [CascadingParameter] protected HttpContext Http { get; set; } = null!;

    /// <summary>The page as an answer.</summary>
    public static IResult Show(TModel model, int status = StatusCodes.Status200OK) =>
        new RazorComponentResult<TSelf>(new Dictionary<string, object?> { [nameof(Model)] = model }) { PreventStreamingRendering = true, StatusCode = status };
}
