using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Sagas.Persistence.Outbox;

namespace Sagas.Tests.Persistence;

/// <summary>An outage is a line or two in the log, however many messages it meets.</summary>
public sealed class SendFailuresTests
{
    readonly FakeTimeProvider _time = new();
    readonly Lines _lines = [];
    readonly SendFailures _failures;

    public SendFailuresTests() => _failures = new SendFailures(_time, _lines);

    [Fact]
    public void Failed_ManyAtOnce_AreTwoLines()
    {
        for (var n = 0; n < 300; n++)
            _failures.Failed(new OutboxRow { Destination = "exchange:alpha" }, new TimeoutException("Too late."));
        _failures.Report();
        Assert.Equal(
            [(LogLevel.Warning, "Sending to exchange:alpha failed (attempt 0): TimeoutException: Too late.", null)],
            _lines);

        _time.Advance(TimeSpan.FromSeconds(10));
        _failures.Report();
        _failures.Report();

        Assert.Equal(
            "Sending 299 more messages failed since then; they are tried again", Assert.Single(_lines.Skip(1)).Text);
    }

    [Fact]
    public void Failed_AfterTheBurst_IsALineAgain()
    {
        _failures.Failed(new OutboxRow(), new TimeoutException());
        _time.Advance(TimeSpan.FromSeconds(10));
        _failures.Report();

        _failures.Failed(new OutboxRow(), new TimeoutException());

        Assert.Equal(2, _lines.Count);
    }

    [Fact]
    public void Failed_ForTheLastTime_IsALineOfItsOwnWithTheException()
    {
        var why = new InvalidOperationException("No such exchange.");
        _failures.Failed(new OutboxRow(), new TimeoutException());

        _failures.Failed(new OutboxRow { Destination = "exchange:alpha", Attempts = 8, Parked = true }, why);

        var line = _lines[^1];
        Assert.Equal((LogLevel.Error, why), (line.Level, line.Exception));
        Assert.Contains("exchange:alpha is parked after 8 attempts", line.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void LostOnItsWay_Many_AreCountedInOneLine()
    {
        for (var n = 0; n < 256; n++)
            _failures.LostOnItsWay();

        _failures.Report();
        _failures.Report();

        Assert.Contains("with 256 messages on their way", Assert.Single(_lines).Text, StringComparison.Ordinal);
    }

    sealed class Lines : List<(LogLevel Level, string Text, Exception? Exception)>, ILogger
    {
        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            Add((logLevel, formatter(state, exception), exception));

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
            => null;
    }
}
