using Sagas.Consumers.SessionCommit;
using Sagas.Consumers.Tests.FileTree;
using Sagas.Contracts;
using Sagas.Testing.Steps;

namespace Sagas.Consumers.Tests.SessionCommit;

public sealed class WriteMemoriesLawTests
{
    internal static readonly Memory Tea = new(MemoryCategory.Preferences, "Tea", "I prefer green tea.");
    internal static readonly Memory Hill = new(MemoryCategory.Facts, "Home", "Alice lives on a hill.");

    internal static readonly Scenes Scenes = new()
    {
        ["first memories of a user"] = () => Lab(Write(Tea, Hill)),
        ["into a file that is there, beside its text"] = () => Lab(Write(Tea))
            .With("user/alice/memories/preferences/tea.md", "My own words.\n"),
        ["known already"] = () => Lab(Write(Tea))
            .With("user/alice/memories/preferences/tea.md", "# Tea\n\n- I prefer green tea.\n"),
        ["after a failure"] = () => Lab(Write(Tea)).With($"{Archive}/.failed.json", "{}"),
        ["over old summaries"] = () => Lab(Write(Tea))
            .With($"{Archive}/.abstract.md", "old").With($"{Archive}/.overview.md", "old"),
        ["a failure"] = () => Lab(Write() with { Failure = new Reason(ErrorCode.Unavailable, "Away.") }),
        ["after attempts that cost something"] = () => Lab(Write(Tea) with { Usage = new TokenUsage(7, 5, 12) }),
        ["another failure"] = () => Lab(Write() with { Failure = new Reason(ErrorCode.Unavailable, "Away.") })
            .With($"{Archive}/.failed.json", "{}"),
    };

    internal const string Archive = "user/alice/sessions/s1/history/archive_001";

    public static TheoryData<string, string> Laws => Scenes.Laws;

    [Theory]
    [MemberData(nameof(Laws))]
    public Task Law_InScene_Holds(string law, string scene) => StepLaws.Check(law, Scenes[scene]);

    internal static WriteMemories Write(params Memory[] memories) => new(
        TreeLab.Account, "alice", TreeLab.Uri(Archive), new(new Guid("0198c000-0000-7000-8000-00000000000c")), memories,
        Dropped: 1, "# About tea\n", "About tea.", DateTimeOffset.UnixEpoch, Failure: null);

    internal static TreeLab Lab(WriteMemories command) => new TreeLab(
        command, (lab, faults) => new WriteMemoriesStep(lab.Paths, faults, TreeLab.Running))
        .With($"{Archive}/messages.jsonl", "{}\n");
}
