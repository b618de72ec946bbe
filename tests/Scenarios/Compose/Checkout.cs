using System.Text.RegularExpressions;
using Sagas.Testing.Tidy;

namespace Sagas.Scenarios.Compose;

/// <summary>A copy of what infra/compose.yaml needs of this repository, in which its secrets can be made.</summary>
internal sealed partial class Checkout
{
    Checkout(string folder) => Folder = folder;

    /// <summary>The root of the copy.</summary>
    public string Folder { get; }

    /// <summary>The commands at the top of the file, as they are written there.</summary>
    public IReadOnlyList<string> Commands => CommandsOf(File.ReadAllText(At("infra/compose.yaml")));

    /// <summary>Makes a copy; it has no secrets yet.</summary>
    public static Checkout Make(string folder)
    {
        var infra = Path.Combine(RepositoryRoot.Path, "infra");
        var files = Directory.EnumerateFiles(infra)
            .Concat(Directory.EnumerateFiles(Path.Combine(infra, "rabbitmq"), "*", SearchOption.AllDirectories));
        foreach (var file in files)
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(RepositoryRoot.Path, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        return new Checkout(folder);
    }

    /// <summary>Does what the file tells to do before it is used: its commands but Docker's own.</summary>
    public Task MakeSecrets() => Command.Run(Folder, "bash", "-euc", string.Join(
        '\n', Commands.Where(command => !command.StartsWith("docker ", StringComparison.Ordinal))));

    /// <summary>A file or folder of the copy.</summary>
    public string At(string path) => Path.Combine(Folder, path);

    /// <summary>The password of a user, as the commands have made it.</summary>
    public string PasswordOf(string user) => File.ReadAllLines(At("data/compose/passwords"))
        .Select(line => line.Split('=', 2))
        .Single(pair => pair[0] == $"SAGAS_RABBITMQ_{user["sagas-".Length..].ToUpperInvariant()}_PASSWORD")[1];

    /// <summary>The lines of comment that are indented like commands.</summary>
    public static IReadOnlyList<string> CommandsOf(string text) =>
        [.. CommandLine().Matches(text).Select(match => match.Groups["command"].Value)];

    [GeneratedRegex(@"^#   (?<command>\S.*)$", RegexOptions.Multiline)]
    private static partial Regex CommandLine();
}
