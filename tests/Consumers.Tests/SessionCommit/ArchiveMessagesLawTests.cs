using Sagas.Consumers.Tests.FileTree;
using Sagas.Consumers.Tests.Sessions;
using Sagas.Testing.Steps;

namespace Sagas.Consumers.Tests.SessionCommit;

public sealed class ArchiveMessagesLawTests
{
    internal static readonly Scenes Scenes = new()
    {
        ["all messages, first archive"] = () => SessionLab.LawLab(messages: 5),
        ["all but the newest two"] = () => SessionLab.LawLab(messages: 5, keep: 2),
        ["second archive"] = () => SessionLab.LawLab(messages: 3)
            .With("user/alice/sessions/s1/history/archive_001/messages.jsonl", "{}")
            .With("user/alice/sessions/s1/history/archive_001/.meta.json"),
        ["no messages"] = () => SessionLab.LawLab(messages: 0),
        ["all within the window"] = () => SessionLab.LawLab(messages: 2, keep: 2),
        ["a line that is no message"] = () => SessionLab.LawLab(messages: 0).With(
            "user/alice/sessions/s1/messages.jsonl",
            SessionLab.Lines(1, 2) + "nonsense\n" + SessionLab.Lines(3, 1)),
        ["the same message twice"] = () => SessionLab.LawLab(messages: 0, keep: 1).With(
            "user/alice/sessions/s1/messages.jsonl", SessionLab.Lines(1, 1) + SessionLab.Lines(1, 1)),
    };

    public static TheoryData<string, string> Laws => Scenes.Laws;

    [Theory]
    [MemberData(nameof(Laws))]
    public Task Law_InScene_Holds(string law, string scene) => StepLaws.Check(law, Scenes[scene]);
}
