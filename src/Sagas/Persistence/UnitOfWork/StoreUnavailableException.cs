namespace Sagas.Persistence.UnitOfWork;

/// <summary>
/// The database cannot be used just now: it is full, locked by another process, read-only, or its disk fails.
/// That says nothing about the unit of work, which is to be tried until it can.
/// </summary>
public sealed class StoreUnavailableException(Exception cause)
    : Exception($"The database cannot be used just now: {cause?.Message}", cause);
