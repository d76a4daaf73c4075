using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace Keyaki.Ui;

/// <summary>A page: a Razor component that shows one model and nothing else.</summary>
public abstract class View<TSelf, TModel> : ComponentBase where TSelf : View<TSelf, TModel>
{
    [Parameter, EditorRequired] public TModel Model { get; set; } = default!;
    [CascadingParameter] protected HttpContext Http { get; set; } = null!;

    /// <summary>The page as an answer; without a status the one that the kit has set stays (422 for a form with errors).</summary>
    public static IResult Show(TModel model, int? status = null) =>
        new PageResult<TSelf>(model, status);
}
