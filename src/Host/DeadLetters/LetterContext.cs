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
            && (properties.IsUserIdPresent() || properties.Headers?.ContainsKey(LetterHeaders.Deaths) is true)
            && typeof(TPayload) == typeof(RabbitMqBasicConsumeContext))
        {
            payload = (TPayload)(object)new Sendable(message);
        }
        return true;
    }

    /// <summary>
    /// Without the sender's name: the broker refuses a message that names another user than the one who sends it, and
    /// closes the channel; the poison would come back with the next one, for ever. And without former deaths, true or
    /// made up: this one is a fault's, and who reads the letter takes an <c>x-death</c> for the broker's word.
    /// </summary>
    sealed class Sendable(RabbitMqBasicConsumeContext message) : RabbitMqBasicConsumeContext
    {
        public string Exchange => message.Exchange;

        public string RoutingKey => message.RoutingKey ?? "";

        public string ConsumerTag => message.ConsumerTag;

        public ulong DeliveryTag => message.DeliveryTag;

        public IReadOnlyBasicProperties Properties { get; } = Cleaned(message.Properties);

        static BasicProperties Cleaned(IReadOnlyBasicProperties original)
        {
            var headers = new Dictionary<string, object?>(original.Headers ?? new Dictionary<string, object?>());
            headers.Remove(LetterHeaders.Deaths);
            if (original.IsUserIdPresent())
                headers[LetterHeaders.UserId] = original.UserId;
            var properties = new BasicProperties(original) { Headers = headers };
            properties.ClearUserId();
            return properties;
        }
    }
}
