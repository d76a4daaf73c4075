namespace Keyaki.Tests.Architecture;

static partial class AccessTable
{
    internal const string OfExample = """
        GET  /office/example                                      | /office/example                                  | *        | 200
        POST /office/example                                      | /office/example                                  | *        | 422
        """;
}
