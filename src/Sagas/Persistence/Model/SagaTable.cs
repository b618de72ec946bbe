using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Sagas.Persistence.Model;

/// <summary>
/// The statements and the columns of one saga type, made from the EF model: the model says what a row is, prepared
/// commands write it, and the two cannot drift apart.
/// </summary>
internal sealed class SagaTable<TSaga>
    where TSaga : class
{
    readonly SagaColumn<TSaga>[] _columns;
    readonly SagaColumn<TSaga>[] _updated;

    public SagaTable(IEntityType type)
    {
        _columns = [.. type.GetProperties().Select(p => new SagaColumn<TSaga>(p))];
        Key = _columns.Single(c => c.IsKey);
        Version = _columns.Single(c => c.IsVersion);
        _updated = [.. _columns.Where(c => c is { IsKey: false, IsWrittenOnce: false })];

        var table = type.GetTableName();
        var names = string.Join(", ", _columns.Select(c => c.Name));
        var values = string.Join(", ", _columns.Select((_, i) => $"${i}"));
        var assignments = string.Join(", ", _updated.Select((c, i) => $"{c.Name} = ${i}"));
        InsertSql = $"INSERT INTO {table} ({names}) VALUES ({values}) ON CONFLICT ({Key.Name}) DO NOTHING";
        SelectSql = $"SELECT {names} FROM {table} WHERE {Key.Name} = $0";
        UpdateSql = $"UPDATE {table} SET {assignments} "
            + $"WHERE {Key.Name} = ${_updated.Length} AND {Version.Name} = ${_updated.Length + 1}";
        DeleteSql = $"DELETE FROM {table} WHERE {Key.Name} = $0";
    }

    public SagaColumn<TSaga> Key { get; }

    public SagaColumn<TSaga> Version { get; }

    public string InsertSql { get; }

    public string SelectSql { get; }

    public string UpdateSql { get; }

    public string DeleteSql { get; }

    public object?[] InsertValues(TSaga saga) => [.. _columns.Select(c => c.Stored(saga))];

    /// <summary>The values of <see cref="UpdateSql"/>; raises the version.</summary>
    public object?[] UpdateValues(TSaga saga)
    {
        var version = Convert.ToInt32(Version.Stored(saga), System.Globalization.CultureInfo.InvariantCulture);
        Version.Set(saga, version + 1);
        return [.. _updated.Select(c => c.Stored(saga)), Key.Stored(saga), version];
    }

    public TSaga Read(DbDataReader reader)
    {
        var saga = Activator.CreateInstance<TSaga>();
        for (var i = 0; i < _columns.Length; i++)
            _columns[i].Read(saga, reader, i);
        return saga;
    }
}
