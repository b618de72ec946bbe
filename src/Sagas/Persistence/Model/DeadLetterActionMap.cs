using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Sagas.DeadLetters;

namespace Sagas.Persistence.Model;

internal sealed class DeadLetterActionMap : IEntityTypeConfiguration<DeadLetterAction>
{
    public void Configure(EntityTypeBuilder<DeadLetterAction> builder)
    {
        builder.ToTable("dead_letter_actions");
        builder.HasKey(x => x.Id);
        // "by" and "group" are words of SQL.
        builder.Property(x => x.By).HasColumnName("by_whom");
        builder.Property(x => x.Group).HasColumnName("letter_group");
        builder.HasIndex(x => x.LetterId);
        builder.HasIndex(x => x.TransactionId);
    }
}
