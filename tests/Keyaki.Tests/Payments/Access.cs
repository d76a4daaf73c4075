namespace Keyaki.Tests.Architecture;

static partial class AccessTable
{
    const string OfPayments = """
        GET  /payments/{id}/go                                  | /payments/{charge}/go                          | hanako   | 200
        POST /payments/{id}/go                                  | /payments/{charge}/go                          | hanako   | 422
        GET  /payments/{id}/leave                               | /payments/{charge}/leave                       | hanako   | 302
        GET  /payments/{id}/back                                | /payments/{charge}/back                        | hanako   | 200
        GET  /payments/{id}/receipt                             | /payments/{charge}/receipt                     | -        | 404
        POST /payments/webhook                                  | /payments/webhook                              | *        | 400
        GET  /office/payments                                   | /office/payments                               | *        | 200
        GET  /office/payments/{id}                              | /office/payments/{charge}                      | kankyo-money | 200
        GET  /office/payments/{id}/refund                       | /office/payments/{charge}/refund               | kankyo-money | 200
        POST /office/payments/{id}/refund                       | /office/payments/{charge}/refund               | kankyo-money | 422
        GET  /office/payments/{id}/refunds/{act}/check          | /office/payments/{charge}/refunds/{none}/check | -        | 404
        POST /office/payments/{id}/refunds/{act}/check          | /office/payments/{charge}/refunds/{none}/check | -        | 404
        POST /office/payments/{id}/refunds/{act}/take-back      | /office/payments/{charge}/refunds/{none}/take-back | kankyo-money | 422
        POST /office/payments/{id}/retry/{refund}               | /office/payments/{charge}/retry/{none}         | kankyo-money | 422
        GET  /office/payments/cash                              | /office/payments/cash                          | *        | 200
        POST /office/payments/cash                              | /office/payments/cash                          | *        | 422
        POST /office/payments/cash/{id:guid}/cancel             | /office/payments/cash/{none}/cancel            | -        | 404
        GET  /office/payments/ledger                            | /office/payments/ledger                        | *        | 200
        GET  /office/payments/ledger/debtors/new                | /office/payments/ledger/debtors/new            | *        | 200
        POST /office/payments/ledger/debtors/new                | /office/payments/ledger/debtors/new            | *        | 422
        GET  /office/payments/ledger/debtors/{id:guid}          | /office/payments/ledger/debtors/{none}         | -        | 404
        GET  /office/payments/ledger/debtors/{id:guid}/determine | /office/payments/ledger/debtors/{none}/determine | -      | 404
        POST /office/payments/ledger/debtors/{id:guid}/determine | /office/payments/ledger/debtors/{none}/determine | -        | 404
        GET  /office/payments/ledger/claims/{id:guid}           | /office/payments/ledger/claims/{none}          | -        | 404
        POST /office/payments/ledger/claims/{id:guid}/appropriate | /office/payments/ledger/claims/{none}/appropriate | -    | 404
        GET  /office/payments/ledger/claims/{id:guid}/determine | /office/payments/ledger/claims/{none}/determine | -       | 404
        POST /office/payments/ledger/claims/{id:guid}/determine | /office/payments/ledger/claims/{none}/determine | -        | 404
        GET  /office/payments/ledger/claims/{id:guid}/collect   | /office/payments/ledger/claims/{none}/collect  | -        | 404
        POST /office/payments/ledger/claims/{id:guid}/collect   | /office/payments/ledger/claims/{none}/collect  | -        | 404
        GET  /office/payments/ledger/claims/{id:guid}/pay-back  | /office/payments/ledger/claims/{none}/pay-back | -        | 404
        POST /office/payments/ledger/claims/{id:guid}/pay-back  | /office/payments/ledger/claims/{none}/pay-back | -        | 404
        GET  /office/payments/ledger/pay-backs/{act}/check | /office/payments/ledger/pay-backs/{none}/check | - | 404
        POST /office/payments/ledger/pay-backs/{act}/check | /office/payments/ledger/pay-backs/{none}/check | - | 404
        POST /office/payments/ledger/pay-backs/{act}/take-back | /office/payments/ledger/pay-backs/{none}/take-back | - | 404
        GET  /office/payments/ledger/money                      | /office/payments/ledger/money                  | *        | 200
        POST /office/payments/ledger/money                      | /office/payments/ledger/money                  | *        | 422
        GET  /office/payments/ledger/postings/{id:guid}         | /office/payments/ledger/postings/{none}        | -        | 404
        GET  /office/payments/ledger/postings/{id:guid}/assign  | /office/payments/ledger/postings/{none}/assign | -        | 404
        POST /office/payments/ledger/postings/{id:guid}/assign  | /office/payments/ledger/postings/{none}/assign | -        | 404
        GET  /office/payments/ledger/postings/{id:guid}/return  | /office/payments/ledger/postings/{none}/return | -        | 404
        POST /office/payments/ledger/postings/{id:guid}/return  | /office/payments/ledger/postings/{none}/return | -        | 404
        GET  /office/payments/ledger/postings/{id:guid}/reverse | /office/payments/ledger/postings/{none}/reverse | -       | 404
        POST /office/payments/ledger/postings/{id:guid}/reverse | /office/payments/ledger/postings/{none}/reverse | -        | 404
        GET  /office/payments/ledger/to-settle                  | /office/payments/ledger/to-settle              | *        | 200
        GET  /office/payments/ledger/report                     | /office/payments/ledger/report                 | *        | 200
        GET  /office/payments/ledger/report/file                | /office/payments/ledger/report/file            | *        | 200
        GET  /office/payments/ledger/demands                     | /office/payments/ledger/demands | * | 200
        POST /office/payments/ledger/demands                     | /office/payments/ledger/demands | * | 422
        GET  /office/payments/ledger/demands/{act:guid}/check    | /office/payments/ledger/demands/{none}/check | - | 404
        POST /office/payments/ledger/demands/{act:guid}/check    | /office/payments/ledger/demands/{none}/check | - | 404
        POST /office/payments/ledger/demands/{act:guid}/take-back | /office/payments/ledger/demands/{none}/take-back | - | 404
        GET  /office/payments/ledger/debtors/{id:guid}/recovery  | /office/payments/ledger/debtors/{none}/recovery | - | 404
        POST /office/payments/ledger/debtors/{id:guid}/plans/{plan:guid}/end | /office/payments/ledger/debtors/{none}/plans/{none}/end | - | 404
        GET  /office/payments/ledger/debtors/{id:guid}/plan      | /office/payments/ledger/debtors/{none}/plan | - | 404
        POST /office/payments/ledger/debtors/{id:guid}/plan      | /office/payments/ledger/debtors/{none}/plan | - | 404
        GET  /office/payments/ledger/claims/{id:guid}/recovery   | /office/payments/ledger/claims/{none}/recovery | - | 404
        POST /office/payments/ledger/claims/{id:guid}/recovery/stays/{stay:guid}/revoke | /office/payments/ledger/claims/{none}/recovery/stays/{none}/revoke | - | 404
        GET  /office/payments/ledger/claims/{id:guid}/recovery/step | /office/payments/ledger/claims/{none}/recovery/step | - | 404
        POST /office/payments/ledger/claims/{id:guid}/recovery/step | /office/payments/ledger/claims/{none}/recovery/step | - | 404
        GET  /office/payments/ledger/claims/{id:guid}/recovery/stay | /office/payments/ledger/claims/{none}/recovery/stay | - | 404
        POST /office/payments/ledger/claims/{id:guid}/recovery/stay | /office/payments/ledger/claims/{none}/recovery/stay | - | 404
        GET  /office/payments/ledger/claims/{id:guid}/recovery/write-off | /office/payments/ledger/claims/{none}/recovery/write-off | - | 404
        POST /office/payments/ledger/claims/{id:guid}/recovery/write-off | /office/payments/ledger/claims/{none}/recovery/write-off | - | 404
        GET  /office/payments/ledger/claims/{id:guid}/recovery/write-off/{act:guid}/check | /office/payments/ledger/claims/{none}/recovery/write-off/{none}/check | - | 404
        POST /office/payments/ledger/claims/{id:guid}/recovery/write-off/{act:guid}/check | /office/payments/ledger/claims/{none}/recovery/write-off/{none}/check | - | 404
        POST /office/payments/ledger/claims/{id:guid}/recovery/write-off/{act:guid}/take-back | /office/payments/ledger/claims/{none}/recovery/write-off/{none}/take-back | - | 404
        """;
}
