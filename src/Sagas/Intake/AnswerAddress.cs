using MassTransit;

namespace Sagas.Intake;

/// <summary>
/// Where an answer goes: an address of the transport, or the queue of a producer without MassTransit, reached by the
/// default exchange.
/// </summary>
/// <param name="Endpoint">What takes the answer.</param>
/// <param name="Plain">The producer without MassTransit; null when it has an address of its own.</param>
internal sealed record AnswerAddress(ISendEndpoint Endpoint, PlainReply? Plain)
{
    /// <summary>Makes sense of what a producer has written.</summary>
    /// <exception cref="UnusableAnswerAddressException">It makes none on this transport, now or later.</exception>
    public static async Task<AnswerAddress> Resolve(ISendEndpointProvider transport, Uri address)
    {
        if (PlainReply.TryParse(address, out var plain))
            return new(await transport.GetSendEndpoint(PlainReply.DefaultExchange), plain);
        if (PlainReply.IsMeant(address))
            throw new UnusableAnswerAddressException(address);
        try
        {
            return new(await transport.GetSendEndpoint(address), Plain: null);
        }
        // Each transport has exceptions of its own for an address that it cannot read. These say nothing about it.
        catch (Exception e) when (e is not (ConnectionException or OperationCanceledException
            or ObjectDisposedException))
        {
            throw new UnusableAnswerAddressException(address, e);
        }
    }
}
