namespace Keyaki.Tests.Architecture;

static partial class AccessTable
{
    internal const string OfWebsite = """
        GET  /_dev/channels                                        | /_dev/channels                                | *    | 200
        POST /_dev/channels/{mood}                                 | /_dev/channels/Takes                          | *    | 422
        GET  /preview/{id:guid}                                    | /preview/{none}?until=1&code=x                | -    | 404
        GET  /office/website                                       | /office/website                               | *    | 200
        GET  /office/website/new                                   | /office/website/new                           | *    | 200
        POST /office/website/new                                   | /office/website/new                           | *    | 422
        GET  /office/website/{id:guid}                             | /office/website/{none}                        | -    | 404
        GET  /office/website/{id:guid}/add                         | /office/website/{none}/add?at=ja.0            | -    | 404
        GET  /office/website/{id:guid}/check                       | /office/website/{none}/check                  | -    | 404
        POST /office/website/{id:guid}/fix                         | /office/website/{none}/fix?rule=X1&at=ja.0    | -    | 404
        GET  /office/website/{id:guid}/differences                 | /office/website/{none}/differences?to=1       | -    | 404
        GET  /office/website/{id:guid}/forms                       | /office/website/{none}/forms                  | -    | 404
        GET  /office/website/{id:guid}/preview                     | /office/website/{none}/preview                | -    | 404
        GET  /office/website/{id:guid}/preview/page                | /office/website/{none}/preview/page           | -    | 404
        GET  /office/website/{id:guid}/settle                      | /office/website/{none}/settle                 | -    | 404
        POST /office/website/{id:guid}/settle                      | /office/website/{none}/settle                 | -    | 404
        GET  /office/website/{id:guid}/correct                     | /office/website/{none}/correct                | -    | 404
        POST /office/website/{id:guid}/correct                     | /office/website/{none}/correct                | -    | 404
        GET  /office/website/{id:guid}/review                      | /office/website/{none}/review                 | -    | 404
        POST /office/website/{id:guid}/review                      | /office/website/{none}/review                 | -    | 404
        GET  /office/website/{id:guid}/end                         | /office/website/{none}/end                    | -    | 404
        POST /office/website/{id:guid}/end                         | /office/website/{none}/end                    | -    | 404
        GET  /office/website/{id:guid}/propose                     | /office/website/{none}/propose                | -    | 404
        POST /office/website/{id:guid}/propose                     | /office/website/{none}/propose                | -    | 404
        GET  /office/website/{id:guid}/edit/{part}                 | /office/website/{none}/edit/words             | -    | 404
        POST /office/website/{id:guid}/edit/{part}                 | /office/website/{none}/edit/words             | -    | 404
        POST /office/website/{id:guid}/up                          | /office/website/{none}/up?at=ja.0             | -    | 404
        POST /office/website/{id:guid}/down                        | /office/website/{none}/down?at=ja.0           | -    | 404
        POST /office/website/{id:guid}/remove                      | /office/website/{none}/remove?at=ja.0         | -    | 404
        POST /office/website/{id:guid}/retrieve                    | /office/website/{none}/retrieve               | -    | 404
        POST /office/website/{id:guid}/resume                      | /office/website/{none}/resume                 | -    | 404
        POST /office/website/{id:guid}/drop                        | /office/website/{none}/drop                   | -    | 404
        POST /office/website/{id:guid}/edition                     | /office/website/{none}/edition                | -    | 404
        POST /office/website/{id:guid}/try                         | /office/website/{none}/try                    | -    | 404
        POST /office/website/{id:guid}/again/{dispatch:guid}       | /office/website/{none}/again/{none}           | -    | 404
        POST /office/website/{id:guid}/cancel/{dispatch:guid}      | /office/website/{none}/cancel/{none}          | -    | 404
        GET  /office/website/redirects                             | /office/website/redirects                     | *    | 200
        GET  /office/website/redirects/new                         | /office/website/redirects/new                 | *    | 200
        POST /office/website/redirects/new                         | /office/website/redirects/new                 | *    | 422
        POST /office/website/redirects/{id:guid}/end               | /office/website/redirects/{none}/end          | *    | 404
        GET  /office/website/missing                               | /office/website/missing                       | *    | 200
        GET  /office/website/links                                 | /office/website/links                         | *    | 200
        GET  /office/website/{sheet}/import                        | /office/website/redirects/import              | *    | 200
        POST /office/website/{sheet}/import                        | /office/website/redirects/import              | *    | 422
        GET  /office/website/{sheet}/export.csv                    | /office/website/redirects/export.csv          | *    | 200
        GET  /office/website/imports/{id:guid}                     | /office/website/imports/{none}                | -    | 404
        GET  /office/website/imports/{id:guid}/rest.csv            | /office/website/imports/{none}/rest.csv       | -    | 404
        POST /office/website/imports/{id:guid}/offers              | /office/website/imports/{none}/offers         | -    | 404
        POST /office/website/imports/{id:guid}/take                | /office/website/imports/{none}/take           | -    | 404
        POST /office/website/imports/{id:guid}/judge               | /office/website/imports/{none}/judge          | -    | 404
        GET  /office/website/imports/{id:guid}/rows/{number:int}   | /office/website/imports/{none}/rows/2         | -    | 404
        POST /office/website/imports/{id:guid}/rows/{number:int}   | /office/website/imports/{none}/rows/2         | -    | 404
        POST /office/website/imports/{id:guid}/rows/{number:int}/drop | /office/website/imports/{none}/rows/2/drop    | -    | 404
        GET  /helpful/{number:int}                                 | /helpful/9999999                              | -    | 404
        POST /helpful/{number:int}                                 | /helpful/9999999                              | *    | 422
        GET  /inquiry/{number:int}                                 | /inquiry/9999999                              | -    | 404
        POST /inquiry/{number:int}                                 | /inquiry/9999999                              | -    | 404
        GET  /inquiry/sent/{id:guid}                               | /inquiry/sent/{none}                          | -    | 404
        GET  /inquiry/answer/{ticket}                              | /inquiry/answer/none                          | -    | 404
        GET  /office/website/needs                                 | /office/website/needs                         | *    | 200
        GET  /office/website/inquiries                             | /office/website/inquiries                     | *    | 200
        GET  /office/website/inquiries/{id:guid}                   | /office/website/inquiries/{none}              | -    | 404
        POST /office/website/inquiries/{id:guid}                   | /office/website/inquiries/{none}              | -    | 404
        GET  /office/website/inquiries/{id:guid}/close             | /office/website/inquiries/{none}/close        | -    | 404
        POST /office/website/inquiries/{id:guid}/close             | /office/website/inquiries/{none}/close        | -    | 404
        """;
}
