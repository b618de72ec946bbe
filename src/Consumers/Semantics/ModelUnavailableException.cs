namespace Sagas.Consumers.Semantics;

/// <summary>A model could not be asked, or answered nothing of use: another time it may.</summary>
internal sealed class ModelUnavailableException(Exception cause)
    : Exception($"The model cannot be asked: {cause.GetType().Name}: {cause.Message}", cause);
