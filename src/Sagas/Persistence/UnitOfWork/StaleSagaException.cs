namespace Sagas.Persistence.UnitOfWork;

/// <summary>A saga row was changed by somebody else since it was loaded: the message is tried again.</summary>
public sealed class StaleSagaException(Type saga, Guid id)
    : Exception($"{saga?.Name} {id} was changed by somebody else since it was loaded.");
