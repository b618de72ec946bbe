using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Sagas.Host.Options;
using Sagas.Host.Worlds;
using Sagas.Host.Worlds.Broker;
using Sagas.Testing.Processes;

namespace Sagas.Host.Tests.Worlds.Broker;

/// <summary>Who the broker is believed to be.</summary>
public sealed class BrokerCertificateTests : IDisposable
{
    const string ClientsOnly = "1.3.6.1.5.5.7.3.2";

    readonly TempFolder _folder = new();
    readonly TestAuthority _trusted = new("Trusted");
    readonly TestAuthority _other = new("Other");

    [Theory]
    [InlineData("broker.test")]
    [InlineData("127.0.0.1")]
    public void Accept_NameAndAuthorityAreRight_IsAccepted(string name)
    {
        using var shown = _trusted.Issue(name);
        Assert.Null(RefusalOf(shown, name));
    }

    [Fact]
    public void Accept_Expired_IsRefused()
    {
        using var shown = _trusted.Issue("broker.test", from: -9, until: -0.01);
        Assert.Contains("expired at ", RefusalOf(shown), StringComparison.Ordinal);
    }

    [Fact]
    public void Accept_FromTomorrow_IsRefused()
    {
        using var shown = _trusted.Issue("broker.test", from: 1, until: 2);
        Assert.Contains("not valid before ", RefusalOf(shown), StringComparison.Ordinal);
    }

    [Fact]
    public void Accept_OtherName_IsRefused()
    {
        using var shown = _trusted.Issue("broken.test");
        Assert.Contains("not made out to 'broker.test'", RefusalOf(shown), StringComparison.Ordinal);
    }

    [Fact]
    public void Accept_OtherAuthority_IsRefused()
    {
        using var shown = _other.Issue("broker.test");
        Assert.Contains("not vouched for by Sagas:RabbitMq:Tls:CaFile", RefusalOf(shown), StringComparison.Ordinal);
    }

    [Fact]
    public void Accept_OtherAuthorityOfTheSameName_IsRefused()
    {
        using var twin = new TestAuthority("Trusted");
        using var shown = twin.Issue("broker.test");
        Assert.NotNull(RefusalOf(shown));
    }

    [Fact]
    public void Accept_NoCaFile_TheMachineDecides()
    {
        using var shown = _trusted.Issue("broker.test");
        Assert.Contains("an authority of this machine", RefusalOf(shown, caFile: ""), StringComparison.Ordinal);
    }

    [Fact]
    public void Accept_CertificateOfAClient_IsRefused()
    {
        using var shown = _trusted.Issue("broker.test", purpose: ClientsOnly);
        Assert.NotNull(RefusalOf(shown));
    }

    [Fact]
    public void Accept_None_IsRefused()
    {
        var check = Check("broker.test", CaFile());
        Assert.False(check.Accept(this, null, null, SslPolicyErrors.RemoteCertificateNotAvailable));
        Assert.Contains("no certificate", check.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Accept_GoodAfterBad_ForgetsTheRefusal()
    {
        var check = Check("broker.test", CaFile());
        using var bad = _other.Issue("broker.test");
        using var good = _trusted.Issue("broker.test");
        Assert.False(check.Accept(this, bad, null, SslPolicyErrors.None));
        Assert.True(check.Accept(this, good, null, SslPolicyErrors.RemoteCertificateChainErrors));
        Assert.Null(check.Refusal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("no certificate")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")]
    public void From_CaFileUnusable_NamesKeyAndFile(string? content)
    {
        var file = _folder.At("ca.pem");
        if (content is not null)
            File.WriteAllText(file, content);
        var refused = Assert.Throws<StartException>(() => Check("broker.test", file));
        Assert.Contains($"Sagas:RabbitMq:Tls:CaFile '{file}'", refused.Message, StringComparison.Ordinal);
    }

    string? RefusalOf(X509Certificate2 shown, string name = "broker.test", string? caFile = null)
    {
        var check = Check(name, caFile ?? CaFile());
        var accepted = check.Accept(this, shown, null, SslPolicyErrors.None);
        Assert.Equal(check.Refusal is null, accepted);
        return check.Refusal;
    }

    static BrokerCertificate Check(string name, string caFile) => BrokerCertificate.From(
        new RabbitMqOptions { Host = name, Tls = new TlsOptions { Enabled = true, CaFile = caFile } },
        TimeProvider.System);

    string CaFile()
    {
        File.WriteAllText(_folder.At("ca.pem"), _trusted.Pem);
        return _folder.At("ca.pem");
    }

    public void Dispose()
    {
        _trusted.Dispose();
        _other.Dispose();
        _folder.Dispose();
    }
}
