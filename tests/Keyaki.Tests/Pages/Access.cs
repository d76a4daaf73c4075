namespace Keyaki.Tests.Architecture;

static partial class AccessTable
{
    const string OfHouse = """
        GET  /files/{id}                                        | /files/{receipt}                               | hanako   | 200
        POST /office/menu/{part}                                | /office/menu/Money                             | *        | 422
        GET  /health/live                                       | /health/live                                   | *        | 200
        GET  /health/ready                                      | /health/ready                                  | *        | 200
        GET  /plaintext                                         | /plaintext                                     | *        | 200
        GET  /assets/{hash}/{name}                              | /assets/x/none.css                             | -        | 404
        GET  /source                                            | /source                                        | *        | 200
        GET  /office/source                                     | /office/source                                 | *        | 200
        """;
}
