using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sagas.Host.Options;

namespace Sagas.Host.Worlds.Broker;

/// <summary>
/// Decides whether the broker is the one that was meant: its certificate carries the name, is in force, and leads to
/// the authority in <c>CaFile</c>, or to one of the machine's own when none is named. Thread-safe.
/// </summary>
/// <remarks>
/// The chain is built anew instead of reading the framework's verdict: that one knows nothing of a private authority,
/// and MassTransit would pass over it. Revocation lists are not fetched: a broker that waits for a third machine
/// before it may be used is a broker that fails with it.
/// </remarks>
internal sealed class BrokerCertificate(X509Certificate2Collection authorities, string name, TimeProvider time)
{
    /// <summary>The purpose "server authentication" (RFC 5280).</summary>
    const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    string? _refusal;

    /// <summary>Why the last certificate was refused; null when it was not.</summary>
    public string? Refusal => Volatile.Read(ref _refusal);

    /// <exception cref="StartException"><c>CaFile</c> cannot be read, or holds no certificate.</exception>
    public static BrokerCertificate From(RabbitMqOptions options, TimeProvider time)
    {
        var name = options.Tls.ServerName.Length > 0 ? options.Tls.ServerName : options.Host;
        return new BrokerCertificate(Authorities(options.Tls.CaFile), name, time);
    }

    /// <summary>What the TLS stream asks.</summary>
    public bool Accept(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        var refusal = certificate is X509Certificate2 shown
            ? RefusalOf(shown, chain)
            : "the broker showed no certificate";
        Volatile.Write(ref _refusal, refusal);
        return refusal is null;
    }

    string? RefusalOf(X509Certificate2 certificate, X509Chain? shown)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (certificate.NotAfter.ToUniversalTime() < now)
            return $"the certificate expired at {certificate.NotAfter.ToUniversalTime():u}";
        if (certificate.NotBefore.ToUniversalTime() > now)
            return $"the certificate is not valid before {certificate.NotBefore.ToUniversalTime():u}";
        if (!certificate.MatchesHostname(name))
            return $"the certificate is not made out to '{name}' (subject {certificate.Subject})";
        using var chain = new X509Chain { ChainPolicy = Policy(shown, now) };
        if (chain.Build(certificate))
            return null;
        var why = string.Join(", ", chain.ChainStatus.Select(s => s.StatusInformation.Trim().TrimEnd('.')).Distinct());
        return $"the certificate is not vouched for by {Trusted} ({why})";
    }

    string Trusted => authorities.Count > 0
        ? "Sagas:RabbitMq:Tls:CaFile"
        : "an authority of this machine; Sagas:RabbitMq:Tls:CaFile can name another";

    X509ChainPolicy Policy(X509Chain? shown, DateTime now)
    {
        var policy = new X509ChainPolicy
        {
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
            VerificationTime = now,
            VerificationTimeIgnored = false,
            TrustMode = authorities.Count > 0 ? X509ChainTrustMode.CustomRootTrust : X509ChainTrustMode.System,
        };
        policy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        policy.CustomTrustStore.AddRange(authorities);
        // Intermediate certificates that the broker has sent along: they help to find the way, and are not trusted.
        if (shown is not null)
            policy.ExtraStore.AddRange(shown.ChainPolicy.ExtraStore);
        return policy;
    }

    static X509Certificate2Collection Authorities(string file)
    {
        var found = new X509Certificate2Collection();
        if (file.Length == 0)
            return found;
        try
        {
            found.ImportFromPemFile(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new StartException($"Sagas:RabbitMq:Tls:CaFile '{file}' cannot be read: {e.Message}", e);
        }
        return found.Count > 0 ? found : throw new StartException(
            $"Sagas:RabbitMq:Tls:CaFile '{file}' holds no certificate; legal is a PEM file with the authority's.");
    }
}
