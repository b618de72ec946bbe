using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Sagas.Scenarios.Compose;

/// <summary>
/// A compose file, resolved; in the notation of compose 1 (text) and of compose 2 (objects). What it does not know it
/// refuses: nobody acts that out, so nothing would have been checked.
/// </summary>
internal sealed partial class ComposeFile
{
    static readonly string[] Known =
    [
        "image", "hostname", "user", "restart", "stop_grace_period", "ports", "volumes", "secrets", "healthcheck",
    ];

    readonly JsonObject _service;
    readonly JsonObject? _secrets;

    /// <summary>Reads it.</summary>
    /// <exception cref="NotSupportedException">It has something that this class knows nothing of.</exception>
    public ComposeFile(JsonObject resolved)
    {
        ArgumentNullException.ThrowIfNull(resolved);
        Name = resolved["name"]?.GetValue<string>();
        _secrets = resolved["secrets"]?.AsObject();
        _service = resolved["services"]!.AsObject().Single().Value!.AsObject();
        // Compose 2 writes down the network that every service has.
        var others = _service.Where(pair => pair.Value is not null && !Known.Contains(pair.Key))
            .Where(pair => pair.Key != "networks" || pair.Value!.AsObject().Any(network => network.Key != "default"))
            .Select(pair => pair.Key).ToList();
        if (others.Count > 0)
            throw new NotSupportedException($"Nothing here acts out: {string.Join(", ", others)}.");
    }

    /// <summary>The project's name; compose 1 does not tell it.</summary>
    public string? Name { get; }

    /// <summary>The image.</summary>
    public string Image => _service["image"]!.GetValue<string>();

    /// <summary>The container's name for itself.</summary>
    public string HostName => _service["hostname"]!.GetValue<string>();

    /// <summary>As whom the container and its health check run.</summary>
    public string User => _service["user"]?.GetValue<string>() ?? "root";

    /// <summary>How long the engine waits for the end of a container that it has asked to stop.</summary>
    public TimeSpan StopGrace => Duration(_service["stop_grace_period"]!);

    /// <summary>The command that the engine runs in the container: healthy is 0.</summary>
    public string[] HealthCheck => _service["healthcheck"]!["test"]!.AsArray().Select(x => x!.GetValue<string>())
        .ToArray() switch
    {
        ["CMD", .. var command] => command,
        ["CMD-SHELL", var line] => ["/bin/sh", "-c", line],
        var other => throw new NotSupportedException($"A health check {string.Join(' ', other)}."),
    };

    /// <summary>After this the engine gives up a container that has never been healthy.</summary>
    public TimeSpan HealthyWithin =>
        Duration(_service["healthcheck"]!["interval"]!) * _service["healthcheck"]!["retries"]!.GetValue<int>();

    /// <summary>Volumes, then secrets.</summary>
    public IReadOnlyList<Mount> Mounts =>
    [
        .. Of("volumes").Select(Volume),
        .. Of("secrets").Select(secret => new Mount(
            FileOf(Text(secret["source"])), Text(secret["target"]), ReadOnly: true, IsSecret: true)),
    ];

    /// <summary>Published ports.</summary>
    public IReadOnlyList<Port> Ports => [.. Of("ports").Select(Published)];

    // Compose 1 leaves it to the start to find this out.
    string FileOf(string secret) => _secrets?[secret]?["file"]?.GetValue<string>()
        ?? throw new NotSupportedException($"No file is named for the secret {secret}.");

    IEnumerable<JsonNode> Of(string key) => _service[key]?.AsArray().Select(x => x!) ?? [];

    static Mount Volume(JsonNode volume) => volume is JsonObject
        ? new Mount(Text(volume["source"]), Text(volume["target"]), (bool?)volume["read_only"] ?? false)
        : Text(volume).Split(':') is [var source, var target, var mode]
            ? new Mount(source, target, mode == "ro")
            : throw new NotSupportedException($"A volume {volume}.");

    static Port Published(JsonNode port)
    {
        if (port is JsonObject)
        {
            return new Port(
                (string?)port["host_ip"] ?? "0.0.0.0", Number(port["published"]), Number(port["target"]));
        }
        var found = ShortPort().Match(Text(port)).Groups;
        return found["host"].Success
            ? new Port(found["host"].Value, Number(found["outer"].Value), Number(found["inner"].Value))
            : throw new NotSupportedException($"A port {port}.");
    }

    static TimeSpan Duration(JsonNode node)
    {
        var parts = DurationPart().Matches(Text(node));
        Assert.Equal(Text(node).Length, parts.Sum(part => part.Length));
        return parts.Aggregate(TimeSpan.Zero, (sum, part) => sum + part.Groups["unit"].Value switch
        {
            "h" => TimeSpan.FromHours(Number(part.Groups["count"].Value)),
            "m" => TimeSpan.FromMinutes(Number(part.Groups["count"].Value)),
            _ => TimeSpan.FromSeconds(Number(part.Groups["count"].Value)),
        });
    }

    static string Text(JsonNode? node) => node!.ToString();

    static int Number(JsonNode? node) => Number(Text(node));

    static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<host>[0-9.]+):(?<outer>\d+):(?<inner>\d+)/tcp$")]
    private static partial Regex ShortPort();

    [GeneratedRegex(@"(?<count>\d+)(?<unit>[hms])")]
    private static partial Regex DurationPart();
}
