using System.Reflection;

namespace Sagas.Contracts.Tests;

/// <summary>What the contracts assembly declares, by reflection: a new type is tested without being listed.</summary>
static class ContractTypes
{
    static readonly Assembly Contracts = typeof(VikingUri).Assembly;

    /// <summary>Every record: messages and the values inside them.</summary>
    public static IReadOnlyList<Type> Records { get; } =
    [
        .. Contracts.GetExportedTypes()
            .Where(t => !t.IsAbstract && t.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance)
                is not null)
            .OrderBy(t => t.Name, StringComparer.Ordinal),
    ];

    /// <summary>Every step command with the record that undoes it.</summary>
    public static IReadOnlyList<(Type Command, Type Undo)> Steps { get; } =
    [
        .. Records.SelectMany(t => t.GetInterfaces()
            .Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IStepCommand<>))
            .Select(i => (t, i.GetGenericArguments()[0]))),
    ];

    /// <summary>Every command of a producer.</summary>
    public static IReadOnlyList<Type> OperationCommands { get; } =
        [.. Records.Where(t => typeof(IOperationCommand).IsAssignableFrom(t))];
}
