namespace Keyaki.Payments;

/// <summary>Where the collection of a fee stands. Failed is not final: money may still arrive.</summary>
public enum ChargeState { Created, Started, Paid, Failed, Expired, Cancelled }

/// <summary>納付方法: how a person paid.</summary>
public enum PaymentMethod { Card, EMoney, CodePayment }

/// <summary>Where a refund (還付) stands.</summary>
public enum RefundState { Requested, Sent, Done, Failed, GivenUp }
