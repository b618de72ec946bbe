namespace Sagas.Consumers.Tests.VectorIndex;

public sealed class SqliteRekeyEntriesLaws() : RekeyEntriesLaws(new SqliteIndexWorld());
