using System.Reflection;
using MassTransit;
using Microsoft.Extensions.Time.Testing;
using RabbitMQ.Client.Exceptions;
using Sagas.Host.Worlds.Broker;

namespace Sagas.Host.Tests.Worlds.Broker;

/// <summary>A message whose connection is lost holds up nobody, whatever its consumer waits for.</summary>
public sealed class LostDeliveriesTests
{
    static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    readonly BrokerLink _link = new();
    readonly FakeTimeProvider _time = new();
    readonly TaskCompletionSource _consumer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    int _begun;

    Task Deliver() => new LostDeliveries(_link, _time).Send(
        DispatchProxy.Create<ReceiveContext, Nothing>(), Pipe.ExecuteAsync<ReceiveContext>(_ =>
        {
            _begun++;
            return _consumer.Task;
        }));

    [Fact]
    public async Task Send_ConnectionStands_IsWhatTheConsumerDoes()
    {
        _link.Opened();
        var done = Deliver();
        Assert.False(done.IsCompleted);

        _consumer.SetResult();

        await done;
        Assert.Equal(1, _begun);
    }

    [Fact]
    public async Task Send_ConsumerThrows_IsWhatItThrew()
    {
        _link.Opened();
        _consumer.SetException(new InvalidDataException());
        await Assert.ThrowsAsync<InvalidDataException>(Deliver);
    }

    [Fact]
    public async Task Send_NoConnection_IsRefusedAndNotBegun()
    {
        _link.Opened()();
        await Assert.ThrowsAsync<OperationInterruptedException>(Deliver);
        Assert.Equal(0, _begun);
    }

    [Fact]
    public async Task Lost_ConsumerWaitsForEver_IsLetGoAfterTheGrace()
    {
        var ended = _link.Opened();
        var done = Deliver();

        ended();
        while (!done.IsCompleted)
        {
            _time.Advance(Grace);
            await Task.Yield();
        }

        await Assert.ThrowsAsync<OperationInterruptedException>(() => done);
    }

    [Fact]
    public async Task Lost_ConsumerEndsWithinTheGrace_IsWhatItDid()
    {
        var ended = _link.Opened();
        var done = Deliver();

        ended();
        _consumer.SetResult();

        await done;
    }

    /// <summary>A message that carries nothing.</summary>
    public class Nothing : DispatchProxy
    {
        /// <inheritdoc />
        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            targetMethod!.ReturnType == typeof(bool) ? false : null;
    }
}
