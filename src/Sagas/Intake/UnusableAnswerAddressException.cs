namespace Sagas.Intake;

/// <summary>What a producer has named for its answer is no address of this transport.</summary>
internal sealed class UnusableAnswerAddressException(Uri address, Exception? cause = null)
    : Exception($"Nothing can be sent to {address}: {cause?.Message ?? "it names no queue, or several"}", cause);
