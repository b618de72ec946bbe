namespace Sagas.Consumers.Tests.VectorIndex;

public sealed class SqliteRemoveEntriesLaws() : RemoveEntriesLaws(new SqliteIndexWorld());

public sealed class SqliteRekeyEntriesLaws() : RekeyEntriesLaws(new SqliteIndexWorld());

public sealed class SqliteUpsertEntriesLaws() : UpsertEntriesLaws(new SqliteIndexWorld());

public sealed class SqliteVectorIndexTests() : VectorIndexContract(new SqliteIndexWorld());

public sealed class SqliteIndexConcurrency() : IndexConcurrencyContract(new SqliteIndexWorld());

public sealed class SqliteIndexHistory : IndexHistoryContract
{
    protected override IndexWorld World() => new SqliteIndexWorld();
}
