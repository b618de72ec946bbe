using MassTransit;
using Microsoft.Extensions.Logging;
using Sagas.Contracts;

namespace Sagas.Intake;

/// <summary>
/// The intake of one command: plans it and starts its transaction, in one commit with the acknowledgement. A command
/// that can never succeed becomes a rejected transaction, so that its producer can see why.
/// </summary>
/// <remarks>Each command has a sealed subclass, whose queue is named after the command.</remarks>
public abstract partial class CommandConsumer<TCommand>(IOperation<TCommand> operation, ILogger logger)
    : IConsumer<TCommand>
    where TCommand : class, IOperationCommand
{
    readonly Planner<TCommand> _planner = new(operation);

    /// <inheritdoc />
    public async Task Consume(ConsumeContext<TCommand> context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var command = context.Message;
        var id = IdOf(context);
        var begin = Begin(command, id) with
        {
            ReplyTo = await ReplyTo(context, id),
            RequestId = context.RequestId,
        };
        var endpoint = await context.GetSendEndpoint(QueueName.Address(operation.Queue));
        await endpoint.Send(begin, context.CancellationToken);
    }

    /// <summary>
    /// An envelope names an address; plain JSON can only name a queue. An address that means nothing here is dropped:
    /// the command is meant all the same.
    /// </summary>
    async Task<Uri?> ReplyTo(ConsumeContext<TCommand> context, TransactionId id)
    {
        if (context.ResponseAddress is not { } address)
            return context.TryGetPayload<PlainReply>(out var reply) ? reply.ToUri() : null;
        try
        {
            await AnswerAddress.Resolve(context, address);
            return address;
        }
        catch (UnusableAnswerAddressException unusable)
        {
            LogUnanswerable(logger, id, operation.Name, unusable.Message);
            return null;
        }
    }

    BeginTransaction Begin(TCommand command, TransactionId id)
    {
        try
        {
            return _planner.Begin(command, id);
        }
        catch (RefusedException refused)
        {
            LogRefused(logger, id, operation.Name, refused.Message);
            return _planner.Refused(command, id, refused.Reason);
        }
    }

    /// <summary>
    /// The producer's id, or the message's, so that a redelivery is the same transaction; a message that has neither
    /// is stamped.
    /// </summary>
    TransactionId IdOf(ConsumeContext<TCommand> context)
    {
        if (context.Message.TransactionId is { } chosen)
            return chosen;
        var stamped = new TransactionId(context.MessageId ?? NewId.NextGuid());
        LogStamped(logger, stamped, operation.Name);
        return stamped;
    }

    [LoggerMessage(200, LogLevel.Information, "Transaction {Id} ({Operation}) was stamped: its command names none")]
    static partial void LogStamped(ILogger logger, TransactionId id, string operation);

    [LoggerMessage(201, LogLevel.Warning, "Transaction {Id} ({Operation}) is rejected: {Reason}")]
    static partial void LogRefused(ILogger logger, TransactionId id, string operation, string reason);

    [LoggerMessage(202, LogLevel.Warning, "Transaction {Id} ({Operation}) will be answered nowhere. {Problem}")]
    static partial void LogUnanswerable(ILogger logger, TransactionId id, string operation, string problem);
}
