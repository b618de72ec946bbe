using Microsoft.EntityFrameworkCore.Diagnostics;
using Sagas.DeadLetters;
using Sagas.Persistence.Outbox;

namespace Sagas.Tests.DeadLetters;

/// <summary>Thousands of letters may be parked, and their contents are large: one is looked for, one is read.</summary>
public sealed class ParkedContentTests : IDisposable
{
    const int Many = 40;

    readonly TestDatabase _database = new();
    readonly StatementLog _statements = new();
    readonly Bodies _bodies = new();

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    async Task<ParkedDeadLetters> Box()
    {
        await using (var db = _database.Context())
        {
            db.Outbox.AddRange(Enumerable.Range(1, Many).Select(n => new OutboxRow
            {
                Id = n,
                MessageId = Sample.Id(n).Value,
                Destination = "exchange:work",
                ContentType = "application/json",
                Body = [(byte)n],
                Properties = "{}",
                Due = Sample.Now,
                Parked = true,
            }));
            await db.SaveChangesAsync(Stop);
        }
        return new ParkedDeadLetters(
            new WatchedContexts(_database.Path, _statements, _bodies), null!, TimeProvider.System);
    }

    [Fact]
    public async Task Find_AmongMany_ReadsTheContentOfThatOneAlone()
    {
        var box = await Box();
        var letter = (await box.Browse(Many, Stop))[6];
        _statements.Texts.Clear();

        var found = await box.Find(letter.Id, Stop);

        Assert.Equal([7], found!.Body.ToArray());
        var reading = Assert.Single(
            _statements.Texts, text => text.Contains("\"body\"", StringComparison.Ordinal));
        Assert.Contains("\"id\" = @", reading, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Browse_OfMany_HoldsFewContentsAtATime()
    {
        var letters = await (await Box()).Browse(Many, Stop);

        Assert.Equal(Enumerable.Range(1, Many).Select(n => Sample.Id(n).ToString()), letters.Select(x => x.MessageId));
        Assert.Equal(Many, _bodies.Seen);
        Assert.InRange(_bodies.AliveAtTheLast, 1, Many / 4);
    }

    public void Dispose() => _database.Dispose();

    /// <summary>Which bodies somebody still holds when the last one is read.</summary>
    sealed class Bodies : IMaterializationInterceptor
    {
        readonly List<WeakReference> _bodies = [];

        public int Seen => _bodies.Count;

        public int AliveAtTheLast { get; private set; }

        public object InitializedInstance(MaterializationInterceptionData materializationData, object entity)
        {
            _bodies.Add(new WeakReference(((OutboxRow)entity).Body));
            if (Seen == Many)
            {
                GC.Collect();
                AliveAtTheLast = _bodies.Count(body => body.IsAlive);
            }
            return entity;
        }
    }
}
