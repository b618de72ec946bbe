using System.Collections.Frozen;
using Sagas.Contracts;

namespace Sagas.Lifecycle;

/// <summary>The messages that a plan may name as its post-actions: those of the contracts, and no other type.</summary>
internal static class PostActionTypes
{
    static readonly FrozenDictionary<string, Type> Types = typeof(IPostActionMessage).Assembly.GetExportedTypes()
        .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IPostActionMessage)))
        .ToFrozenDictionary(type => type.Name);

    public static IReadOnlyList<Type> All => Types.Values;

    public static Type ByName(string name) => Types.TryGetValue(name, out var type)
        ? type
        : throw new InvalidOperationException($"The plan names the unknown post-action {name}.");
}
