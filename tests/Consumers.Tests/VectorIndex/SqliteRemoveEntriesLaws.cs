namespace Sagas.Consumers.Tests.VectorIndex;

public sealed class SqliteRemoveEntriesLaws() : RemoveEntriesLaws(new SqliteIndexWorld());
