using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Keyaki.Ui;

/// <summary>Puts finished markup into a Razor page: one frame for the whole piece.</summary>
public sealed class Fragment : IComponent
{
    RenderHandle handle;
    [Parameter, EditorRequired] public Markup Of { get; set; }
    public void Attach(RenderHandle renderHandle) => handle = renderHandle;

    public Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        handle.Render(builder => builder.AddMarkupContent(0, Of.ToString()));
        return Task.CompletedTask;
    }
}
