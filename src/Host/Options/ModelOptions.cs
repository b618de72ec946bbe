namespace Sagas.Host.Options;

/// <summary>One model of an OpenAI-compatible service.</summary>
internal sealed class ModelOptions
{
    /// <summary>The base URL of the service; empty = the built-in offline model.</summary>
    /// <value>empty</value>
    public string Endpoint { get; set; } = "";

    /// <summary>The model's name; required with an endpoint.</summary>
    /// <value>empty</value>
    public string Model { get; set; } = "";

    /// <summary>The key of the service; never logged.</summary>
    /// <value>empty</value>
    public string ApiKey { get; set; } = "";

    /// <summary>How long one call may take.</summary>
    /// <value>60 s</value>
    [DurationRange("100 ms", "1 h")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(60);
}
