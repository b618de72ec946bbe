using Microsoft.EntityFrameworkCore;
using Sagas.Lifecycle;
using Sagas.Persistence.Outbox;
using Sagas.SessionCommit;

namespace Sagas.Persistence.Model;

/// <summary>
/// The coordinator's database: the model, the migrations and every read outside the hot path. The unit of work
/// itself is prepared commands, made from this model.
/// </summary>
public sealed class SagasDbContext(DbContextOptions<SagasDbContext> options) : DbContext(options)
{
    /// <summary>Transactions, open and ended.</summary>
    public DbSet<TransactionState> Transactions => Set<TransactionState>();

    /// <summary>Session commits, open and ended.</summary>
    public DbSet<CommitState> SessionCommits => Set<CommitState>();

    /// <summary>Path locks, held and waited for.</summary>
    public DbSet<PathLockRow> PathLocks => Set<PathLockRow>();

    /// <summary>Messages to be sent, and timers.</summary>
    public DbSet<OutboxRow> Outbox => Set<OutboxRow>();

    /// <summary>The counter that fencing tokens and places in the waiting line come from.</summary>
    public DbSet<CounterRow> Counters => Set<CounterRow>();

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(SagasDbContext).Assembly);
        modelBuilder.UseSnakeCase();
    }

    /// <inheritdoc />
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        ArgumentNullException.ThrowIfNull(configurationBuilder);
        // SQLite cannot order a DateTimeOffset; a number of milliseconds orders everywhere.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMilliseconds>();
    }
}
