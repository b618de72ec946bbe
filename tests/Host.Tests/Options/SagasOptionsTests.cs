using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Sagas.Host.Options;

namespace Sagas.Host.Tests.Options;

public sealed class SagasOptionsTests
{
    static SagasOptions Read(params (string Key, string Value)[] settings) => SagasOptionsReader.Read(
        new ConfigurationBuilder().AddInMemoryCollection(
            settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build());

    [Fact]
    public void Read_Nothing_IsTheDocumentedDefaults()
    {
        var options = Read();
        Assert.Equal("./data", options.DataPath);
        Assert.Equal((TransportKind.InMemory, DatabaseKind.Sqlite, VectorIndexKind.Sqlite),
            (options.Transport, options.Database, options.VectorIndex));
        Assert.Equal(
            [30, 30, 300, 5],
            [options.Timeouts.LockWait.TotalSeconds, options.Timeouts.Step.TotalSeconds,
                options.Timeouts.Exec.TotalSeconds, options.Timeouts.UndoRetry.TotalSeconds]);
        Assert.Equal(
            (7, 365), (options.Retention.Transactions.TotalDays, options.Retention.DeadLetterActions.TotalDays));
        Assert.Equal(["http://127.0.0.1:1933"], options.Http.Urls);
        Assert.Empty(options.ImportRoots);
        Assert.Empty(options.Faults);
    }

    [Fact]
    public void Read_EveryKind_IsParsed()
    {
        var options = Read(
            ("Sagas:Transport", "rabbitmq"), ("Sagas:RabbitMq:Port", "5673"), ("Sagas:RabbitMq:Tls:Enabled", "true"),
            ("Sagas:Timeouts:Step", "250 ms"), ("Sagas:Timeouts:Exec", "00:01:00"), ("Sagas:Timeouts:LockWait", "0"),
            ("Sagas:ImportRoots", "/a; /b"), ("Sagas:Http:ApiKeys:0", "k:a:u"), ("Sagas:Http:Urls:0",
                "http://0.0.0.0:80"),
            ("Sagas:Limits:UploadBytes", "5000000000"), ("Sagas:Faults:0", "p=kill#2"));
        Assert.Equal(TransportKind.RabbitMq, options.Transport);
        Assert.True(options.RabbitMq.Tls.Enabled);
        Assert.Equal(TimeSpan.FromMilliseconds(250), options.Timeouts.Step);
        Assert.Equal(TimeSpan.FromMinutes(1), options.Timeouts.Exec);
        Assert.Equal(TimeSpan.Zero, options.Timeouts.LockWait);
        Assert.Equal(["/a", "/b"], options.ImportRoots);
        Assert.Equal(5_000_000_000, options.Limits.UploadBytes);
    }

    [Theory]
    [InlineData("Sagas:Transport", "Rabbit", "InMemory or RabbitMq")]
    [InlineData("Sagas:Transport", "1", "InMemory or RabbitMq")]
    [InlineData("Sagas:Database", "MySql", "Sqlite or Postgres")]
    [InlineData("Sagas:Database", "Postgres", "ConnectionStrings:Sagas")]
    [InlineData("Sagas:VectorIndex", "PgVector", "ConnectionStrings:Index")]
    [InlineData("Sagas:DataPath", "", "a folder")]
    [InlineData("Sagas:RabbitMq:Port", "0", "1 to 65535")]
    [InlineData("Sagas:RabbitMq:Host", "", "not empty")]
    [InlineData("Sagas:RabbitMq:Tls:Enabled", "ja", "true or false")]
    [InlineData("Sagas:RabbitMq:Tls", "on", "Enabled, ServerName, CaFile")]
    [InlineData("Sagas:Timeouts:Step", "soon", "a number with")]
    [InlineData("Sagas:Timeouts:Step", "-5", "a number with")]
    [InlineData("Sagas:Timeouts:Step", "2 h", "100 ms to 1 h")]
    [InlineData("Sagas:Timeouts:Exec", "1 s", "Sagas:Timeouts:Step")]
    [InlineData("Sagas:Timeouts:Step:Max", "1", "one value")]
    [InlineData("Sagas:Retention:Transactions", "23 h", "1 d to 3650 d")]
    [InlineData("Sagas:Retention:DeadLetterActions", "4000 d", "1 m to 3650 d")]
    [InlineData("Sagas:Models:Embedding:Endpoint", "http://127.0.0.1:1", "the name of a model")]
    [InlineData("Sagas:Models:Chat:Model", "m", "Sagas:Models:Chat:Endpoint")]
    [InlineData("Sagas:Http:Urls", "nonsense", "http and https URLs")]
    [InlineData("Sagas:Http:Urls", "http://0.0.0.0:1933", "loopback")]
    [InlineData("Sagas:Http:Urls", "http://*:1933", "Sagas:Http:Urls")]
    [InlineData("Sagas:Http:Urls", "http://loopback:1933", "loopback")]
    [InlineData("Sagas:Http:Urls", "http://localhost.evil.example", "loopback")]
    [InlineData("Sagas:Http:Urls", "https://127.0.0.1:1933", "Kestrel:Certificates:Default:Path")]
    [InlineData("Sagas:Http:Urls", "http://127.0.0.1:1933/base", "without a path")]
    [InlineData("Sagas:Http:Urls", "http://127.0.0.1:1933?a=b", "without a path")]
    [InlineData("Sagas:Http:Urls", "http://someone@127.0.0.1:1933", "without a path")]
    [InlineData("Sagas:Http:Urls", "http://localhost:0", "http://127.0.0.1:0")]
    [InlineData("Sagas:Http:ApiKeys", "secret", "key:account:user")]
    [InlineData("Sagas:Http:ApiKeys", "k:a/b:u", "key:account:user")]
    [InlineData("Sagas:Http:ApiKeys", "k:a:u:admin", "key:account:user:operator")]
    [InlineData("Sagas:Http:ApiKeys", "secret:k:a:u", "fourth part that is not 'operator'")]
    [InlineData("Sagas:Http:ApiKeys", "k:a:u:", "empty part")]
    [InlineData("Sagas:Http:ApiKeys", "secret:k:a:u:operator", "5 parts instead of 3 or 4")]
    [InlineData("Sagas:Http:ApiKeys", "k:a:u;k:b:u", "each key once")]
    [InlineData("Sagas:Http:ApiKeys", "k:a:u;k:a:u:operator", "each key once")]
    [InlineData("Sagas:ImportRoots", "relative", "absolute")]
    [InlineData("Sagas:Limits:Depth", "65", "1 to 64")]
    [InlineData("Sagas:Limits:UploadBytes", "many", "a whole number")]
    [InlineData("Sagas:Faults", "p=explode", "kill, throw, stall or trace")]
    [InlineData("Sagas:Faults", "p=kill#0", "kill, throw, stall or trace")]
    [InlineData("Sagas:Transports", "InMemory", "did you mean Sagas:Transport?")]
    [InlineData("Sagas:Http:ApiKey", "k:a:u", "did you mean Sagas:Http:ApiKeys?")]
    [InlineData("Sagas:Nonsense", "1", "legal are DataPath")]
    public void Read_BadSetting_NamesKeyAndLegalValues(string key, string value, string legal)
    {
        var error = Assert.Throws<OptionsValidationException>(() => Read((key, value)));
        var failure = Assert.Single(error.Failures);
        Assert.Contains(legal, failure, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure, StringComparison.Ordinal);
        Assert.StartsWith(key.Split(':')[0] == "Sagas"
            && legal.StartsWith("ConnectionStrings", StringComparison.Ordinal)
            ? "ConnectionStrings" : "Sagas:", failure, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_SeveralErrors_AreAllReported()
    {
        var error = Assert.Throws<OptionsValidationException>(() => Read(
            ("Sagas:Transport", "x"), ("Sagas:Timeouts:Step", "x"), ("Sagas:Bogus", "x"), ("Sagas:ImportRoots",
                "x"), ("Sagas:Faults", "x"), ("Sagas:Models:Chat:Endpoint", "ftp://x")));
        Assert.Equal(7, error.Failures.Count());
    }

    [Theory]
    [InlineData("Kestrel:Endpoints:Http:Url", "http://0.0.0.0:80")]
    [InlineData("kestrel:endpoints:x:url", "http://127.0.0.1:80")]
    public void Read_EndpointsOfTheServer_AreRefused(string key, string value)
    {
        var failure = Assert.Single(
            Assert.Throws<OptionsValidationException>(() => Read((key, value), ("Sagas:Http:ApiKeys", "k:a:u")))
                .Failures);
        Assert.StartsWith(key[..^4], failure, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Sagas:Http:Urls", failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("http://localhost:1")]
    [InlineData("http://[::1]:1")]
    public void Read_LoopbackUrlWithoutKeys_IsLegal(string url) =>
        Assert.Equal([url], Read(("Sagas:Http:Urls", url)).Http.Urls);
}
