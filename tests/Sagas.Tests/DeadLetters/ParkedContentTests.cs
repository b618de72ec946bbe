using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Sagas.DeadLetters;
using Sagas.Persistence.Model;
using Sagas.Persistence.Outbox;

namespace Sagas.Tests.DeadLetters;

/// <summary>Thousands of letters may be parked, and their contents are large: one is looked for, one is read.</summary>
public sealed class ParkedContentTests : IDisposable
{
    readonly TestDatabase _database = new();
    readonly Statements _statements = new();

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Find_AmongMany_ReadsTheContentOfThatOneAlone()
    {
        await using (var db = _database.Context())
        {
            db.Outbox.AddRange(Enumerable.Range(1, 20).Select(n => new OutboxRow
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
        var box = new ParkedDeadLetters(
            new Contexts(_database.ConnectionString, _statements), null!, TimeProvider.System);
        var letter = (await box.Browse(20, Stop))[6];
        _statements.Texts.Clear();

        var found = await box.Find(letter.Id, Stop);

        Assert.Equal([7], found!.Body.ToArray());
        var reading = Assert.Single(
            _statements.Texts, text => text.Contains("\"body\"", StringComparison.Ordinal));
        Assert.Contains("\"id\" = @", reading, StringComparison.Ordinal);
    }

    public void Dispose() => _database.Dispose();

    sealed class Contexts(string connection, IInterceptor interceptor) : IDbContextFactory<SagasDbContext>
    {
        public SagasDbContext CreateDbContext() => new(new DbContextOptionsBuilder<SagasDbContext>()
            .UseSqlite(connection).AddInterceptors(interceptor).Options);
    }

    sealed class Statements : DbCommandInterceptor
    {
        public List<string> Texts { get; } = [];

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result,
            CancellationToken cancellationToken = default)
        {
            Texts.Add(command.CommandText);
            return new(result);
        }
    }
}
