using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Sagas.Consumers.FileTree;
using Sagas.Consumers.Steps;
using Sagas.Contracts;

namespace Sagas.Consumers.Tests.FileTree;

public sealed class FileTreeRegistrationTests
{
    public static TheoryData<string> Names => [.. FileTreeRegistration.Consumers.Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void AddFileTree_EachConsumer_CanBeMadeAndConsumes(string name)
    {
        using var services = Services();
        var type = FileTreeRegistration.Consumers.Single(consumer => consumer.Name == name);

        Assert.IsType<IConsumer>(ActivatorUtilities.CreateInstance(services, type), exactMatch: false);
    }

    [Fact]
    public void AddFileTree_Ports_AreThere()
    {
        using var services = Services();

        Assert.NotNull(services.GetRequiredService<IFileTree>());
        Assert.NotNull(services.GetRequiredService<IUploads>());
        Assert.NotNull(services.GetRequiredService<ITombstones>());
    }

    [Fact]
    public void Consumers_OfTheAssembly_AreAllListed()
    {
        var steps = typeof(FileTreeRegistration).Assembly.GetTypes().Where(type =>
            type is { IsAbstract: false, BaseType.IsGenericType: true }
            && type.BaseType.GetGenericTypeDefinition() == typeof(FileStep<,>));

        Assert.Empty(steps.Except(FileTreeRegistration.Consumers));
    }

    static ServiceProvider Services() => new ServiceCollection()
        .AddSingleton<IFaultPoints, NoFaultPoints>()
        .AddSingleton<RunningSteps>()
        .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
        .AddSingleton(TimeProvider.System)
        .AddFileTree(new FileTreeOptions { Root = "never-written" })
        .BuildServiceProvider(validateScopes: true);
}
