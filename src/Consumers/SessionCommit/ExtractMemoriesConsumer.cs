using MassTransit;
using Microsoft.Extensions.Logging;
using Sagas.Contracts;

namespace Sagas.Consumers.SessionCommit;

/// <summary>
/// Asks for the memories of an archive, and answers whatever comes of it: a failure is an answer, too, and who asked
/// decides whether and when to ask again.
/// </summary>
sealed partial class ExtractMemoriesConsumer(
    ArchiveReader reader, ICommitReplies replies, ExtractionOptions options, IFaultPoints faults, TimeProvider time,
    ILogger<ExtractMemoriesConsumer> logger) : IConsumer<ExtractMemories>
{
    static readonly Uri Commits = QueueName.Address(QueueName.SessionCommits);

    public async Task Consume(ConsumeContext<ExtractMemories> context)
    {
        var (made, failed) = await Answer(context);
        // Died here: nothing is changed anywhere; the request comes again.
        await faults.Reach("extract-memories.before-reply", context.CancellationToken);
        await (made is not null
            ? replies.Send(made, context.CancellationToken)
            : replies.Send(failed!, context.CancellationToken));
    }

    async Task<(MemoriesExtracted?, ExtractionFailed?)> Answer(ConsumeContext<ExtractMemories> context)
    {
        var request = context.Message;
        using var silence = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, context.CancellationToken);
        var calls = new ModelCalls(() => Report(context, silence));
        try
        {
            return (await reader.Read(request, calls, either.Token), null);
        }
        catch (Exception exception) when (!context.CancellationToken.IsCancellationRequested)
        {
            var failure = silence.IsCancellationRequested
                ? ExtractionFailures.Silent(options.Timeout)
                : ExtractionFailures.Of(exception);
            LogFailed(request.TransactionId, request.Attempt, failure.Reason.Message, exception);
            return (null, new ExtractionFailed(
                request.TransactionId, request.Attempt, failure.Reason, failure.IsFinal, calls.Usage));
        }
    }

    /// <summary>A call begins: its silence is measured from here, by this process and by who asked.</summary>
    async Task Report(ConsumeContext<ExtractMemories> context, CancellationTokenSource silence)
    {
        var begun = new ExtractionBegun(context.Message.TransactionId, context.Message.Attempt);
        var endpoint = await context.GetSendEndpoint(Commits);
        await endpoint.Send(begun, context.CancellationToken);
        // Died here: as before the request came.
        await faults.Reach("extract-memories.before-call", context.CancellationToken);
        silence.CancelAfter(options.Timeout);
    }

    [LoggerMessage(7301, LogLevel.Warning, "Extraction {Attempt} of {Commit} failed: {Why}")]
    partial void LogFailed(TransactionId commit, int attempt, string why, Exception exception);
}
