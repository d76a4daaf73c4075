namespace Keyaki.Tests.Architecture;

static partial class AccessTable
{
    const string OfDocuments = """
        GET  /office/documents                                  | /office/documents                              | *        | 200
        GET  /office/documents/{id:guid}                        | /office/documents/{document}                   | kankyo   | 200
        GET  /office/documents/{id:guid}/file                   | /office/documents/{document}/file              | kankyo   | 200
        """;
}
