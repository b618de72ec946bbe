using MassTransit;
using MassTransit.Middleware.Rescue;
using MassTransit.Transports;
using RabbitMQ.Client;

namespace Sagas.Host.DeadLetters;

/// <summary>A message on its way to the dead letters: MassTransit's fault headers and the reason beside them.
/// </summary>
internal sealed class LetterContext : RescueExceptionReceiveContext
{
    LetterContext(ReceiveContext context, Exception exception) : base(context, exception) =>
        ExceptionHeaders.Set(LetterHeaders.Reason, FaultReason.Of(exception));

    /// <summary>Moves the message; returns when the broker has it.</summary>
    public static Task Send(ReceiveContext context, Exception exception)
    {
        var letter = new LetterContext(context, exception);
        return letter.TryGetPayload<IErrorTransport>(out var deadLetters)
            ? deadLetters.Send(letter)
            : throw new TransportException(context.InputAddress, "The endpoint has no dead letters.");
    }

    /// <inheritdoc />
    public override bool TryGetPayload<TPayload>(out TPayload payload)
    {
        if (!base.TryGetPayload(out payload))
            return false;
        if (payload is RabbitMqBasicConsumeContext { Properties: { } properties } message
            && properties.IsUserIdPresent()
            && typeof(TPayload) == typeof(RabbitMqBasicConsumeContext))
        {
            payload = (TPayload)(object)new InOurName(message);
        }
        return true;
    }

    /// <summary>
    /// The broker refuses a message that names another user than the one who sends it, and closes the channel: the
    /// poison would come back with the next one, for ever.
    /// </summary>
    sealed class InOurName(RabbitMqBasicConsumeContext message) : RabbitMqBasicConsumeContext
    {
        public string Exchange => message.Exchange;

        public string RoutingKey => message.RoutingKey ?? "";

        public string ConsumerTag => message.ConsumerTag;

        public ulong DeliveryTag => message.DeliveryTag;

        public IReadOnlyBasicProperties Properties { get; } = WithoutUser(message.Properties);

        static BasicProperties WithoutUser(IReadOnlyBasicProperties original)
        {
            var properties = new BasicProperties(original);
            properties.Headers = new Dictionary<string, object?>(
                original.Headers ?? new Dictionary<string, object?>())
            { [LetterHeaders.UserId] = original.UserId };
            properties.ClearUserId();
            return properties;
        }
    }
}
