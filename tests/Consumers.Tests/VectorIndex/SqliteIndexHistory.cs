namespace Sagas.Consumers.Tests.VectorIndex;

public sealed class SqliteIndexHistory : IndexHistoryContract
{
    protected override IndexWorld World() => new SqliteIndexWorld();
}
