using System.Data.Common;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Sagas.Persistence.Model;

/// <summary>One column of a saga's row, as the EF model describes it.</summary>
internal sealed class SagaColumn<TSaga>
{
    readonly Func<TSaga, object?> _get;
    readonly Action<TSaga, object?> _set;
    readonly ValueConverter? _converter;
    readonly Type _storedType;

    public SagaColumn(IProperty property)
    {
        Name = property.GetColumnName();
        IsKey = property.IsPrimaryKey();
        IsVersion = property.IsConcurrencyToken;
        IsWrittenOnce = property.GetAfterSaveBehavior() is PropertySaveBehavior.Throw;
        _converter = property.GetTypeMapping().Converter;
        _storedType = Nullable.GetUnderlyingType(_converter?.ProviderClrType ?? property.ClrType)
            ?? _converter?.ProviderClrType ?? property.ClrType;

        var saga = Expression.Parameter(typeof(TSaga));
        var value = Expression.Parameter(typeof(object));
        var member = Expression.Property(saga, property.PropertyInfo!);
        _get = Expression.Lambda<Func<TSaga, object?>>(Expression.Convert(member, typeof(object)), saga).Compile();
        _set = Expression.Lambda<Action<TSaga, object?>>(
            Expression.Assign(member, Expression.Convert(value, property.ClrType)), saga, value).Compile();
    }

    public string Name { get; }

    public bool IsKey { get; }

    public bool IsVersion { get; }

    public bool IsWrittenOnce { get; }

    /// <summary>The column's value of <paramref name="saga"/> as the database stores it.</summary>
    public object? Stored(TSaga saga)
    {
        var value = _get(saga);
        return value is null || _converter is null ? value : _converter.ConvertToProvider(value);
    }

    public void Set(TSaga saga, object? value) => _set(saga, value);

    public void Read(TSaga saga, DbDataReader reader, int ordinal)
    {
        if (reader.IsDBNull(ordinal))
        {
            _set(saga, null);
            return;
        }
        var stored = StoredValue(reader, ordinal);
        _set(saga, _converter is null ? stored : _converter.ConvertFromProvider(stored));
    }

    object StoredValue(DbDataReader reader, int ordinal) => _storedType switch
    {
        var t when t == typeof(Guid) => reader.GetGuid(ordinal),
        var t when t == typeof(int) => reader.GetInt32(ordinal),
        var t when t == typeof(long) => reader.GetInt64(ordinal),
        var t when t == typeof(double) => reader.GetDouble(ordinal),
        var t when t == typeof(bool) => reader.GetBoolean(ordinal),
        var t when t == typeof(string) => reader.GetString(ordinal),
        _ => throw new NotSupportedException($"Column {Name} is stored as {_storedType}."),
    };
}
