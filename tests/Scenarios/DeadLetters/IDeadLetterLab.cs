using Sagas.DeadLetters;

namespace Sagas.Scenarios.DeadLetters;

/// <summary>A place for dead letters that a test can fill, and see what comes back out of it.</summary>
internal interface IDeadLetterLab : IAsyncDisposable
{
    /// <summary>The adapter under test.</summary>
    IDeadLetterBox Box { get; }

    /// <summary>Another process's view of the same place.</summary>
    IDeadLetterBox Other { get; }

    /// <summary>Puts dead letters there, in this order.</summary>
    Task Put(params string[] bodies);

    /// <summary>Puts one there that died at that second of an hour; it lies behind those that are there.</summary>
    Task PutDeadSince(int second, string body);

    /// <summary>The bodies that were sent again, in order.</summary>
    Task<IReadOnlyList<string>> Resent();
}
