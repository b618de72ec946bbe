using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sagas.Testing.Processes;

/// <summary>A certificate authority that lives as long as the test.</summary>
public sealed class TestAuthority : IDisposable
{
    static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    readonly X509Certificate2 _certificate;

    /// <summary>Makes it, with a key of its own.</summary>
    public TestAuthority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        _certificate = request.CreateSelfSigned(Now.AddYears(-3), Now.AddYears(3));
    }

    /// <summary>What a client is told to trust.</summary>
    public string Pem => _certificate.ExportCertificatePem();

    /// <summary>The authority's own certificate.</summary>
    public X509Certificate2 Certificate => _certificate;

    /// <summary>A server's certificate with its key.</summary>
    /// <param name="name">The host name or address that it is made out to.</param>
    /// <param name="from">From when, in days from now.</param>
    /// <param name="until">Until when, in days from now.</param>
    /// <param name="purpose">What it may be used for; the default is servers.</param>
    public X509Certificate2 Issue(
        string name, double from = -1, double until = 1, string purpose = "1.3.6.1.5.5.7.3.1")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(name, out var address))
            names.AddIpAddress(address);
        else
            names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], false));
        var serial = RandomNumberGenerator.GetBytes(8);
        using var signed = request.Create(_certificate, Now.AddDays(from), Now.AddDays(until), serial);
        return signed.CopyWithPrivateKey(key);
    }

    /// <inheritdoc />
    public void Dispose() => _certificate.Dispose();
}
