using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json;

namespace Sagas.Host.Cli;

/// <summary>How many entries a listing shows, and the word that there are more.</summary>
internal static class EntryLimit
{
    const int Default = 1000;

    /// <summary>The service gives one more than that, and no more.</summary>
    const int Max = 99_999;

    public static Option<int> Option() => new("--limit")
    {
        Description = "At most so many entries.",
        HelpName = "N",
        DefaultValueFactory = _ => Default,
        CustomParser = Number,
    };

    /// <summary>What to ask the service for, so that <see cref="Cut"/> can tell.</summary>
    public static int Asked(int limit) => limit + 1;

    /// <summary>The first <paramref name="limit"/> of what was answered.</summary>
    public static JsonElement Cut(VerbContext verb, JsonElement answered, int limit)
    {
        if (answered.GetArrayLength() <= limit)
            return answered;
        verb.Hint($"there are more than {verb.Human.Count(limit)} entries: --limit N shows more");
        return JsonSerializer.SerializeToElement(answered.EnumerateArray().Take(limit));
    }

    static int Number(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit <= Max)
            return limit;
        result.AddError($"--limit is '{text}'; legal are 0 to {Max}.");
        return 0;
    }
}
