using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Sagas.Persistence.Outbox;

namespace Sagas.Persistence.Model;

internal sealed class OutboxMap : IEntityTypeConfiguration<OutboxRow>
{
    public void Configure(EntityTypeBuilder<OutboxRow> builder)
    {
        builder.ToTable("outbox");
        builder.HasKey(x => x.Id);
        // The writer numbers rows from a counter of its own: it knows the number before it has committed.
        builder.Property(x => x.Id).ValueGeneratedNever();
        // What is parked is shown, and in the way of nobody who looks for what is due.
        builder.HasIndex(x => new { x.Parked, x.Due });
        builder.HasIndex(x => x.Token).IsUnique().HasFilter("token IS NOT NULL");
    }
}
