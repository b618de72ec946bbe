namespace Sagas.Consumers.Tests.VectorIndex;

public sealed class SqliteVectorIndexTests() : VectorIndexContract(new SqliteIndexWorld());
