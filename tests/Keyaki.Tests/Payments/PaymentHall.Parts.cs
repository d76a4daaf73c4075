using System.Runtime.CompilerServices;

namespace Keyaki.Tests.InPayments;

sealed partial class PaymentHall
{
    // The model is one per process: the same parts as the whole city hall has.
    static void UseParts() => RuntimeHelpers.RunClassConstructor(typeof(Web.Hall).TypeHandle);
}
