namespace Sagas.Consumers.Tests.VectorIndex;

public sealed class SqliteRemoveEntriesLaws() : RemoveEntriesLaws(new SqliteIndexWorld());

public sealed class SqliteRekeyEntriesLaws() : RekeyEntriesLaws(new SqliteIndexWorld());

public sealed class SqliteUpsertEntriesLaws() : UpsertEntriesLaws(new SqliteIndexWorld());
