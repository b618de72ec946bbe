using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Sagas.Persistence.Model;

internal sealed class PathLockMap : IEntityTypeConfiguration<PathLockRow>
{
    public void Configure(EntityTypeBuilder<PathLockRow> builder)
    {
        builder.ToTable("path_locks");
        builder.HasKey(x => new { x.Path, x.TransactionId });
        // Every conflict look-up: same path, an ancestor's trees, or a range of descendants, the first in line first.
        builder.HasIndex(x => new { x.Path, x.IsTree, x.Sequence });
        builder.HasIndex(x => x.TransactionId);
    }
}
