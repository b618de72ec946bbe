using MassTransit;

namespace Sagas.Host.DeadLetters;

/// <summary>
/// Sends a command of too many bytes to the dead letters as it came: nobody parses it, and no plan or outbox row gets
/// a copy of it.
/// </summary>
internal sealed class BodyLimit(int bytesMax) : IFilter<ReceiveContext>
{
    public async Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        // The transport holds the bytes already; asking for their number copies nothing.
        if (context.Body.Length is not { } bytes || bytes <= bytesMax)
        {
            await next.Send(context);
            return;
        }
        // Outside of the endpoint's own error handling: nothing here may throw but the sending itself.
        var tooLarge = new BodyTooLargeException(bytes, bytesMax);
        await context.NotifyFaulted(tooLarge);
        await LetterContext.Send(context, tooLarge);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("bodyLimit").Add("bytes", bytesMax);
}
