namespace Sagas.Consumers.Tests.VectorIndex;

public sealed class SqliteUpsertEntriesLaws() : UpsertEntriesLaws(new SqliteIndexWorld());
