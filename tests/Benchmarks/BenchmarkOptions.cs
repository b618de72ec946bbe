using System.Globalization;

namespace Sagas.Benchmarks;

/// <summary>What is measured.</summary>
internal sealed record BenchmarkOptions(
    string Benchmark, string Operation, double Seconds, int InFlight, int AtRestAfter)
{
    public const string Embedded = "embedded";
    public const string Rename = "rename";
    public const string Spares = "spares";
    public const string Sessions = "sessions";
    public const string Commit = "commit";

    public const string Usage =
        "usage: embedded [--operation mv|rm|add] [--seconds 8] [--in-flight 64] [--rest-after 10000] | rename "
        + "| spares | sessions [--seconds 8] | commit";

    static readonly string[] Operations = ["mv", "rm", "add"];

    /// <summary>Null when the arguments are wrong.</summary>
    public static BenchmarkOptions? Parse(string[] args)
    {
        var options = new BenchmarkOptions(args.FirstOrDefault() ?? "", "mv", 8, 64, 10_000);
        if (options.Benchmark is not (Embedded or Rename or Spares or Sessions or Commit) || args.Length % 2 == 0)
            return null;
        for (var i = 1; i < args.Length; i += 2)
        {
            if (With(options, args[i], args[i + 1]) is not { } changed)
                return null;
            options = changed;
        }
        return options;
    }

    static BenchmarkOptions? With(BenchmarkOptions options, string name, string value)
    {
        var isNumber = double.TryParse(value, CultureInfo.InvariantCulture, out var number) && number > 0;
        return name switch
        {
            "--operation" when Operations.Contains(value) => options with { Operation = value },
            "--seconds" when isNumber => options with { Seconds = number },
            "--in-flight" when isNumber => options with { InFlight = (int)number },
            "--rest-after" when isNumber => options with { AtRestAfter = (int)number },
            _ => null,
        };
    }
}
