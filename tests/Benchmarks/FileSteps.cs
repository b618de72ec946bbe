using Microsoft.Extensions.DependencyInjection;
using Sagas.Consumers;
using Sagas.Consumers.FileTree;
using Sagas.Consumers.FileTree.Folders;
using Sagas.Consumers.Steps;
using Sagas.Contracts;

namespace Sagas.Benchmarks;

/// <summary>The file tree's own steps, without the messages around them.</summary>
internal sealed class FileSteps : IDisposable
{
    const string Account = "default";
    static readonly TimeProvider Time = TimeProvider.System;

    readonly ServiceProvider _services;
    readonly string _root;
    readonly Dictionary<string, string> _places = [];
    TransactionId _last;
    long _token;

    public FileSteps(string root, int spareFoldersMax = 128)
    {
        _root = root;
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IFaultPoints, NoFaultPoints>()
            .AddSingleton<RunningSteps>()
            .AddFileTree(new FileTreeOptions { Root = root, SpareFoldersMax = spareFoldersMax })
            .BuildServiceProvider();
    }

    public string Folder(string name)
    {
        _places[name] = name;
        return Path.Combine(_root, Account, "resources", name);
    }

    public Task<TimeSpan> Move(string name)
    {
        var (from, to) = (_places[name], $"{name}-{++_token}");
        _places[name] = to;
        return Execute(PlannedStep.Of(new MoveTree(Account, Uri(from), Uri(to))), Id());
    }

    /// <summary>Moves and ends the transaction.</summary>
    public async Task<TimeSpan> MoveToTheEnd(string name)
    {
        var at = Time.GetTimestamp();
        await Move(name);
        _services.GetRequiredService<Purge>().Close(_last);
        return Time.GetElapsedTime(at);
    }

    /// <summary>Only the removal is timed.</summary>
    public async Task<TimeSpan> RemoveAndBringBack(string name)
    {
        _token++;
        var (step, id) = (PlannedStep.Of(new RemoveTree(Account, Uri(_places[name]), Recursive: true)), Id());
        var took = await Execute(step, id);
        await Participant(step).Answer(
            new CompensateStep(id, 0, step.Kind, 1, new FencingToken(_token), step.Arguments),
            _ => Task.CompletedTask, CancellationToken.None);
        return took;
    }

    public void Dispose() => _services.Dispose();

    async Task<TimeSpan> Execute(PlannedStep step, TransactionId id)
    {
        var message = new ExecuteStep(id, 0, step.Kind, 1, new FencingToken(_token), step.Arguments);
        var participant = Participant(step);
        var at = Time.GetTimestamp();
        var reply = await participant.Answer(message, _ => Task.CompletedTask, CancellationToken.None);
        var took = Time.GetElapsedTime(at);
        return reply is StepCompleted ? took : throw new InvalidOperationException(reply.ToString());
    }

    IStepParticipant Participant(PlannedStep step) => (IStepParticipant)ActivatorUtilities.CreateInstance(
        _services, ConsumersEndpoints.Queues[step.Kind]);

    TransactionId Id() => _last = new TransactionId(Guid.CreateVersion7(Time.GetUtcNow()));

    static VikingUri Uri(string name) => VikingUriParser.Parse($"viking://resources/{name}", "uri");
}
