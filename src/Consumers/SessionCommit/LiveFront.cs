using Microsoft.Win32.SafeHandles;
using Sagas.Consumers.Sessions;
using Sagas.Contracts;

namespace Sagas.Consumers.SessionCommit;

/// <summary>What of a live file is to be archived: all lines before the newest messages that stay.</summary>
/// <param name="Messages">How many messages; 0 = nothing is archived.</param>
/// <param name="Bytes">Where it ends.</param>
/// <param name="EstimatedTokens">About a quarter of their characters.</param>
/// <param name="Skipped">Why there are none.</param>
sealed record LiveFront(int Messages, long Bytes, long EstimatedTokens, string? Skipped)
{
    public static async Task<LiveFront> Read(
        SafeFileHandle file, long length, int keep, CancellationToken cancellationToken)
    {
        // The newest ones so far: where each starts, and its tokens. Who falls out of the window is archived.
        var kept = new Queue<(long Start, int Tokens)>();
        var (messages, tokens, end) = (0, 0L, 0L);
        var lines = new LineReader(file, length);
        while (await lines.Next(cancellationToken))
        {
            if (!MessageLine.TryRead(lines.Line.Span, out var line))
                continue;
            kept.Enqueue((lines.Start, line.EstimatedTokens));
            if (kept.Count <= keep)
                continue;
            messages++;
            tokens += kept.Dequeue().Tokens;
        }
        end = kept.TryPeek(out var first) ? first.Start : lines.End;
        var skipped = messages > 0 ? null
            : kept.Count == 0 ? ArchivedMessages.NoMessages : ArchivedMessages.AllWithinKeepWindow;
        return new LiveFront(messages, end, tokens, skipped);
    }
}
