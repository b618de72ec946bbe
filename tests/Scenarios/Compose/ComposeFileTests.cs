using System.Text.Json.Nodes;

namespace Sagas.Scenarios.Compose;

/// <summary>Reading what compose has resolved: the older one writes text, the newer one objects.</summary>
public sealed class ComposeFileTests
{
    const string Older = """
        {
          "services": { "broker": {
            "image": "broker:1-management", "hostname": "a", "stop_grace_period": "60s",
            "ports": ["127.0.0.1:1671:5671/tcp"],
            "volumes": ["data:/data:rw", "/repository/a.conf:/etc/a.conf:ro"],
            "secrets": [{ "source": "key", "target": "/etc/key" }],
            "healthcheck": { "test": ["CMD", "check", "it"], "interval": "10s", "retries": 12 } } },
          "secrets": { "key": { "file": "/repository/key" } }
        }
        """;

    const string Newer = """
        {
          "name": "some",
          "services": { "broker": {
            "command": null, "entrypoint": null, "networks": { "default": null },
            "image": "broker:1-management", "hostname": "a", "stop_grace_period": "1m0s",
            "ports": [
              { "mode": "ingress", "host_ip": "127.0.0.1", "target": 5671, "published": "1671", "protocol": "tcp" }],
            "volumes": [
              { "type": "volume", "source": "data", "target": "/data", "volume": {} },
              { "type": "bind", "source": "/repository/a.conf", "target": "/etc/a.conf", "read_only": true }],
            "secrets": [{ "source": "key", "target": "/etc/key" }],
            "healthcheck": { "test": ["CMD", "check", "it"], "interval": "10s", "retries": 12 } } },
          "secrets": { "key": { "name": "some_key", "file": "/repository/key" } }
        }
        """;

    [Theory]
    [InlineData(Older, null)]
    [InlineData(Newer, "some")]
    public void Resolved_InEitherNotation_IsTheSame(string json, string? name)
    {
        var file = new ComposeFile(JsonNode.Parse(json)!.AsObject());

        Assert.Equal(name, file.Name);
        Assert.Equal(("broker:1-management", "a"), (file.Image, file.HostName));
        Assert.Equal((TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2)), (file.StopGrace, file.HealthyWithin));
        Assert.Equal(["check", "it"], file.HealthCheck);
        Assert.Equal([new Port("127.0.0.1", 1671, 5671)], file.Ports);
        Assert.Equal(
            [
                new Mount("data", "/data", ReadOnly: false),
                new Mount("/repository/a.conf", "/etc/a.conf", ReadOnly: true),
                new Mount("/repository/key", "/etc/key", ReadOnly: true, IsSecret: true),
            ],
            file.Mounts);
    }

    [Fact]
    public void Resolved_HasWhatNobodyActsOut_IsRefused()
    {
        var json = JsonNode.Parse(Older)!.AsObject();
        json["services"]!["broker"]!["environment"] = new JsonObject { ["A"] = "b" };

        var refused = Assert.Throws<NotSupportedException>(() => new ComposeFile(json));

        Assert.Contains("environment", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Commands_AreTheIndentedLinesOfComment() => Assert.Equal(
        ["first && second # why", "third"],
        Checkout.CommandsOf("# Do it:\n#\n#   first && second # why\n#   third\n#\n# Then.\nservices:\n  #  no\n"));
}
