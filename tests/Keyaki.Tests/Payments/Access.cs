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
        GET  /office/counter                                    | /office/counter                                | *        | 200
        GET  /office/counter/{drawer}/sell                      | /office/counter/shimin-1/sell                  | shimin   | 200
        POST /office/counter/{drawer}/sell                      | /office/counter/shimin-1/sell                  | shimin   | 422
        GET  /office/counter/{drawer}/close                     | /office/counter/shimin-1/close                 | shimin   | 200
        POST /office/counter/{drawer}/close                     | /office/counter/shimin-1/close                 | shimin   | 422
        GET  /office/counter/sales/{id:guid}                    | /office/counter/sales/{none}                   | -        | 404
        POST /office/counter/sales/{id:guid}                    | /office/counter/sales/{none}                   | -        | 404
        POST /office/counter/sales/{id:guid}/tell/{method}      | /office/counter/sales/{none}/tell/Card         | -        | 404
        POST /office/counter/sales/{id:guid}/ask                | /office/counter/sales/{none}/ask               | -        | 404
        POST /office/counter/sales/{id:guid}/drop               | /office/counter/sales/{none}/drop              | -        | 404
        GET  /office/counter/sales/{id:guid}/receipt            | /office/counter/sales/{none}/receipt           | -        | 404
        POST /office/counter/sales/{id:guid}/receipt            | /office/counter/sales/{none}/receipt           | -        | 404
        GET  /office/counter/receipts/{id:guid}.pdf             | /office/counter/receipts/{none}.pdf            | -        | 404
        GET  /office/counter/sales/{id:guid}/refund             | /office/counter/sales/{none}/refund            | -        | 404
        POST /office/counter/sales/{id:guid}/refund             | /office/counter/sales/{none}/refund            | -        | 404
        GET  /office/counter/sales/{id}/refunds/{act}/check     | /office/counter/sales/{none}/refunds/{none}/check | -     | 404
        POST /office/counter/sales/{id}/refunds/{act}/check     | /office/counter/sales/{none}/refunds/{none}/check | -     | 404
        POST /office/counter/sales/{id}/refunds/{act}/take-back | /office/counter/sales/{none}/refunds/{none}/take-back | - | 404
        GET  /office/counter/closings                           | /office/counter/closings                       | *        | 200
        GET  /office/counter/closings/{act}                     | /office/counter/closings/{none}                | -        | 404
        POST /office/counter/closings/{act}                     | /office/counter/closings/{none}                | -        | 404
        POST /office/counter/closings/{act}/take-back           | /office/counter/closings/{none}/take-back      | -        | 404
        GET  /office/counter/cashless                           | /office/counter/cashless                       | *        | 200
        """;
}
