using System.Text.RegularExpressions;
using Sagas.Scenarios.Sessions;
using Sagas.Testing.Tidy;

namespace Sagas.Scenarios.CrashMatrix;

public sealed partial class PointTableTests
{
    static readonly MatrixOperation[] Operations =
    [
        MatrixOperations.MoveFile, MatrixOperations.MoveDirectory, MatrixOperations.MoveReplacing,
        MatrixOperations.RemoveFile, MatrixOperations.RemoveDirectory, MatrixOperations.AddNew,
        MatrixOperations.AddReplacing, MatrixOperations.MakeDirectory, MatrixOperations.WriteNew,
        MatrixOperations.WriteReplacing, MatrixOperations.Index, MatrixOperations.SessionArchive,
        MatrixOperations.SessionMemory,
    ];

    static HashSet<string> Killed { get; } =
    [
        .. Operations.SelectMany(o => o.Forward.Concat(o.Undoing)).Select(point => point.Split('#')[0]),
        .. SessionPoints.All,
        // RabbitMqReplayTests.
        "dead-letters.after-resend",
    ];

    [Fact]
    public void Table_EveryPointOfAStep_IsKilledBySomeOperation() => Assert.Empty(StepPoints.All.Except(Killed));

    [Fact]
    public void Table_EveryPointInTheSource_IsInIt()
    {
        var inSource = Directory
            .EnumerateFiles(Path.Combine(RepositoryRoot.Path, "src"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => PointIn().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
            .Where(name => name.Contains('.', StringComparison.Ordinal))
            .ToList();
        Assert.NotEmpty(inSource);
        Assert.All(inSource, name => Assert.Contains(
            Killed, point => point.Contains(name, StringComparison.Ordinal)));
    }

    [GeneratedRegex("""(?:Boundary|Reach)\(\s*\$?"([^"{]+)""")]
    private static partial Regex PointIn();
}
