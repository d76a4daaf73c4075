namespace Keyaki.Tests.Architecture;

static partial class AccessTable
{
    const string OfKits = """
        GET  /office/search                                     | /office/search?q=清瀬                           | *        | 200
        POST /office/search/key                                 | /office/search/key                             | *        | 422
        POST /office/typing                                     | /office/typing?page=/office/website            | *        | 422
        POST /office/typing/drop                                | /office/typing/drop?page=/office/website       | *        | 422
        GET  /office/runs                                       | /office/runs                                   | *        | 200
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
        GET  /office/systems                                    | /office/systems                                | *        | 200
        GET  /office/systems/new                                | /office/systems/new                            | *        | 200
        POST /office/systems/new                                | /office/systems/new                            | *        | 422
        GET  /office/systems/{id:guid}                          | /office/systems/{none}                         | -        | 404
        POST /office/systems/{id:guid}/secret                   | /office/systems/{none}/secret                  | -        | 404
        POST /office/systems/{id:guid}/end                      | /office/systems/{none}/end                     | -        | 404
        GET  /office/systems/{act:guid}/check                   | /office/systems/{none}/check                   | -        | 404
        POST /office/systems/{act:guid}/check                   | /office/systems/{none}/check                   | -        | 404
        POST /office/systems/{act:guid}/check/take-back         | /office/systems/{none}/check/take-back         | -        | 404
        GET  /office/letters                                    | /office/letters                      | ito watanabe kankyo dx | 200
        POST /office/letters/waiting/{code}/{department}        | /office/letters/waiting/none/none              | -        | 404
        POST /office/letters/guarded/{code}/{department}        | /office/letters/guarded/none/none              | -        | 404
        GET  /office/letters/batches/{id:guid}                  | /office/letters/batches/{none}                 | -        | 404
        GET  /office/letters/batches/{id:guid}/print.pdf        | /office/letters/batches/{none}/print.pdf?from=1&to=1 | - | 404
        GET  /office/letters/batches/{id:guid}/letter           | /office/letters/batches/{none}/letter?number=1 | -        | 404
        GET  /office/letters/batches/{id:guid}/post             | /office/letters/batches/{none}/post            | -        | 404
        POST /office/letters/batches/{id:guid}/post             | /office/letters/batches/{none}/post            | -        | 404
        GET  /office/letters/{id:guid}                          | /office/letters/{none}                         | -        | 404
        GET  /office/letters/{id:guid}.pdf                      | /office/letters/{none}.pdf                     | -        | 404
        GET  /office/letters/{id:guid}/returned                 | /office/letters/{none}/returned                | -        | 404
        POST /office/letters/{id:guid}/returned                 | /office/letters/{none}/returned                | -        | 404
        GET  /office/letters/{id:guid}/settle                   | /office/letters/{none}/settle                  | -        | 404
        POST /office/letters/{id:guid}/settle                   | /office/letters/{none}/settle                  | -        | 404
        GET  /office/letters/{id:guid}/drop                     | /office/letters/{none}/drop                    | -        | 404
        POST /office/letters/{id:guid}/drop                     | /office/letters/{none}/drop                    | -        | 404
        POST /office/api/token                                  | /office/api/token                              | *        | 400
        GET  /office/api/openapi.json                           | /office/api/openapi.json                       | *        | 200
        """;
}
