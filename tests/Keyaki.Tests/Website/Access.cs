namespace Keyaki.Tests.Architecture;

static partial class AccessTable
{
    internal const string OfWebsite = """
        GET  /office/website                                      | /office/website                                  | *        | 200
        POST /office/website                                      | /office/website                                  | *        | 422
        """;
}
