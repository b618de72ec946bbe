using System.ComponentModel;
using System.Diagnostics;

namespace Sagas.Scenarios.Compose;

/// <summary>A program that is run to its end.</summary>
internal static class Command
{
    /// <summary>Runs it in a folder; it reads nothing.</summary>
    /// <returns>Its exit status, 127 when there is no such program, and what it wrote.</returns>
    public static async Task<(int Exit, string Out, string Error)> Try(
        string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync();
            var error = await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            return (process.ExitCode, await output, error);
        }
        catch (Win32Exception missing)
        {
            return (127, "", missing.Message);
        }
    }

    /// <summary>Runs it in a folder; it has to succeed.</summary>
    /// <returns>What it wrote to its output.</returns>
    public static async Task<string> Run(string folder, string program, params string[] arguments)
    {
        var (exit, output, error) = await Try(folder, program, arguments);
        return exit == 0 ? output : throw new InvalidOperationException(
            $"{program} {string.Join(' ', arguments)}: exit {exit}\n{output}{error}");
    }
}
