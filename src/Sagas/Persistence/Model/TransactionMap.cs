using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Sagas.Contracts;
using Sagas.Lifecycle;

namespace Sagas.Persistence.Model;

internal sealed class TransactionMap : IEntityTypeConfiguration<TransactionState>
{
    public void Configure(EntityTypeBuilder<TransactionState> builder)
    {
        builder.ToTable("transactions");
        builder.HasKey(x => x.CorrelationId);
        builder.Property(x => x.CorrelationId).HasColumnName("id").ValueGeneratedNever();
        builder.Property(x => x.Version).IsConcurrencyToken();
        builder.Property(x => x.Phase).HasConversion<PhaseName>().HasMaxLength(16);
        builder.Property(x => x.Uris).HasConversion(
            new AsJson<IReadOnlyList<string>>(), new ValueComparer<IReadOnlyList<string>>(
                (a, b) => a!.SequenceEqual(b!), uris => uris.Count, uris => uris));
        builder.Property(x => x.Plan).HasConversion<AsJson<Plan>>();
        builder.Property(x => x.Journal).HasConversion<AsJson<Journal>>();
        builder.Property(x => x.Reason).HasConversion<AsJson<Reason>>();
        builder.Property(x => x.ReplyTo).HasConversion<string>();
        // "user" is a reserved word of PostgreSQL.
        builder.Property(x => x.User).HasColumnName("user_name");
        builder.HasIndex(x => x.CreatedAt);
        builder.HasIndex(x => new { x.Phase, x.UpdatedAt });
        // A caller's own, newest first, however many others there are.
        builder.HasIndex(x => new { x.Account, x.User, x.CreatedAt });
        foreach (var property in WrittenOnce)
            builder.Property(property).Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Throw);
    }

    static readonly string[] WrittenOnce =
    [
        nameof(TransactionState.Operation), nameof(TransactionState.Account), nameof(TransactionState.User),
        nameof(TransactionState.Uris), nameof(TransactionState.Plan), nameof(TransactionState.ReplyTo),
        nameof(TransactionState.RequestId), nameof(TransactionState.CreatedAt),
    ];
}
