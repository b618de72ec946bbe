namespace Sagas.Consumers.Tests.VectorIndex;

public sealed class SqliteDirectoryRows() : DirectoryRowsContract(new SqliteIndexWorld());
