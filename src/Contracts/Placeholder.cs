namespace Keyaki.Contracts; internal static class Placeholder;
