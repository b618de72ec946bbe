using MassTransit;
using MassTransit.Scheduling;

namespace Sagas.Persistence.UnitOfWork;

/// <summary>
/// Timers as rows: scheduling goes the way of every captured message, which sees the token and the due time;
/// cancelling deletes the row in the same commit.
/// </summary>
internal sealed class RowTimers(ConsumeContext context) : IScheduleMessageProvider
{
    readonly DelayedScheduleMessageProvider _sender = new(context);

    public Task<ScheduledMessage<T>> ScheduleSend<T>(
        Uri destinationAddress, DateTime scheduledTime, T message, IPipe<SendContext<T>> pipe,
        CancellationToken cancellationToken)
        where T : class
        => _sender.ScheduleSend(destinationAddress, scheduledTime, message, pipe, cancellationToken);

    public Task CancelScheduledSend(Guid tokenId, CancellationToken cancellationToken) =>
        context.GetPayload<IUnitOfWork>().CancelTimer(tokenId).AsTask();

    public Task CancelScheduledSend(Uri destinationAddress, Guid tokenId, CancellationToken cancellationToken) =>
        CancelScheduledSend(tokenId, cancellationToken);
}
