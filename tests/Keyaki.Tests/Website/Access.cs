namespace Keyaki.Tests.Architecture;

static partial class AccessTable
{
    internal const string OfWebsite = """
        GET  /office/website                                      | /office/website                                  | *        | 200
        GET  /office/website/new                                  | /office/website/new                              | *        | 200
        POST /office/website/new                                  | /office/website/new                              | *        | 422
        GET  /office/website/{id:guid}                            | /office/website/{none}                           | *        | 404
        GET  /office/website/{id:guid}/add                        | /office/website/{none}/add?at=ja.0               | *        | 404
        GET  /office/website/{id:guid}/differences                | /office/website/{none}/differences?to=1          | *        | 404
        GET  /office/website/{id:guid}/forms                      | /office/website/{none}/forms                     | *        | 404
        GET  /office/website/{id:guid}/preview                    | /office/website/{none}/preview                   | *        | 404
        """;
}
