using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Sagas.Contracts;

namespace Sagas.Persistence.Model;

/// <summary>
/// The states of a session commit as they are stored and shown: <c>ExtractionFailed</c> is
/// <c>extraction_failed</c>.
/// </summary>
public sealed class CommitPhaseName() : ValueConverter<string, string>(
    state => ToStored(state), stored => PhaseName.ToState(stored.ToUpperInvariant()))
{
    /// <summary>One of <see cref="SessionCommitPhase"/> for a state of the machine.</summary>
    public static string ToStored(string state) => PhaseName.ToStored(state).ToLowerInvariant();
}
