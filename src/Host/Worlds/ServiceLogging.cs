using Microsoft.Extensions.Configuration.Memory;

namespace Sagas.Host.Worlds;

/// <summary>
/// What the log looks like unless the configuration says otherwise: this project's own events, one line each, on
/// standard error. Standard output is for people.
/// </summary>
internal static class ServiceLogging
{
    static readonly Dictionary<string, string?> Defaults = new()
    {
        ["Logging:LogLevel:Default"] = "Information",
        ["Logging:LogLevel:Microsoft"] = "Warning",
        // Every call of /ready would write what it answers.
        ["Logging:LogLevel:Microsoft.Extensions.Diagnostics.HealthChecks"] = "Critical",
        ["Logging:LogLevel:MassTransit"] = "Warning",
        ["Logging:LogLevel:System"] = "Warning",
        ["Logging:Console:LogToStandardErrorThreshold"] = "Trace",
        ["Logging:Console:FormatterName"] = "simple",
        ["Logging:Console:FormatterOptions:SingleLine"] = "true",
        ["Logging:Console:FormatterOptions:UseUtcTimestamp"] = "true",
        ["Logging:Console:FormatterOptions:TimestampFormat"] = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ",
    };

    /// <summary>Puts the defaults below every other source: whatever names the same key wins.</summary>
    public static void AddLogDefaults(this WebApplicationBuilder builder)
    {
        ((IConfigurationBuilder)builder.Configuration).Sources
            .Insert(0, new MemoryConfigurationSource { InitialData = Defaults });
    }
}
