using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Sagas.Persistence.Model;

internal sealed class PathLockMap : IEntityTypeConfiguration<PathLockRow>
{
    public void Configure(EntityTypeBuilder<PathLockRow> builder)
    {
        builder.ToTable("path_locks");
        // The key is the index of every conflict look-up: same path, an ancestor, or a range of descendants.
        builder.HasKey(x => new { x.Path, x.TransactionId });
        builder.HasIndex(x => x.TransactionId);
    }
}
