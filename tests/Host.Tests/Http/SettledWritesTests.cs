using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Sagas.Contracts;
using Sagas.Host.Http;
using Sagas.Host.Http.Writing;
using Sagas.Host.Tests.Fakes;

namespace Sagas.Host.Tests.Http;

/// <summary>One timeout is for a write and for what follows it.</summary>
public sealed class SettledWritesTests : IDisposable
{
    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    readonly FakeTimeProvider _time = new();
    readonly FakeTransactions _transactions = new(new FakeTree());
    readonly ApplicationLifetime _lifetime = new(NullLogger<ApplicationLifetime>.Instance);
    readonly Stopping _stopping;
    readonly SettledWrites _writes;

    public SettledWritesTests()
    {
        _stopping = new Stopping(_lifetime, _time);
        _writes = new SettledWrites(
            new WriteRunner(_transactions, _transactions, _stopping),
            new Idleness(_transactions, _transactions, _stopping, _time), _time);
    }

    public void Dispose() => _stopping.Dispose();

    [Fact]
    public async Task Run_TheWriteTakesMostOfTheTime_WaitsForTheRestAlone()
    {
        _transactions.WhenAwaited = _ => _time.Advance(Timeout * 0.8);
        _transactions.LeftAt = (_, _) =>
        {
            _time.Advance(Timeout * 0.2);
            return true;
        };
        var command = new MakeDirectory { Uri = "viking://resources/a" };

        var late = await Assert.ThrowsAsync<ApiException>(
            () => _writes.Run(Context(), command, Timeout, settle: true)
                .WaitAsync(TestContext.Current.CancellationToken));

        Assert.Equal(ErrorCode.DeadlineExceeded, late.Code);
    }

    [Fact]
    public async Task Run_NobodyWaits_DoesNotLook()
    {
        _transactions.LeftAt = (_, _) => throw new InvalidOperationException("Nobody asked.");

        var view = await _writes.Run(
            Context(), new MakeDirectory { Uri = "viking://resources/a" }, Timeout, settle: false);

        Assert.Equal(TransactionOutcome.Committed, view.Outcome);
    }

    static DefaultHttpContext Context() => new()
    {
        RequestServices = new ServiceCollection().AddOperations().AddSingleton(TimeProvider.System)
            .BuildServiceProvider(),
    };
}
