using Keyaki.Kernel;
using Keyaki.Ui;

namespace Keyaki.Procedures;

/// <summary>What is printed and kept, or stuck on the things to be collected; asked for in <see cref="Finish"/>.</summary>
public sealed partial class Slip
{
    public sealed record Page(Language Language, Application Case, Definition Definition, IReadOnlyList<ReadBackRow> Kept, Contact Contact)
    {
        /// <summary>The same in Japanese, below another language: the slip is shown to who collects, or at a counter.</summary>
        public IReadOnlyList<ReadBackRow> Japanese { get; init; } = [];
    }
}
