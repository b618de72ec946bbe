using Microsoft.Extensions.DependencyInjection;
using Sagas.Consumers;
using Sagas.Consumers.FileTree;
using Sagas.Consumers.Steps;
using Sagas.Contracts;

namespace Sagas.Benchmarks;

/// <summary>One session and its archive step, without the messages around it.</summary>
internal sealed class SessionFiles : IDisposable
{
    const string Account = "default";
    static readonly VikingUri Session = SessionUri.Of("default", "bench");
    static readonly TimeProvider Time = TimeProvider.System;

    readonly string _root = Directory.CreateTempSubdirectory("sagas-bench-").FullName;
    readonly ServiceProvider _services;

    public SessionFiles()
    {
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(Time)
            .AddSingleton<IFaultPoints, NoFaultPoints>()
            .AddSingleton<RunningSteps>()
            .AddFileTree(new FileTreeOptions { Root = _root })
            .BuildServiceProvider();
        Directory.CreateDirectory(Path.Combine(_root, Account, Session.Path));
    }

    /// <summary>Makes these lines the live ones.</summary>
    public void Fill(string lines) =>
        File.WriteAllText(Path.Combine(_root, Account, Session.Path, SessionUri.MessagesName), lines);

    /// <summary>Archives all of them.</summary>
    public async Task<TimeSpan> Archive()
    {
        var id = new TransactionId(Guid.CreateVersion7(Time.GetUtcNow()));
        var step = PlannedStep.Of(new ArchiveMessages(Account, Session, id, 0, "default"));
        var message = new ExecuteStep(id, 0, step.Kind, 1, new FencingToken(1), step.Arguments);
        var participant = (IStepParticipant)ActivatorUtilities.CreateInstance(
            _services, ConsumersEndpoints.Queues[step.Kind]);
        var at = Time.GetTimestamp();
        var reply = await participant.Answer(message, _ => Task.CompletedTask, CancellationToken.None);
        var took = Time.GetElapsedTime(at);
        return reply is StepCompleted ? took : throw new InvalidOperationException(reply.ToString());
    }

    public void Dispose()
    {
        _services.Dispose();
        Directory.Delete(_root, recursive: true);
    }
}
