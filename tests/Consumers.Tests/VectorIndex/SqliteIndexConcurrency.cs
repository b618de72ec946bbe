namespace Sagas.Consumers.Tests.VectorIndex;

public sealed class SqliteIndexConcurrency() : IndexConcurrencyContract(new SqliteIndexWorld());
