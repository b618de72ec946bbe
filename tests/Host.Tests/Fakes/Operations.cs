using Microsoft.Extensions.DependencyInjection;
using Sagas.Contracts;
using Sagas.Intake;

namespace Sagas.Host.Tests.Fakes;

/// <summary>The real operations, as the coordinator registers them: they are pure.</summary>
internal static class Operations
{
    static readonly ServiceProvider All = new ServiceCollection().AddOperations().BuildServiceProvider();

    public static IOperation<TCommand> Of<TCommand>()
        where TCommand : class, IOperationCommand
        => All.GetRequiredService<IOperation<TCommand>>();

    public static IServiceCollection AddOperations(this IServiceCollection services)
    {
        foreach (var type in typeof(IOperation<>).Assembly.GetTypes().Where(type => type is { IsAbstract: false }))
        {
            foreach (var contract in type.GetInterfaces().Where(
                i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IOperation<>)))
                services.AddSingleton(contract, type);
        }
        return services;
    }
}
