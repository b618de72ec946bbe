using System.Text.Json.Nodes;

namespace Sagas.Scenarios.Compose;

/// <summary>The implementation of compose on this machine. No engine is needed to have a file checked and resolved.
/// </summary>
internal static class ComposeTool
{
    const string Python = "/usr/bin/python3";
    const string ToJson = "import json, sys, yaml; json.dump(yaml.safe_load(sys.stdin), sys.stdout)";

    /// <summary>Docker's plugin, else the program of Debian's package; null when there is neither.</summary>
    public static async Task<string?> Find()
    {
        foreach (var tool in new[] { "docker compose", "docker-compose" })
        {
            if ((await Command.Try("/", "bash", "-c", $"{tool} version")).Exit == 0)
                return tool;
        }
        return null;
    }

    /// <summary>The file as compose understands it: defaults filled in, paths absolute. One that is wrong is refused.
    /// </summary>
    public static async Task<ComposeFile> Resolve(string folder, string tool)
    {
        // All versions write YAML, the newer ones alone JSON too.
        var json = await Command.Run(
            folder, "bash", "-c", $"set -o pipefail; {tool} -f infra/compose.yaml config | {Python} -c '{ToJson}'");
        return new ComposeFile(JsonNode.Parse(json)!.AsObject());
    }
}
