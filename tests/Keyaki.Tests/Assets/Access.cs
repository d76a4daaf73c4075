namespace Keyaki.Tests.Architecture;

static partial class AccessTable
{
    const string OfAssets = """
        GET  /office/assets/equipment                             | /office/assets/equipment                         | *        | 200
        GET  /office/assets/equipment/export.csv                  | /office/assets/equipment/export.csv              | *        | 200
        GET  /office/assets/equipment/{id:guid}                   | /office/assets/equipment/{none}                  | -        | 404
        GET  /office/assets/equipment/new                         | /office/assets/equipment/new                     | *        | 200
        POST /office/assets/equipment/new                         | /office/assets/equipment/new                     | *        | 422
        GET  /office/assets/equipment/{id:guid}/edit              | /office/assets/equipment/{none}/edit             | -        | 404
        POST /office/assets/equipment/{id:guid}/edit              | /office/assets/equipment/{none}/edit             | -        | 404
        GET  /office/assets/equipment/{id:guid}/undo/{number:long} | /office/assets/equipment/{none}/undo/2           | -        | 404
        POST /office/assets/equipment/{id:guid}/undo/{number:long} | /office/assets/equipment/{none}/undo/2           | -        | 404
        GET  /office/assets/machines                              | /office/assets/machines                          | *        | 200
        GET  /office/assets/machines/export.csv                   | /office/assets/machines/export.csv               | *        | 200
        GET  /office/assets/machines/{id:guid}                    | /office/assets/machines/{none}                   | -        | 404
        GET  /office/assets/machines/new                          | /office/assets/machines/new                      | *        | 200
        POST /office/assets/machines/new                          | /office/assets/machines/new                      | *        | 422
        GET  /office/assets/machines/{id:guid}/edit               | /office/assets/machines/{none}/edit              | -        | 404
        POST /office/assets/machines/{id:guid}/edit               | /office/assets/machines/{none}/edit              | -        | 404
        GET  /office/assets/machines/{id:guid}/undo/{number:long} | /office/assets/machines/{none}/undo/2            | -        | 404
        POST /office/assets/machines/{id:guid}/undo/{number:long} | /office/assets/machines/{none}/undo/2            | -        | 404
        GET  /office/assets/licences                              | /office/assets/licences                          | *        | 200
        GET  /office/assets/licences/export.csv                   | /office/assets/licences/export.csv               | *        | 200
        GET  /office/assets/licences/{id:guid}                    | /office/assets/licences/{none}                   | -        | 404
        GET  /office/assets/licences/new                          | /office/assets/licences/new                      | *        | 200
        POST /office/assets/licences/new                          | /office/assets/licences/new                      | *        | 422
        GET  /office/assets/licences/{id:guid}/edit               | /office/assets/licences/{none}/edit              | -        | 404
        POST /office/assets/licences/{id:guid}/edit               | /office/assets/licences/{none}/edit              | -        | 404
        GET  /office/assets/licences/{id:guid}/undo/{number:long} | /office/assets/licences/{none}/undo/2            | -        | 404
        POST /office/assets/licences/{id:guid}/undo/{number:long} | /office/assets/licences/{none}/undo/2            | -        | 404
        GET  /office/assets/licences/{id:guid}/end                | /office/assets/licences/{none}/end               | -        | 404
        POST /office/assets/licences/{id:guid}/end                | /office/assets/licences/{none}/end               | -        | 404
        GET  /office/assets/agreements                            | /office/assets/agreements                        | *        | 200
        GET  /office/assets/agreements/export.csv                 | /office/assets/agreements/export.csv             | *        | 200
        GET  /office/assets/agreements/{id:guid}                  | /office/assets/agreements/{none}                 | -        | 404
        GET  /office/assets/agreements/new                        | /office/assets/agreements/new                    | *        | 200
        POST /office/assets/agreements/new                        | /office/assets/agreements/new                    | *        | 422
        GET  /office/assets/agreements/{id:guid}/edit             | /office/assets/agreements/{none}/edit            | -        | 404
        POST /office/assets/agreements/{id:guid}/edit             | /office/assets/agreements/{none}/edit            | -        | 404
        GET  /office/assets/agreements/{id:guid}/undo/{number:long} | /office/assets/agreements/{none}/undo/2          | -        | 404
        POST /office/assets/agreements/{id:guid}/undo/{number:long} | /office/assets/agreements/{none}/undo/2          | -        | 404
        GET  /office/assets/agreements/{id:guid}/end              | /office/assets/agreements/{none}/end             | -        | 404
        POST /office/assets/agreements/{id:guid}/end              | /office/assets/agreements/{none}/end             | -        | 404
        GET  /office/assets/agreements/{id:guid}/document         | /office/assets/agreements/{none}/document        | -        | 404
        POST /office/assets/agreements/{id:guid}/document/{document:guid} | /office/assets/agreements/{none}/document/{none} | -        | 404
        POST /office/assets/agreements/{id:guid}/document/none    | /office/assets/agreements/{none}/document/none   | -        | 404
        GET  /office/assets/machines/{id:guid}/files/{field}      | /office/assets/machines/{none}/files/photo       | -        | 404
        GET  /office/assets/equipment/{id:guid}/files/{field}     | /office/assets/equipment/{none}/files/photo      | -        | 404
        GET  /office/assets/{register}/{id:guid}/lend             | /office/assets/equipment/{none}/lend             | -        | 404
        GET  /office/assets/{register}/{id:guid}/move             | /office/assets/equipment/{none}/move             | -        | 404
        GET  /office/assets/q/{code}                              | /office/assets/q/nothing                         | -        | 404
        POST /office/assets/{register}/{id:guid}/lend             | /office/assets/equipment/{none}/lend             | -        | 404
        POST /office/assets/{register}/{id:guid}/move             | /office/assets/equipment/{none}/move             | -        | 404
        POST /office/assets/q/{code}                              | /office/assets/q/nothing                         | -        | 404
        GET  /office/assets/{register}/{id:guid}/label.pdf        | /office/assets/equipment/{none}/label.pdf        | -        | 404
        GET  /office/assets/{register}/labels.pdf                 | /office/assets/equipment/labels.pdf              | *        | 200
        GET  /office/assets/loans                                 | /office/assets/loans                             | *        | 200
        POST /office/assets/loans/{id:guid}/return                | /office/assets/loans/{none}/return               | -        | 404
        GET  /office/assets/stock                                 | /office/assets/stock                             | *        | 200
        POST /office/assets/stock/begin/{department}              | /office/assets/stock/begin/nothing               | -        | 404
        GET  /office/assets/stock/{id:guid}                       | /office/assets/stock/{none}                      | -        | 404
        POST /office/assets/stock/{id:guid}/close                 | /office/assets/stock/{none}/close                | -        | 404
        POST /office/assets/missing/{id:guid}/found               | /office/assets/missing/{none}/found              | -        | 404
        GET  /office/assets/{sheet}/import                        | /office/assets/equipment/import                 | *        | 200
        POST /office/assets/{sheet}/import                        | /office/assets/equipment/import                 | *        | 422
        GET  /office/assets/{sheet}/export.csv                    | /office/assets/nothing/export.csv                  | -        | 404
        GET  /office/assets/imports/{id:guid}                     | /office/assets/imports/{none}                    | -        | 404
        GET  /office/assets/imports/{id:guid}/rest.csv            | /office/assets/imports/{none}/rest.csv           | -        | 404
        POST /office/assets/imports/{id:guid}/offers              | /office/assets/imports/{none}/offers             | -        | 404
        POST /office/assets/imports/{id:guid}/take                | /office/assets/imports/{none}/take               | -        | 404
        POST /office/assets/imports/{id:guid}/judge               | /office/assets/imports/{none}/judge              | -        | 404
        GET  /office/assets/imports/{id:guid}/rows/{number:int}   | /office/assets/imports/{none}/rows/2             | -        | 404
        POST /office/assets/imports/{id:guid}/rows/{number:int}   | /office/assets/imports/{none}/rows/2             | -        | 404
        POST /office/assets/imports/{id:guid}/rows/{number:int}/drop | /office/assets/imports/{none}/rows/2/drop        | -        | 404
        """;
}
