using System.Text.RegularExpressions;

namespace Sagas.Testing.Tidy;

/// <summary>Rules about log messages.</summary>
public static partial class LogRules
{
    /// <summary>The id of an event names one message, whichever project it comes from: people filter by it.</summary>
    public static IEnumerable<string> UniqueEvents(IEnumerable<SourceFile> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        return files
            .SelectMany(file => EventId().Matches(file.Code).Select(m => (Id: m.Groups["id"].Value, file.Path)))
            .GroupBy(message => message.Id, message => message.Path)
            .Where(messages => messages.Count() > 1)
            .Select(messages => $"event {messages.Key} is logged by {string.Join(", ", messages)}");
    }

    [GeneratedRegex(@"\bLoggerMessage\(\s*(?:EventId\s*=\s*)?(?<id>\d+)")]
    private static partial Regex EventId();
}
