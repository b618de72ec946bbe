using MassTransit;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Sagas.Consumers.FileTree;
using Sagas.Consumers.Steps;
using Sagas.Consumers.VectorIndex;
using Sagas.Contracts;

namespace Sagas.Consumers.Semantics;

/// <summary>
/// Makes summaries and index entries anew where content has changed, bottom-up, and sends what is new as one
/// <see cref="IndexDirectory"/> per directory. It changes nothing itself and holds no lock: a transaction that
/// takes the tree meanwhile wins, and what was made of the old tree is refused as stale.
/// </summary>
/// <remarks>
/// When the abstract of the directory that was asked for has changed, its transaction refreshes the directory above,
/// and so on upwards: each is made of what is committed, so that siblings that change together miss nothing of each
/// other. It ends below the scope root, whose summaries would change with everything.
/// </remarks>
public sealed partial class SemanticConsumer(
    IFileTree tree,
    IVectorIndex index,
    ISemanticLedger ledger,
    ICommandSender commands,
    SharedRuns runs,
    ISummarizer summarizer,
    IEmbeddingGenerator<string, Embedding<float>> model,
    IFaultPoints faults,
    ILogger<SemanticConsumer> logger) : IConsumer<EnqueueSemantic>
{
    readonly CarefulModels _models = new(summarizer, model, logger);

    /// <inheritdoc />
    public async Task Consume(ConsumeContext<EnqueueSemantic> context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var message = context.Message;
        var cancellationToken = context.CancellationToken;
        if (await ledger.Has(message, cancellationToken))
        {
            LogDuplicate(message.TransactionId, message.Action);
            return;
        }
        if (SessionUri.IsPrivateToSessions(message.Uri))
            LogPrivate(message.TransactionId, message.Action, message.Uri);
        else if (await DirectoryOf(message, cancellationToken) is { } found)
            await RefreshOrPutOff(context, found.Uri, found.IsDirectory);
        else
            LogGone(message.TransactionId, message.Action, message.Uri);
        // Died here: the message comes again and sends commands with the same ids, which are the same transactions.
        await faults.Reach("enqueue-semantic.before-ledger", cancellationToken);
        await ledger.Add(message, cancellationToken);
    }

    /// <summary>What the message names; a file stands for its directory, without what is below.</summary>
    async Task<(VikingUri Uri, bool IsDirectory)?> DirectoryOf(
        EnqueueSemantic message, CancellationToken cancellationToken) =>
        await tree.Stat(message.Account, message.Uri, cancellationToken) switch
        {
            null => null,
            { IsDirectory: false } file => file.Uri.Parent is { } parent ? (parent, false) : null,
            _ => (message.Uri, true),
        };

    /// <summary>
    /// While a model cannot be asked, the message waits in a timer and not in its queue: others have their turn, and an
    /// outage of hours makes no dead letter. What was sent before the model went away is applied all the same.
    /// </summary>
    async Task RefreshOrPutOff(ConsumeContext<EnqueueSemantic> context, VikingUri directory, bool isWhatWasAskedFor)
    {
        var message = context.Message;
        try
        {
            await Refresh(context, directory, isWhatWasAskedFor);
        }
        catch (ModelUnavailableException away) when (message.ModelAttempt < ModelPatience.AttemptsMax)
        {
            var pause = ModelPatience.PauseAfter(message.ModelAttempt);
            LogPutOff(message.TransactionId, message.Action, message.Uri, pause, away.Message);
            // Died here, or after it: the message comes again, and puts off the same one, which the ledger makes one.
            await commands.SendLater(PutOff(message), pause, context.CancellationToken);
        }
    }

    static EnqueueSemantic PutOff(EnqueueSemantic message) => message with
    {
        // The ledger knows it by another name than the one before.
        Action = $"{message.Action.Split('#')[0]}#{message.ModelAttempt + 1}",
        ModelAttempt = message.ModelAttempt + 1,
    };

    async Task Refresh(ConsumeContext<EnqueueSemantic> context, VikingUri directory, bool isWhatWasAskedFor)
    {
        var message = context.Message;
        await Share(context, directory, isWhatWasAskedFor && message.Recursive);
        if (isWhatWasAskedFor && message.IncludeParent && directory.Parent is { IsScopeRoot: false } parent)
            await Share(context, parent, recursive: false);
    }

    /// <summary>Messages about the same directory that wait at the same time are worked off by one run.</summary>
    Task Share(ConsumeContext<EnqueueSemantic> context, VikingUri directory, bool recursive)
    {
        var message = context.Message;
        var work = $"{message.Account}\n{message.User}\n{message.Attempt}\n{recursive}\n{directory}";
        return runs.Join(
            work,
            () => Run(context, directory, recursive, new Dictionary<VikingUri, string>(), isRoot: true),
            context.CancellationToken);
    }

    /// <summary>Sends what is new about a directory, after what is new below it.</summary>
    async Task Run(
        ConsumeContext<EnqueueSemantic> context, VikingUri directory, bool recursive,
        Dictionary<VikingUri, string> known, bool isRoot)
    {
        var (message, cancellationToken) = (context.Message, context.CancellationToken);
        if (await tree.List(message.Account, directory, cancellationToken) is not { } all)
            return;
        var listing = all.Where(ContentListing.IsContent).ToList();
        var children = new Dictionary<string, ChildAbstract>(StringComparer.Ordinal);
        foreach (var child in listing.Where(entry => entry.IsDirectory))
        {
            if (recursive)
                await Run(context, child.Uri, recursive, known, isRoot: false);
            children[child.Name] = await AbstractOf(message.Account, child.Uri, known, cancellationToken);
        }
        var stored = await StoredEntries.Load(index, message.Account, directory, cancellationToken);
        var run = new DirectoryRun(tree, _models, message, directory, listing, children, stored);
        await foreach (var command in run.Commands(refreshParent: isRoot, cancellationToken))
            await Send(context, command);
        if (run.CurrentAbstract is not null)
            known[directory] = run.CurrentAbstract;
    }

    async Task<ChildAbstract> AbstractOf(
        string account, VikingUri child, Dictionary<VikingUri, string> known, CancellationToken cancellationToken)
    {
        var read = await SidecarText.Read(tree, account, child, Sidecars.Abstract, cancellationToken);
        return known.TryGetValue(child, out var sent) && sent != read.Text
            ? new ChildAbstract(sent, [read.Hash, SemanticIds.Hash(sent)])
            : new ChildAbstract(read.Text ?? "", [read.Hash]);
    }

    async Task Send(ConsumeContext<EnqueueSemantic> context, IndexDirectory command)
    {
        // Died between two: the ones before are on their way, and are sent again with the same ids.
        await faults.Reach("enqueue-semantic.before-send", context.CancellationToken);
        await commands.Send(command, context.CancellationToken);
        LogSent(context.Message.TransactionId, command.TransactionId!.Value, command.Uri!, command.Entries.Count);
    }

    [LoggerMessage(7101, LogLevel.Information, "{Transaction}: {Action} was worked off before")]
    partial void LogDuplicate(TransactionId transaction, string action);

    [LoggerMessage(7102, LogLevel.Information, "{Transaction}: {Action} is skipped, {Uri} no longer exists")]
    partial void LogGone(TransactionId transaction, string action, VikingUri uri);

    [LoggerMessage(7104, LogLevel.Debug, "{Transaction}: {Action} is skipped, {Uri} is of a session and no content")]
    partial void LogPrivate(TransactionId transaction, string action, VikingUri uri);

    [LoggerMessage(7103, LogLevel.Debug, "{Transaction}: sent {IndexTransaction} for {Uri} with {Entries} entries")]
    partial void LogSent(TransactionId transaction, TransactionId indexTransaction, string uri, int entries);

    [LoggerMessage(7106, LogLevel.Warning, "{Transaction}: {Action} of {Uri} is put off for {Pause}: {Why}")]
    partial void LogPutOff(TransactionId transaction, string action, VikingUri uri, TimeSpan pause, string why);
}
