namespace Keyaki.Tests.Architecture;

static partial class AccessTable
{
    const string OfKits = """
        GET  /office/search                                     | /office/search?q=清瀬                           | *        | 200
        POST /office/search/key                                 | /office/search/key                             | *        | 422
        GET  /office/runs                                       | /office/runs                                   | dx       | 200
        GET  /office/runs/{id:guid}                             | /office/runs/{none}                            | -        | 404
        POST /office/runs/{id:guid}/stop                        | /office/runs/{none}/stop                       | -        | 404
        POST /office/runs/{id:guid}/go-on                       | /office/runs/{none}/go-on                      | -        | 404
        POST /office/runs/{id:guid}/again                       | /office/runs/{none}/again                      | -        | 404
        GET  /office/runs/{act:guid}/release                    | /office/runs/{none}/release                    | -        | 404
        POST /office/runs/{act:guid}/release                    | /office/runs/{none}/release                    | -        | 404
        POST /office/runs/{act:guid}/take-back                  | /office/runs/{none}/take-back                  | -        | 404
        GET  /office/drafted/{act}/check                        | /office/drafted/{none}/check                   | -        | 404
        POST /office/drafted/{act}/check                        | /office/drafted/{none}/check                   | -        | 404
        POST /office/drafted/{act}/take-back                    | /office/drafted/{none}/take-back               | -        | 404
        GET  /office/files/{ticket}                             | /office/files/none                             | -        | 404
        GET  /office/files/{ticket}/picture                     | /office/files/none/picture                     | -        | 404
        GET  /office/jobs                                       | /office/jobs                                   | *        | 200
        GET  /office/coming                                     | /office/coming                                 | *        | 200
        POST /office/jobs/{id:guid}/again                       | /office/jobs/{none}/again                      | -        | 404
        """;
}
