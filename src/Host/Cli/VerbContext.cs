using System.CommandLine;
using System.Text.Json;
using Sagas.Host.Http;

namespace Sagas.Host.Cli;

/// <summary>What a verb works with.</summary>
internal sealed record VerbContext(
    ServiceClient Client, CliEnvironment Environment, ParseResult Arguments, bool Json)
{
    static readonly JsonSerializerOptions Indented = new(HttpJson.Options) { WriteIndented = true };

    public TextWriter Out => Environment.Out;

    public Human Human => new(Environment.IsTerminal, Environment.Time);

    /// <summary>Prints a line that may hold what comes from outside.</summary>
    public void Say(string line) => Out.WriteLine(Rows.Safe(line));

    /// <summary>Tells a person what is no part of the answer: who reads that from a pipe takes each line for one of
    /// it.</summary>
    public void Hint(string line) => Environment.Error.WriteLine(Rows.Safe(line));

    /// <summary>Prints <paramref name="result"/> as JSON, or lets <paramref name="print"/> do it for a person.
    /// </summary>
    public int Show(JsonElement result, Action<JsonElement> print)
    {
        if (Json)
            Out.WriteLine(JsonSerializer.Serialize(result, Indented));
        else
            print(result);
        return ExitCode.Ok;
    }
}
