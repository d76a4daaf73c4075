namespace Keyaki.Tests.Architecture;

static partial class AccessTable
{
    const string OfDocuments = """
        GET  /office/documents                                  | /office/documents                              | *        | 200
        GET  /office/documents/{id:guid}                        | /office/documents/{document}                   | kankyo   | 200
        GET  /office/documents/{id:guid}/files/{file:guid}      | /office/documents/{document}/files/{letter}    | kankyo   | 200
        """;
}
