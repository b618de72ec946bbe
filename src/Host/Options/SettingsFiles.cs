using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Sagas.Host.Options;

/// <summary>Reads the settings, or says in one line why one of their files cannot be read.</summary>
internal static class SettingsFiles
{
    /// <exception cref="OptionsValidationException">A file cannot be read.</exception>
    public static WebApplicationBuilder Builder(IReadOnlyList<string> arguments)
    {
        try
        {
            return WebApplication.CreateBuilder([.. arguments]);
        }
        catch (DirectoryNotFoundException missing)
        {
            throw Refusal($"contentRoot '{missing.Message}' is no folder.");
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw Refusal(e.InnerException is null ? e.Message : $"{e.Message} {Innermost(e.InnerException)}");
        }
    }

    static string Innermost(Exception e) => e switch
    {
        { InnerException: { } inner } => Innermost(inner),
        // Its own text counts lines from zero.
        JsonException { LineNumber: { } line } =>
            $"Line {line + 1}: {e.Message.Split(" LineNumber:")[0].ReplaceLineEndings(" ")}",
        _ => e.Message.ReplaceLineEndings(" "),
    };

    static OptionsValidationException Refusal(string problem) =>
        new(SagasOptions.Section, typeof(SagasOptions), [problem]);
}
