namespace Sagas.Host.Http.Writing;

/// <summary>What has to agree for two requests with one <c>Idempotency-Key</c> to be the same one.</summary>
internal enum Sameness
{
    /// <summary>Operation, caller and plan: whatever the request says but how long it waits.</summary>
    Plan,

    /// <summary>Operation, caller and URIs: clients upload once more before they send again.</summary>
    Uris,

    /// <summary>Operation and caller: the service has picked the name.</summary>
    Caller,
}
