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
        GET  /office/website/redirects                            | /office/website/redirects                        | *        | 200
        GET  /office/website/redirects/new                        | /office/website/redirects/new                    | *        | 200
        POST /office/website/redirects/new                        | /office/website/redirects/new                    | *        | 422
        POST /office/website/redirects/{id:guid}/end              | /office/website/redirects/{none}/end             | *        | 404
        GET  /office/website/missing                              | /office/website/missing                          | *        | 200
        GET  /office/website/links                                | /office/website/links                            | *        | 200
        GET  /office/website/{sheet}/import                       | /office/website/redirects/import                 | *        | 200
        POST /office/website/{sheet}/import                       | /office/website/redirects/import                 | *        | 422
        GET  /office/website/{sheet}/export.csv                   | /office/website/redirects/export.csv             | *        | 200
        GET  /office/website/imports/{id:guid}                    | /office/website/imports/{none}                   | -        | 404
        GET  /office/website/imports/{id:guid}/rest.csv           | /office/website/imports/{none}/rest.csv          | -        | 404
        POST /office/website/imports/{id:guid}/offers             | /office/website/imports/{none}/offers            | -        | 404
        POST /office/website/imports/{id:guid}/take               | /office/website/imports/{none}/take              | -        | 404
        POST /office/website/imports/{id:guid}/judge              | /office/website/imports/{none}/judge             | -        | 404
        GET  /office/website/imports/{id:guid}/rows/{number:int}  | /office/website/imports/{none}/rows/2            | -        | 404
        POST /office/website/imports/{id:guid}/rows/{number:int}  | /office/website/imports/{none}/rows/2            | -        | 404
        POST /office/website/imports/{id:guid}/rows/{number:int}/drop | /office/website/imports/{none}/rows/2/drop   | -        | 404
        """;
}
