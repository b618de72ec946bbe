using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Sagas.Contracts;
using Sagas.Lifecycle;
using Sagas.Persistence.Outbox;
using Sagas.SessionCommit;

namespace Sagas.Tests.Hosting;

/// <summary>What a test may choose about its coordinator.</summary>
sealed record Setup
{
    public Participants Participants { get; init; } = new();

    public FakeTimeProvider Time { get; init; } = new(Sample.Now);

    public IFaultPoints Faults { get; init; } = new NoFaultPoints();

    public LifecycleOptions Times { get; init; } = new();

    public SessionCommitOptions Commits { get; init; } = new();

    /// <summary>More endpoints than those of <see cref="Participants"/>.</summary>
    public Action<IBusFactoryConfigurator>? Endpoints { get; init; }

    public Action<OutboxOptions>? Outbox { get; init; }

    public Action<IServiceCollection>? Services { get; init; }
}
