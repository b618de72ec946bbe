namespace Sagas.Persistence.UnitOfWork;

/// <summary>
/// The database cannot be written just now: it is full, locked by another process, read-only, or its disk fails.
/// That says nothing about the unit of work, which is to be tried until it can.
/// </summary>
public sealed class StoreUnavailableException(Exception cause)
    : Exception($"The coordinator's database cannot be written: {cause?.Message}", cause);
