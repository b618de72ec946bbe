using System.ComponentModel.DataAnnotations;

namespace Sagas.Host.Options;

/// <summary>The broker.</summary>
internal sealed class RabbitMqOptions
{
    /// <summary>Its host name or address.</summary>
    /// <value><c>localhost</c></value>
    [MinLength(1)]
    public string Host { get; set; } = "localhost";

    /// <summary>Its AMQP port.</summary>
    /// <value>5672</value>
    [Range(1, 65535)]
    public int Port { get; set; } = 5672;

    /// <summary>The virtual host.</summary>
    /// <value><c>/</c></value>
    [MinLength(1)]
    public string VirtualHost { get; set; } = "/";

    /// <summary>The user.</summary>
    /// <value><c>guest</c></value>
    public string Username { get; set; } = "guest";

    /// <summary>The user's password; never logged.</summary>
    /// <value><c>guest</c></value>
    public string Password { get; set; } = "guest";

    /// <summary>Encryption of the connection.</summary>
    public TlsOptions Tls { get; set; } = new();
}
