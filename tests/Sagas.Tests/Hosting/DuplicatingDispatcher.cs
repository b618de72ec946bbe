using MassTransit;
using MassTransit.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Persistence.Outbox;

namespace Sagas.Tests.Hosting;

/// <summary>Sends every message that was committed several times over, as a broker may.</summary>
sealed class DuplicatingDispatcher(IOutboxDispatcher inner, IBus bus, int copies) : IOutboxDispatcher
{
    public static Action<IServiceCollection> Of(int copies) => services => services.AddSingleton<IOutboxDispatcher>(
        x => new DuplicatingDispatcher(x.GetRequiredService<OutboxDispatcher>(), x.GetRequiredService<IBus>(), copies));

    public void Accept(OutboxRow row)
    {
        inner.Accept(row);
        for (var copy = 1; copy < copies && row.Token is null; copy++)
            _ = Copy(row);
    }

    async Task Copy(OutboxRow row)
    {
        var endpoint = await bus.GetSendEndpoint(new Uri(row.Destination));
        await endpoint.Send(new SerializedMessageBody(), new StoredMessage(row));
    }

    public Task GiveUpForNow(OutboxRow row, Exception exception) => inner.GiveUpForNow(row, exception);
}
