using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sagas.Persistence.Outbox;
using Sagas.Persistence.Sqlite;
using Sagas.Persistence.UnitOfWork;
using Sagas.Tests.Hosting;

namespace Sagas.Tests.Persistence;

/// <summary>A database that cannot be written is tried less and less often, and a line or two in the log.</summary>
public sealed class UnwritableTests : MachineTest
{
    static readonly DateTimeOffset Start = Sample.Now;

    readonly ScriptedFaults _faults = new();
    readonly Lines _lines = new();

    private protected override Setup Setup => new()
    {
        Faults = _faults,
        Services = services => services.AddSingleton<ILogger<SqliteWriter>>(_lines),
    };

    ValueTask<Exception?> Write() => Record.ExceptionAsync(() => Coordinator.Get<IUnitOfWorkStore>().Run(
        _ => Task.CompletedTask, TestContext.Current.CancellationToken));

    [Fact]
    public async Task Commits_ThatFailOneAfterAnother_AreALineAndThenTheirNumber()
    {
        _faults.On("writer.before-commit", () => throw new IOException("Disk full."));
        for (var n = 0; n < 50; n++)
            Assert.IsType<IOException>(await Write());
        // The dispatcher has units of its own, alone or in the same commit as one of these.
        Assert.Matches("^A commit of [12] units of work failed$", Assert.Single(_lines.All));

        _faults.On("writer.before-commit", () => Task.CompletedTask);
        Pass(10);
        Assert.Null(await Write());
        Assert.Null(await Write());

        Assert.Matches("^(49|5[0-9]) more commits failed since then$", Assert.Single(_lines.All.Skip(1)));
    }

    [Fact]
    public void Pause_AfterFailures_DoublesUpToTheLimitAndEndsWithASuccess()
    {
        var pause = new GrowingPause(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));
        Assert.True(pause.IsOver(Start));
        int[] pauses = [2, 4, 5, 5];
        foreach (var seconds in pauses)
        {
            pause.Failed(Start);
            Assert.False(pause.IsOver(Start.AddSeconds(seconds - 0.1)));
            Assert.True(pause.IsOver(Start.AddSeconds(seconds)));
        }
        pause.Succeeded();
        pause.Failed(Start);
        Assert.True(pause.IsOver(Start.AddSeconds(2)));
    }

    sealed class Lines : ILogger<SqliteWriter>
    {
        public ConcurrentQueue<string> All { get; } = new();

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) => All.Enqueue(formatter(state, exception));

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
            => null;
    }
}
