namespace Keyaki.Tests.Architecture;

static partial class AccessTable
{
    const string OfExample = """
        GET  /office/example                                      | /office/example                                  | *        | 200
        POST /office/example                                      | /office/example                                  | *        | 422
        """;
}
