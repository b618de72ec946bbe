using System.Text.Json;
using System.Text.RegularExpressions;

namespace Sagas.Testing.Tidy;

/// <summary>Rules about who may know whom.</summary>
public static partial class DependencyRules
{
    /// <summary>
    /// The folders of operations, by the contracts: those that declare a command of a producer. A new operation is
    /// covered without being listed.
    /// </summary>
    public static IReadOnlyList<string> OperationFolders(IEnumerable<SourceFile> contracts) =>
    [
        .. contracts
            .Where(f => ImplementsOperationCommand().IsMatch(f.Code))
            .Select(f => f.Path.Split('/')[2])
            .Distinct(),
    ];

    /// <summary>An operation never uses another operation's folder: what two of them need moves to a shared one.
    /// </summary>
    public static IEnumerable<string> OperationsAreStrangers(SourceFile file, IReadOnlyList<string> operations)
    {
        ArgumentNullException.ThrowIfNull(file);
        var parts = file.Path.Split('/');
        if (parts is not ["src", "Sagas" or "Consumers", var own, ..] || !operations.Contains(own))
            return [];
        var others = string.Join('|', operations.Where(o => o != own).Select(Regex.Escape));
        return TextRules.Find(
            file, file.Code, new Regex($@"\bSagas\.(Consumers\.)?({others})\b"), "another operation's folder");
    }

    /// <summary>An operation has the same folder name everywhere: its plan in Sagas, and in Consumers the steps that no
    /// other operation has.</summary>
    public static IEnumerable<string> OperationsHaveTheirFolders(
        IReadOnlyList<SourceFile> code, IReadOnlyList<string> operations)
    {
        var withSteps = code.Where(f => f.Path.StartsWith("src/Contracts/", StringComparison.Ordinal)
            && ImplementsStepCommand().IsMatch(f.Code)).Select(f => f.Path.Split('/')[2]);
        return operations.Select(operation => $"src/Sagas/{operation}/")
            .Concat(operations.Intersect(withSteps).Select(operation => $"src/Consumers/{operation}/"))
            .Where(folder => !code.Any(f => f.Path.StartsWith(folder, StringComparison.Ordinal)))
            .Select(folder => $"{folder} is missing");
    }

    /// <summary>The coordinator and the participants meet in messages only.</summary>
    public static IEnumerable<string> SidesAreStrangers(SourceFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var forbidden = file.Path.Split('/') switch
        {
            ["src", "Sagas", ..] => KnowsConsumers(),
            ["src", "Consumers", ..] => KnowsSagas(),
            ["src", "Contracts", ..] => KnowsAnybody(),
            _ => null,
        };
        var text = file.Path.EndsWith(".cs", StringComparison.Ordinal) ? file.Code : file.Text;
        return forbidden is null ? [] : TextRules.Find(file, text, forbidden, "the other side");
    }

    /// <summary>MassTransit 9 is commercial: the range in the central list, and every resolved version, stay below.
    /// </summary>
    public static IEnumerable<string> MassTransitStaysFree(SourceFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return file.Path.EndsWith(".lock.json", StringComparison.Ordinal)
            ? Resolved(file).Where(p => !IsFree(p.Version)).Select(p => $"{file.Path}: {p.Name} {p.Version}")
            : CentralVersion().Matches(file.Text).Where(m => m.Groups["version"].Value != "[8.5.12,9.0.0)")
                .Select(m => $"{file.Path}: {m.Value}");
    }

    static bool IsFree(string version) =>
        Version.TryParse(version, out var parsed) && parsed >= new Version(8, 5, 12) && parsed.Major < 9;

    static IEnumerable<(string Name, string Version)> Resolved(SourceFile file)
    {
        using var document = JsonDocument.Parse(file.Text);
        return
        [
            .. document.RootElement.GetProperty("dependencies").EnumerateObject()
                .SelectMany(framework => framework.Value.EnumerateObject())
                .Where(p => p.Name.StartsWith("MassTransit", StringComparison.OrdinalIgnoreCase))
                .Where(p => p.Value.TryGetProperty("resolved", out _))
                .Select(p => (p.Name, p.Value.GetProperty("resolved").GetString() ?? "")),
        ];
    }

    [GeneratedRegex(@":\s*IOperationCommand\b")]
    private static partial Regex ImplementsOperationCommand();

    [GeneratedRegex(@":\s*IStepCommand<")]
    private static partial Regex ImplementsStepCommand();

    [GeneratedRegex(@"\bSagas\.(Consumers|Host)\b|[\\/](Consumers|Host)\.csproj")]
    private static partial Regex KnowsConsumers();

    [GeneratedRegex(@"\busing\s+(static\s+)?Sagas(;|\.(?!Contracts\b|Consumers\b))|[\\/](Sagas|Host)\.csproj")]
    private static partial Regex KnowsSagas();

    [GeneratedRegex(@"\bSagas\.(?!Contracts\b)[A-Z]\w*\.?|<(Package|Project)Reference")]
    private static partial Regex KnowsAnybody();

    [GeneratedRegex("""<Package(Version|Reference)\s[^>]*"MassTransit[^"]*"[^>]*\bVersion="(?<version>[^"]*)"[^>]*>""")]
    private static partial Regex CentralVersion();
}
