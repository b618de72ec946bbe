using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Sagas.Persistence.Model;

/// <summary>For the migrations tool only: it needs a context and no database.</summary>
internal sealed class DesignTimeContexts : IDesignTimeDbContextFactory<SagasDbContext>
{
    public SagasDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SagasDbContext>().UseSqlite("Data Source=:memory:").Options);
}
