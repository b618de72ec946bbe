using MassTransit;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Consumers.FileTree;
using Sagas.Consumers.Semantics;
using Sagas.Consumers.Steps;
using Sagas.Consumers.Tests.VectorIndex;
using Sagas.Contracts;
using static Sagas.Consumers.Tests.VectorIndex.Sample;

namespace Sagas.Consumers.Tests.Semantics;

/// <summary>The real consumer on a real bus and a real index; the test plays the index transaction.</summary>
public sealed class SemanticWorld : IAsyncDisposable
{
    readonly ServiceProvider _provider;
    readonly IBusControl _bus;
    readonly BusObserver _observer = new();
    readonly SentCommands _sent = new();
    int _applied;

    SemanticWorld(IFileTree? tree)
    {
        var services = new ServiceCollection()
            .AddSingleton(tree ?? Tree).AddSingleton(Index.Index).AddSingleton(Index.Ledger)
            .AddSingleton<ISummarizer>(Models)
            .AddSingleton<ICommandSender>(_sent)
            .AddSingleton<IEmbeddingGenerator<string, Embedding<float>>>(Models)
            .AddSemantics();
        _provider = services.AddLogging().AddMassTransit(bus =>
            {
                bus.AddConsumer<SemanticConsumer>().Endpoint(e => e.Name = QueueName.Of<EnqueueSemantic>());
                bus.UsingInMemory((context, memory) => memory.ConfigureEndpoints(context));
            })
            .BuildServiceProvider(true);
        _bus = _provider.GetRequiredService<IBusControl>();
        _bus.ConnectConsumeObserver(_observer);
    }

    public FakeTree Tree { get; } = new();

    public SqliteIndexWorld Index { get; } = new();

    public CountingModels Models { get; } = new();

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>What was put off, and for how long.</summary>
    public List<(EnqueueSemantic Message, TimeSpan Pause)> Later => [.. _sent.Later];

    /// <summary>The commands that were sent since the last <see cref="Run"/> began, in order.</summary>
    public IReadOnlyList<IndexDirectory> Sent => _sent.Take();

    /// <param name="tree">Another tree than <see cref="Tree"/>.</param>
    public static async Task<SemanticWorld> Start(IFileTree? tree = null)
    {
        var world = new SemanticWorld(tree);
        await world._bus.StartAsync(Stop);
        return world;
    }

    public static EnqueueSemantic Message(string path, int transaction = 1, bool recursive = true) => new()
    {
        TransactionId = Transaction(transaction),
        Action = "semantic",
        Account = Account,
        User = "default",
        Uri = Uri(path),
        Recursive = recursive,
    };

    /// <summary>Has the message worked off; answers the commands that it led to, in order.</summary>
    public async Task<List<IndexDirectory>> Run(EnqueueSemantic message)
    {
        _sent.Clear();
        await Consume(message);
        return _sent.Take();
    }

    /// <summary>Has the message worked off, beside whatever is under way.</summary>
    public async Task Consume(EnqueueSemantic message)
    {
        var id = NewId.NextGuid();
        var endpoint = await _bus.GetSendEndpoint(QueueName.Address(QueueName.Of<EnqueueSemantic>()));
        await endpoint.Send(message, context => context.MessageId = id, Stop);
        await _observer.Consumed(id).WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Stop);
    }

    /// <summary>As <see cref="Run"/>, and does what the index transactions would do.</summary>
    public async Task<List<IndexDirectory>> RunAndApply(EnqueueSemantic message)
    {
        var commands = await Run(message);
        foreach (var command in commands.ToList())
        {
            var uri = VikingUriParser.Parse(command.Uri, "uri");
            if (command.Overview is not null)
                Tree.Write(uri.Path + "/.overview.md", command.Overview);
            if (command.Abstract is not null)
                Tree.Write(uri.Path + "/.abstract.md", command.Abstract);
            var number = 500 + ++_applied;
            await Index.Changes.Upsert(
                new UpsertEntries(Account, uri, command.Entries, command.Gone), Step(number, number), Stop);
            if (command.RefreshParent && uri.Parent is { IsScopeRoot: false } parent)
                commands.AddRange(await RunAndApply(Message(parent.Path, 500 + _applied, recursive: false)));
        }
        return commands;
    }

    public async ValueTask DisposeAsync()
    {
        await _bus.StopAsync(CancellationToken.None);
        await _provider.DisposeAsync();
        Index.Dispose();
        Models.Dispose();
    }
}
