using System.Collections.Frozen;
using MassTransit;
using Sagas.Contracts;
using Sagas.Lifecycle;

namespace Sagas.Persistence.Outbox;

/// <summary>
/// Messages that begin work: a transaction, or what follows its end. All others are about something that is open, and
/// counted by itself.
/// </summary>
internal static class WorkMessages
{
    static readonly FrozenSet<string> Urns = PostActionTypes.All.Append(typeof(BeginTransaction))
        .Select(type => MessageUrn.ForTypeString(type)).ToFrozenSet(StringComparer.Ordinal);

    public static bool Has(OutboxRow row) => row.Stored.MessageTypes.Any(Urns.Contains);
}
