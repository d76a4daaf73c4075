namespace Keyaki.Tests.Architecture;

static partial class AccessTable
{
    const string OfDocuments = """
        GET  /office/documents                                  | /office/documents                              | *        | 200
        GET  /office/documents/{id:guid}                        | /office/documents/{document}                   | kankyo   | 200
        GET  /office/documents/{id:guid}/files/{file:guid}      | /office/documents/{document}/files/{letter}    | kankyo   | 200
        GET  /office/documents/{id:guid}/holds                  | /office/documents/{document}/holds             | -        | 404
        POST /office/documents/{id:guid}/holds                  | /office/documents/{document}/holds             | -        | 404
        GET  /office/documents/{id:guid}/holds/{hold:guid}      | /office/documents/{document}/holds/{none}      | -        | 404
        POST /office/documents/{id:guid}/holds/{hold:guid}      | /office/documents/{document}/holds/{none}      | -        | 404
        GET  /records                                           | /records                                       | *        | 200
        GET  /records/{year:int}.csv                            | /records/2026.csv                              | *        | 200
        GET  /office/record-files                               | /office/record-files                           | *        | 200
        POST /office/record-files/{year:int}/open               | /office/record-files/2027/open                 | -        | 404
        GET  /office/documents/{id:guid}/move                   | /office/documents/{document}/move              | kankyo   | 200
        POST /office/documents/{id:guid}/move                   | /office/documents/{document}/move              | kankyo   | 422
        GET  /office/documents/{id:guid}/paper                  | /office/documents/{document}/paper             | kankyo   | 200
        POST /office/documents/{id:guid}/paper                  | /office/documents/{document}/paper             | kankyo   | 422
        GET  /office/disposal                                   | /office/disposal                               | *        | 200
        POST /office/disposal/{year:int}/make                   | /office/disposal/2026/make                     | -        | 404
        GET  /office/disposal/{id:guid}                         | /office/disposal/{disposal}                    | kankyo   | 200
        POST /office/disposal/{id:guid}/usual                   | /office/disposal/{disposal}/usual              | kankyo   | 422
        POST /office/disposal/{id:guid}/review                  | /office/disposal/{disposal}/review             | kankyo   | 422
        POST /office/disposal/{id:guid}/propose                 | /office/disposal/{disposal}/propose            | -        | 404
        GET  /office/disposal/{id:guid}/items/{item:guid}       | /office/disposal/{disposal}/items/{expiring}   | kankyo   | 200
        POST /office/disposal/{id:guid}/items/{item:guid}       | /office/disposal/{disposal}/items/{expiring}   | kankyo   | 422
        GET  /office/record-files/{id:guid}                     | /office/record-files/{none}                    | -        | 404
        POST /office/record-files/{id:guid}                     | /office/record-files/{none}                    | -        | 404
        GET  /office/lendings                                   | /office/lendings                               | *        | 200
        GET  /office/documents/{id:guid}/files/{file:guid}/copy | /office/documents/{document}/files/{letter}/copy | kankyo   | 200
        POST /office/documents/{id:guid}/files/{file:guid}/copy | /office/documents/{document}/files/{letter}/copy | kankyo   | 422
        GET  /office/copies/{copy:guid}                         | /office/copies/{none}                          | -        | 404
        GET  /office/copies/{copy:guid}/covered                 | /office/copies/{none}/covered                  | -        | 404
        GET  /office/copies/{copy:guid}/result/{page:int}       | /office/copies/{none}/result/1                 | -        | 404
        GET  /office/copies/{copy:guid}/file                    | /office/copies/{none}/file                     | -        | 404
        POST /office/copies/{copy:guid}/submit                  | /office/copies/{none}/submit                   | -        | 404
        POST /office/copies/{copy:guid}/end                     | /office/copies/{none}/end                      | -        | 404
        GET  /office/copies/{copy:guid}/pages/{page:int}        | /office/copies/{none}/pages/1                  | -        | 404
        POST /office/copies/{copy:guid}/pages/{page:int}        | /office/copies/{none}/pages/1                  | -        | 404
        GET  /office/copies/{copy:guid}/pages/{page:int}/picture | /office/copies/{none}/pages/1/picture          | -        | 404
        POST /office/copies/{copy:guid}/pages/{page:int}/undo/{batch:guid} | /office/copies/{none}/pages/1/undo/{none}      | -        | 404
        GET  /office/copy-checks/{act:guid}                     | /office/copy-checks/{none}                     | -        | 404
        POST /office/copy-checks/{act:guid}                     | /office/copy-checks/{none}                     | -        | 404
        POST /office/copy-checks/{act:guid}/take-back           | /office/copy-checks/{none}/take-back           | -        | 404
        GET  /office/moving                                     | /office/moving                                 | -        | 404
        POST /office/moving/out                                 | /office/moving/out                             | -        | 404
        GET  /office/moving/{sheet}/import                      | /office/moving/documents/import                | -        | 404
        POST /office/moving/{sheet}/import                      | /office/moving/documents/import                | -        | 404
        GET  /office/moving/{sheet}/export.csv                  | /office/moving/documents/export.csv            | -        | 404
        GET  /office/moving/imports/{id:guid}                   | /office/moving/imports/{none}                  | -        | 404
        GET  /office/moving/imports/{id:guid}/rest.csv          | /office/moving/imports/{none}/rest.csv         | -        | 404
        POST /office/moving/imports/{id:guid}/offers            | /office/moving/imports/{none}/offers           | -        | 404
        POST /office/moving/imports/{id:guid}/take              | /office/moving/imports/{none}/take             | -        | 404
        POST /office/moving/imports/{id:guid}/judge             | /office/moving/imports/{none}/judge            | -        | 404
        GET  /office/moving/imports/{id:guid}/rows/{number:int} | /office/moving/imports/{none}/rows/2           | -        | 404
        POST /office/moving/imports/{id:guid}/rows/{number:int} | /office/moving/imports/{none}/rows/2           | -        | 404
        POST /office/moving/imports/{id:guid}/rows/{number:int}/drop| /office/moving/imports/{none}/rows/2/drop      | -        | 404
        """;
}
