namespace Keyaki.Tests.Architecture;

static partial class AccessTable
{
    const string OfApprovals = """
        GET  /office/decisions                                  | /office/decisions                              | *        | 200
        GET  /office/decisions/{id:guid}                        | /office/decisions/{approval}                   | kankyo   | 200
        GET  /office/decisions/{id:guid}/approve                | /office/decisions/{approval}/approve           | kankyo   | 200
        POST /office/decisions/{id:guid}/approve                | /office/decisions/{approval}/approve           | kankyo   | 422
        GET  /office/decisions/{id:guid}/remand                 | /office/decisions/{approval}/remand            | kankyo   | 200
        POST /office/decisions/{id:guid}/remand                 | /office/decisions/{approval}/remand            | kankyo   | 422
        GET  /office/decisions/{id:guid}/defer                  | /office/decisions/{approval}/defer             | kankyo   | 200
        POST /office/decisions/{id:guid}/defer                  | /office/decisions/{approval}/defer             | kankyo   | 422
        GET  /office/decisions/{id:guid}/reassign               | /office/decisions/{approval}/reassign          | kankyo   | 200
        POST /office/decisions/{id:guid}/reassign               | /office/decisions/{approval}/reassign          | kankyo   | 422
        GET  /office/decisions/paper                            | /office/decisions/paper                        | *        | 200
        POST /office/decisions/paper                            | /office/decisions/paper                        | *        | 422
        POST /office/decisions/paper/{id:guid}/cancel           | /office/decisions/paper/{none}/cancel          | -        | 404
        """;
}
