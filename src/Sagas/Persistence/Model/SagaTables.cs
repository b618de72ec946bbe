using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Sagas.Persistence.Model;

/// <summary>The tables of all saga types, made from the model once. Thread-safe.</summary>
internal sealed class SagaTables(IModel model)
{
    readonly ConcurrentDictionary<Type, object> _tables = new();

    public SagaTable<TSaga> Of<TSaga>()
        where TSaga : class
        => (SagaTable<TSaga>)_tables.GetOrAdd(typeof(TSaga), type => new SagaTable<TSaga>(
            model.FindEntityType(type) ?? throw new InvalidOperationException($"{type} is not in the model.")));
}
