using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Sagas.Contracts;
using Sagas.SessionCommit;

namespace Sagas.Persistence.Model;

internal sealed class SessionCommitMap : IEntityTypeConfiguration<CommitState>
{
    public void Configure(EntityTypeBuilder<CommitState> builder)
    {
        builder.ToTable("session_commits");
        builder.HasKey(x => x.CorrelationId);
        builder.Property(x => x.CorrelationId).HasColumnName("id").ValueGeneratedNever();
        builder.Property(x => x.Version).IsConcurrencyToken();
        builder.Property(x => x.Phase).HasConversion<CommitPhaseName>().HasMaxLength(24);
        builder.Property(x => x.Waiters).HasConversion(
            new AsJson<IReadOnlyList<Guid>>(), new ValueComparer<IReadOnlyList<Guid>>(
                (a, b) => a!.SequenceEqual(b!), waiters => waiters.Count, waiters => waiters));
        builder.Property(x => x.Result).HasConversion<AsJson<CommitResult>>();
        builder.Property(x => x.Usage).HasConversion<AsJson<TokenUsage>>();
        builder.Property(x => x.Reason).HasConversion<AsJson<Reason>>();
        builder.Property(x => x.ReplyTo).HasConversion<string>();
        // "user" is a reserved word of PostgreSQL.
        builder.Property(x => x.User).HasColumnName("user_name");
        builder.HasIndex(x => new { x.Phase, x.UpdatedAt });
        foreach (var property in WrittenOnce)
            builder.Property(property).Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Throw);
    }

    static readonly string[] WrittenOnce =
    [
        nameof(CommitState.Account), nameof(CommitState.User), nameof(CommitState.Session),
        nameof(CommitState.ReplyTo), nameof(CommitState.RequestId), nameof(CommitState.CreatedAt),
    ];
}
