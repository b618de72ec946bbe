using System.Reflection;
using System.Runtime.CompilerServices;

namespace Sagas.Testing.Tidy;

/// <summary>Classes are sealed unless somebody derives from them.</summary>
public static class SealedRule
{
    /// <summary>The classes of an assembly that people wrote and that can be instantiated.</summary>
    public static IReadOnlyList<Type> ConcreteClasses(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        return [.. assembly.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false } && IsHandWritten(t))];
    }

    /// <summary>Those that are not sealed.</summary>
    public static IReadOnlyList<Type> Open(IEnumerable<Type> classes) => [.. classes.Where(t => !t.IsSealed)];

    static bool IsHandWritten(Type type)
    {
        for (var t = type; t is not null; t = t.DeclaringType)
        {
            // A name that C# cannot spell is the compiler's: closures, iterators, the class of top-level statements.
            if (t.Name.Contains('<', StringComparison.Ordinal)
                || t.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
                || t.Namespace?.EndsWith(".Migrations", StringComparison.Ordinal) == true
                || t.Namespace is null)
                return false;
        }
        return typeof(Delegate).IsAssignableFrom(type) is false;
    }
}
