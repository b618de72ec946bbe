namespace Sagas.Consumers.Tests.VectorIndex;

public sealed class SqliteUpsertFileOverDirectoryLaws() : UpsertFileOverDirectoryLaws(new SqliteIndexWorld());
