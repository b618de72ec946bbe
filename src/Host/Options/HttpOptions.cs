namespace Sagas.Host.Options;

/// <summary>The HTTP front.</summary>
internal sealed class HttpOptions
{
    /// <summary>Where it listens; without API keys loopback only.</summary>
    /// <value><c>http://127.0.0.1:1933</c></value>
    public List<string> Urls { get; set; } = [];

    /// <summary>Who may call, each <c>key:account:user</c>; with <c>:operator</c> behind it the key opens what
    /// operators look at and do, of all accounts, and no data.</summary>
    /// <value>none: every program of this machine is the operator</value>
    public List<string> ApiKeys { get; set; } = [];

    /// <summary>Where it listens when nothing is said.</summary>
    public const string DefaultUrl = "http://127.0.0.1:1933";
}
