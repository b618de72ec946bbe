using MassTransit;
using MassTransit.Context;
using MassTransit.Middleware;
using MassTransit.Middleware.Outbox;
using MassTransit.Scheduling;
using Sagas.Persistence.Outbox;

namespace Sagas.Persistence.UnitOfWork;

/// <summary>
/// The consume context inside a unit of work: sends become rows, timers become rows, and what observers are told
/// ("consumed", "faulted", <c>Fault&lt;T&gt;</c>) waits for the commit or the rollback: it is I/O, and it would be
/// early.
/// </summary>
internal sealed class UnitOfWorkConsumeContext<TMessage> : OutboxConsumeContextProxy<TMessage>
    where TMessage : class
{
    readonly IUnitOfWork _unit;
    readonly OutboxCapture _capture;
    readonly List<Func<Task>> _consumed = [];
    readonly List<Func<Task>> _faulted = [];

    public UnitOfWorkConsumeContext(
        ConsumeContext<TMessage> context, OutboxConsumeOptions options, IServiceProvider services, IUnitOfWork unit,
        OutboxCapture capture)
        : base(context, options, services)
    {
        _unit = unit;
        _capture = capture;
        // A retry brings a new unit of work: the payload of the first attempt must not be seen again.
        AddOrUpdatePayload(() => unit, _ => unit);
        var scheduler = new ConsumeMessageSchedulerContext(this, CreateScheduler);
        AddOrUpdatePayload<MessageSchedulerContext>(() => scheduler, _ => scheduler);
    }

    public override bool ContinueProcessing { get; set; } = true;

    public override bool IsMessageConsumed => false;

    public override bool IsOutboxDelivered => false;

    public override int ReceiveCount => 1;

    public override long? LastSequenceNumber => null;

    public override Task SetConsumed() => Task.CompletedTask;

    public override Task SetDelivered() => Task.CompletedTask;

    public override Task<List<OutboxMessageContext>> LoadOutboxMessages() =>
        Task.FromResult(new List<OutboxMessageContext>());

    public override Task NotifyOutboxMessageDelivered(OutboxMessageContext message) => Task.CompletedTask;

    public override Task RemoveOutboxMessages() => Task.CompletedTask;

    public override Task AddSend<T>(SendContext<T> context) => _unit.Add(_capture.RowOf(context)).AsTask();

    public override Task NotifyConsumed<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType)
    {
        _consumed.Add(() => base.NotifyConsumed(context, duration, consumerType));
        return Task.CompletedTask;
    }

    public override Task NotifyFaulted<T>(
        ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception)
    {
        _faulted.Add(() => base.NotifyFaulted(context, duration, consumerType, exception));
        return Task.CompletedTask;
    }

    public Task NotifyWhatHappened() => RunAll(_consumed);

    /// <summary>
    /// After a rollback. A failed commit comes after the consumer was content: then nobody has reported a fault yet.
    /// </summary>
    public Task NotifyNothingHappened(Exception exception) => _faulted.Count > 0
        ? RunAll(_faulted)
        : CapturedContext.NotifyFaulted(
            (ConsumeContext<TMessage>)CapturedContext, TimeSpan.Zero, nameof(IUnitOfWork), exception);

    static async Task RunAll(List<Func<Task>> notifications)
    {
        foreach (var notify in notifications)
            await notify();
    }

    static MessageScheduler CreateScheduler(ConsumeContext context) =>
        new(new RowTimers(context), context.GetPayload<IBusTopology>());
}
