using Microsoft.AspNetCore.Components;

namespace Keyaki.Ui;

/// <summary>A component as a piece of another one's page.</summary>
public static class Rendered
{
    /// <param name="parameters">By their names; one that is null stays as the component has it.</param>
    public static RenderFragment Of<T>(params (string Name, object? Value)[] parameters) where T : IComponent => builder =>
    {
        builder.OpenComponent<T>(0);
        foreach (var (name, value) in parameters)
            if (value is not null) builder.AddComponentParameter(1, name, value);
        builder.CloseComponent();
    };
}
