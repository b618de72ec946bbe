using MassTransit;
using MassTransit.RabbitMqTransport;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;
using ShutdownInitiator = RabbitMQ.Client.ShutdownInitiator;

namespace Sagas.Host.Worlds.Broker;

/// <summary>
/// Lets go of messages whose connection is lost. The broker's client closes its channels one after another, and each
/// only when all messages of its consumers are done; one of them that waits for a confirmation on a channel further
/// down the line would keep all of them from ever being read again. The broker delivers such a message anew, and
/// every receiver is idempotent.
/// </summary>
internal sealed class LostDeliveries(BrokerLink link, TimeProvider time) : IFilter<ReceiveContext>,
    IEndpointConfigurationObserver
{
    /// <summary>What is about to be done may be done.</summary>
    static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    public async Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        // In this order: a connection that stands after the look is the one that was looked at.
        var connected = link.Connected(CancellationToken.None);
        if (!connected.IsCompleted || IsOfAFormerOne(context))
            throw Lost();
        var lost = await connected;
        var consuming = next.Send(context);
        try
        {
            await consuming.WaitAsync(lost);
        }
        catch (OperationCanceledException) when (lost.IsCancellationRequested)
        {
            await Task.WhenAny(consuming, Task.Delay(Grace, time, CancellationToken.None));
            if (!consuming.IsCompleted)
            {
                _ = consuming.ContinueWith(done => done.Exception, TaskScheduler.Default);
                throw Lost();
            }
            await consuming;
        }
    }

    static bool IsOfAFormerOne(ReceiveContext context) =>
        context.TryGetPayload<ConnectionContext>(out var connection) && !connection.Connection.IsOpen;

    /// <summary>What MassTransit takes for the end of a channel: it opens a new one.</summary>
    static OperationInterruptedException Lost() =>
        new(new ShutdownEventArgs(ShutdownInitiator.Library, 541, "The connection is lost."));

    public void EndpointConfigured<T>(T configurator)
        where T : IReceiveEndpointConfigurator
        => configurator.ConfigureReceive(pipe => pipe.UseFilter(this));

    public void Probe(ProbeContext context) => context.CreateFilterScope("lostDeliveries");
}
