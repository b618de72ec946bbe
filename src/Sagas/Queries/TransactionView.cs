using System.Text.Json;
using Sagas.Contracts;

namespace Sagas.Queries;

/// <summary>A transaction as callers and operators see it.</summary>
public sealed record TransactionView
{
    /// <summary>Its id.</summary>
    public required TransactionId Id { get; init; }

    /// <summary>"rm", "mv", "add_resource", …</summary>
    public required string Operation { get; init; }

    /// <summary>One of <see cref="TransactionPhase"/>.</summary>
    public required string Phase { get; init; }

    /// <summary>One of <see cref="TransactionOutcome"/>; null while it runs.</summary>
    public string? Outcome { get; init; }

    /// <summary>Why it did not commit; null when it did, or still may.</summary>
    public Reason? Reason { get; init; }

    /// <summary>The account it runs in.</summary>
    public required string Account { get; init; }

    /// <summary>On whose behalf.</summary>
    public required string User { get; init; }

    /// <summary>Its URIs in the order of the command.</summary>
    public required IReadOnlyList<string> Uris { get; init; }

    /// <summary>The plan with what has become of each step.</summary>
    public required IReadOnlyList<StepView> Steps { get; init; }

    /// <summary>The fence of its locks; null before they were granted.</summary>
    public long? FencingToken { get; init; }

    /// <summary>When it was accepted.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it changed last.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When it ended; null while it runs.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The timers that are set, of what follows too; in the order of their due times.</summary>
    public IReadOnlyList<TimerView> Timers { get; init; } = [];

    /// <summary>What follows the archive, when this is the first transaction of a session commit; else null.</summary>
    public SessionCommitView? Commit { get; init; }

    /// <summary>The result that a step reported, such as a count; null when there is none.</summary>
    public JsonElement? ResultOf(string kind) => Steps.FirstOrDefault(s => s.Kind == kind)?.Result;
}
