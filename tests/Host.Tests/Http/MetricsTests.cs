using System.Globalization;
using Sagas.Contracts;
using Sagas.Queries;

namespace Sagas.Host.Tests.Http;

/// <summary>Alone with whoever else asks for the metrics: the meters are those of the whole process.</summary>
[Collection("metrics")]
public sealed class MetricsTests : ServiceTests
{
    [Theory]
    [InlineData("sagas_transactions_open", 3)]
    [InlineData("sagas_transactions_in_suspension", 1)]
    [InlineData("sagas_outbox_pending", 2)]
    [InlineData("sagas_outbox_parked", 4)]
    [InlineData("sagas_outbox_lateness_seconds", 1.5)]
    [InlineData("sagas_locks_held", 1)]
    [InlineData("sagas_locks_waiting", 2)]
    public async Task Metrics_StoredState_IsWhatTheDatabaseHolds(string name, double value)
    {
        Service.Transactions.BacklogAt = _ => new BacklogView(3, 1, 2, 4, TimeSpan.FromSeconds(1.5));
        Service.Transactions.Held.AddRange([Lock(held: true), Lock(held: false), Lock(held: false)]);

        var reply = await Service.Get("/metrics");

        Assert.Equal(200, reply.Status);
        Assert.Equal(value, ValueOf(reply.Text, name));
    }

    [Fact]
    public async Task Metrics_DatabaseDown_IsAnErrorInItsEnvelope()
    {
        Service.Transactions.Failure = new InvalidOperationException();
        (await Service.Get("/metrics")).Refused(500, "INTERNAL");
    }

    static LockView Lock(bool held) => new(
        new TransactionId(Guid.CreateVersion7()), "default", VikingUriParser.Parse("viking://resources/a", "uri"),
        LockMode.Tree, held, 1, held ? 7 : null, default);

    /// <summary>A line is a name, labels in braces, a value and perhaps a time.</summary>
    static double ValueOf(string text, string name)
    {
        var line = Assert.Single(text.Split('\n'), line => line.StartsWith(name + "{", StringComparison.Ordinal)
            || line.StartsWith(name + " ", StringComparison.Ordinal));
        var rest = line[(line.LastIndexOf('}') + 1)..].Replace(name, "", StringComparison.Ordinal);
        return double.Parse(rest.Trim().Split(' ')[0], CultureInfo.InvariantCulture);
    }
}
