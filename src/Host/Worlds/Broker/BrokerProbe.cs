using System.Security.Authentication;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Sagas.Host.Worlds.Broker;

/// <summary>
/// Finds out whether the broker takes messages: it publishes one that no queue gets and waits for the confirmation,
/// over a connection of its own. A connection that merely stands says little: a broker short of memory or disk keeps
/// it and takes nothing. Thread-safe; one probe at a time.
/// </summary>
internal sealed class BrokerProbe(BrokerConnections connections, TimeProvider time) : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    readonly SemaphoreSlim _one = new(1);
    IConnection? _connection;
    IChannel? _channel;
    volatile string? _blocked;

    /// <summary>Why the broker cannot be used; null when it can.</summary>
    public async Task<string?> Trouble(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            using var limit = new CancellationTokenSource(Patience, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            return await Try(either.Token);
        }
        finally
        {
            _one.Release();
        }
    }

    async Task<string?> Try(CancellationToken cancellationToken)
    {
        try
        {
            if (_channel is not { IsOpen: true })
                await Connect(cancellationToken);
            if (_blocked is { } known)
                return Blocked(known);
            await _channel!.BasicPublishAsync(
                "", "sagas.probe", mandatory: false, new BasicProperties(), ReadOnlyMemory<byte>.Empty,
                cancellationToken);
            return null;
        }
        catch (OperationCanceledException)
        {
            return _blocked is { } reason ? Blocked(reason)
                : $"{connections.Description} does not confirm within {Patience.TotalSeconds:0} s";
        }
        // Whatever the client throws, the answer is that the broker cannot be used; a defect would be shown here too.
        catch (Exception e)
        {
            await Disconnect();
            return $"{connections.Description}: {connections.Refusal ?? Cause(e)}";
        }
    }

    async Task Connect(CancellationToken cancellationToken)
    {
        await Disconnect();
        _connection = await connections.Open("sagas probe", cancellationToken);
        _connection.ConnectionBlockedAsync += (_, blocked) =>
        {
            _blocked = blocked.Reason;
            return Task.CompletedTask;
        };
        _connection.ConnectionUnblockedAsync += (_, _) =>
        {
            _blocked = null;
            return Task.CompletedTask;
        };
        _channel = await _connection.CreateChannelAsync(
            new CreateChannelOptions(
                publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true),
            cancellationToken);
    }

    string Blocked(string reason) => $"{connections.Description} takes no messages: {reason}";

    /// <summary>The innermost message that says something to an operator.</summary>
    static string Cause(Exception e) => e switch
    {
        AuthenticationFailureException refused => refused.Message,
        BrokerUnreachableException { InnerException: AggregateException all } => Cause(all.InnerExceptions[^1]),
        AuthenticationException tls => $"no TLS: {tls.InnerException?.Message ?? tls.Message}",
        { InnerException: { } inner } => Cause(inner),
        _ => e.Message,
    };

    async Task Disconnect()
    {
        _blocked = null;
        _channel = null;
        if (_connection is not { } connection)
            return;
        _connection = null;
        try
        {
            // Abortive: a blocked broker does not read the polite way.
            await connection.AbortAsync(Constants.ReplySuccess, "done", TimeSpan.FromMilliseconds(200));
        }
        catch (Exception e) when (e is IOException or AlreadyClosedException or ObjectDisposedException)
        {
            // It was gone already.
        }
        await connection.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Disconnect();
        _one.Dispose();
    }
}
