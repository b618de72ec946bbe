using System.Text;

namespace Sagas.Contracts;

/// <summary>The one rule that names queues and step kinds: the message type in kebab case.</summary>
public static class QueueName
{
    /// <summary>The queue that the transaction machine listens on.</summary>
    public const string Transactions = "transactions";

    /// <summary>The queue that the machine of session commits listens on.</summary>
    public const string SessionCommits = "session-commits";

    /// <summary>The queue of <typeparamref name="T"/>: <c>MoveResource</c> → <c>move-resource</c>.</summary>
    public static string Of<T>() => Of(typeof(T));

    /// <summary>The queue of <paramref name="type"/>: <c>MoveResource</c> → <c>move-resource</c>.</summary>
    public static string Of(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        var name = new StringBuilder();
        foreach (var c in type.Name)
        {
            if (char.IsUpper(c) && name.Length > 0)
                name.Append('-');
            name.Append(char.ToLowerInvariant(c));
        }
        return name.ToString();
    }

    /// <summary>
    /// The address of a queue. It names the exchange of that name, never the queue: a queue address would declare
    /// the queue again with other arguments, which a broker refuses when it has arguments of its own.
    /// </summary>
    public static Uri Address(string queue) => new($"exchange:{queue}");
}
