namespace Keyaki.Tests.Architecture;

static partial class AccessTable
{
    const string OfMessages = """
        GET  /office/messages                                   | /office/messages                               | *        | 200
        GET  /office/messages/{id:guid}                         | /office/messages/{message}                     | -        | 404
        GET  /my/messages                                       | /my/messages                                   | *        | 200
        GET  /my/messages/{id:guid}                             | /my/messages/{message}                         | hanako   | 200
        GET  /office/outbox                                     | /office/outbox                                 | *        | 200
        POST /office/outbox/{id:guid}/replay                    | /office/outbox/{none}/replay                   | *        | 422
        POST /office/outbox/{id:guid}/abandon                   | /office/outbox/{none}/abandon                  | *        | 422
        """;
}
