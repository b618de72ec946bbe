using Sagas.Host.Tests.Fakes;

namespace Sagas.Host.Tests;

/// <summary>Tests of one service, fresh for each test.</summary>
public abstract class ServiceTests : IAsyncLifetime
{
    internal TestService Service { get; private set; } = null!;

    internal virtual (string, string)[] Settings => [];

    public async ValueTask InitializeAsync() => Service = await TestService.Start(Settings);

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
