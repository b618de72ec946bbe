namespace Sagas.Host.Options;

/// <summary>Encryption of the broker connection.</summary>
internal sealed class TlsOptions
{
    /// <summary>Whether TLS is used.</summary>
    /// <value>false</value>
    public bool Enabled { get; set; }

    /// <summary>
    /// The name that the broker's certificate must carry; empty = the host name. The nodes of a cluster share it.
    /// </summary>
    /// <value>empty</value>
    public string ServerName { get; set; } = "";

    /// <summary>
    /// A PEM file with the authorities that may have signed it, and no others; empty = the machine's own.
    /// </summary>
    /// <value>empty</value>
    public string CaFile { get; set; } = "";
}
