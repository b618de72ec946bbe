using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sagas.Host.Worlds;

/// <summary>Tries the certificate that the server is about to load, before anything else is touched.</summary>
internal static class Certificates
{
    const string Key = "Kestrel:Certificates:Default";

    /// <exception cref="StartException">There is one and it cannot be used.</exception>
    public static void Check(IConfiguration configuration, string contentRoot)
    {
        var section = configuration.GetSection(Key);
        if (section["Path"] is not { Length: > 0 } path)
            return;
        try
        {
            using var certificate = Load(
                Path.Combine(contentRoot, path),
                section["KeyPath"] is { Length: > 0 } key ? Path.Combine(contentRoot, key) : null,
                section["Password"]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new StartException($"{Key}:Path '{path}' cannot be used: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    // As the server does it.
    static X509Certificate2 Load(string path, string? key, string? password) => key is null
        ? X509CertificateLoader.LoadPkcs12FromFile(path, password)
        : string.IsNullOrEmpty(password)
            ? X509Certificate2.CreateFromPemFile(path, key)
            : X509Certificate2.CreateFromEncryptedPemFile(path, password, key);
}
