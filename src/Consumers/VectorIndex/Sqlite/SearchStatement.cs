using Microsoft.Data.Sqlite;

namespace Sagas.Consumers.VectorIndex.Sqlite;

/// <summary>The SQL of a search: every filter is a condition, every value a parameter.</summary>
internal static class SearchStatement
{
    public static SqliteCommand For(SqliteConnection connection, IndexQuery query)
    {
        var command = connection.CreateCommand();
        var conditions = new List<string> { "account = " + Bind(command, query.Account) };
        if (query.Roots.Count > 0)
            conditions.Add(AnyOf(query.Roots.Select(root => Under(Bind(command, root.Value)))));
        if (query.ContextTypes.Count > 0)
            conditions.Add($"context_type IN ({List(query.ContextTypes.Select(type => Bind(command, type)))})");
        if (query.Levels.Count > 0)
            conditions.Add($"level IN ({List(query.Levels.Select(level => Bind(command, level)))})");
        if (query.OwnerSpace is not null)
            conditions.Add($"owner_space IN ('', {Bind(command, query.OwnerSpace)})");
        if (query.Since is { } since)
            conditions.Add($"{ColumnOf(query.Time)} >= {Bind(command, since.ToUnixTimeMilliseconds())}");
        if (query.Until is { } until)
            conditions.Add($"{ColumnOf(query.Time)} <= {Bind(command, until.ToUnixTimeMilliseconds())}");
        var isComparable = query.Model is { } model ? "model = " + Bind(command, model) : "1";
        command.CommandText = $"SELECT uri, level, context_type, abstract, vector, {isComparable} FROM entries WHERE "
            + string.Join(" AND ", conditions);
        return command;
    }

    static string ColumnOf(IndexTime time) => time is IndexTime.Created ? "created_at" : "updated_at";

    static string Under(string uri) => $"uri = {uri} OR (uri >= {uri} || '/' AND uri < {uri} || '0')";

    static string AnyOf(IEnumerable<string> conditions) => $"({string.Join(" OR ", conditions)})";

    static string List(IEnumerable<string> names) => string.Join(", ", names);

    static string Bind(SqliteCommand command, object value)
    {
        var name = $"$p{command.Parameters.Count}";
        command.Parameters.AddWithValue(name, value);
        return name;
    }
}
