using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Sagas.Host.Demo;

/// <summary>How this very program is started once more, whichever way it runs now.</summary>
internal static class ServiceProgram
{
    static readonly string[] Foreign = ["Sagas__", "SAGAS_", "ConnectionStrings__", "Logging__", "ASPNETCORE_", "URLS"];

    /// <param name="folder">Where it runs: no settings file of somebody else lies there.</param>
    /// <param name="arguments">Its command line.</param>
    public static ProcessStartInfo Start(string folder, IEnumerable<string> arguments)
    {
        var assembly = typeof(ServiceProgram).Assembly.Location;
        var start = new ProcessStartInfo
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        if (Executable(assembly) is { } executable)
        {
            start.FileName = executable;
        }
        else
        {
            start.FileName = Runtime();
            start.ArgumentList.Add(assembly);
        }
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        // The caller's own settings are for its own service, not for this one.
        foreach (var name in start.Environment.Keys.Where(IsForeign).ToList())
            start.Environment.Remove(name);
        return start;
    }

    static bool IsForeign(string name) =>
        Foreign.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    /// <summary>This process, when it is this program and not a runtime or a test that carries it.</summary>
    static string? Executable(string assembly) =>
        Environment.ProcessPath is { } path && Path.GetFileName(path) == Path.GetFileNameWithoutExtension(assembly)
            ? path
            : null;

    static string Runtime()
    {
        if (Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet")
            return path;
        // <root>/shared/Microsoft.NETCore.App/<version>/
        var root = Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..");
        var muxer = Path.GetFullPath(Path.Combine(root, "dotnet"));
        return File.Exists(muxer) ? muxer : "dotnet";
    }
}
