using Microsoft.AspNetCore.Components;

namespace Keyaki.Ui;

/// <summary>A component as a piece of another one's page.</summary>
public static class Rendered
{
    /// <param name="parameters">By their names.</param>
    public static RenderFragment Of<T>(params (string Name, object Value)[] parameters) where T : IComponent => builder =>
    {
        builder.OpenComponent<T>(0);
        builder.AddMultipleAttributes(1, parameters.Select(p => KeyValuePair.Create(p.Name, p.Value)));
        builder.CloseComponent();
    };
}
