using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Sagas.Consumers.CreateSession;
using Sagas.Consumers.Sessions;
using Sagas.Consumers.Tests.FileTree;
using Sagas.Consumers.Tests.Sessions;
using Sagas.Contracts;
using Sagas.Testing.Steps;

namespace Sagas.Consumers.Tests.CreateSession;

public sealed class PlaceSessionTests
{
    internal static readonly Scenes Scenes = new()
    {
        ["first session of a user"] = () => Lab(),
        ["beside another one"] = () => Lab().With("user/alice/sessions/s0/messages.jsonl"),
    };

    public static TheoryData<string, string> Laws => Scenes.Laws;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Laws))]
    public Task Law_InScene_Holds(string law, string scene) => StepLaws.Check(law, Scenes[scene]);

    [Fact]
    public async Task Execute_NewSession_HasItsFactsAndNoMessages()
    {
        using var lab = Lab();
        await lab.Done();
        var log = LogOf(lab);
        var info = await log.Find(TreeLab.Account, SessionLab.Session, Stop);
        Assert.Equal((lab.Clock.GetUtcNow(), TreeLab.Account, "alice"), (info!.CreatedAt, info.Account, info.User));
        Assert.Equal(1, info.Settings!.Value.GetProperty("keep").GetInt32());
        Assert.Equal(new SessionCounts(0, 0, null), await log.Count(TreeLab.Account, SessionLab.Session, Stop));
    }

    [Theory]
    [InlineData("user/alice/sessions/s1/messages.jsonl")]
    [InlineData("user/alice/sessions/s1/")]
    [InlineData("user/alice/sessions/s1")]
    public async Task Execute_Taken_IsRefused(string there)
    {
        using var lab = Lab().With(there);
        var before = await lab.Snapshot();
        var reason = await lab.Refused();
        Assert.Equal((ErrorCode.AlreadyExists, "session"), (reason.Code, reason.Details!["type"]));
        Assert.Equal(before, await lab.Snapshot());
    }

    [Fact]
    public async Task Undo_SomebodyHasSaidSomething_KeepsTheSession()
    {
        using var lab = Lab();
        await lab.Done();
        await LogOf(lab).Append(TreeLab.Account, SessionLab.Session, [SessionLab.Message(1)], Stop);
        var before = await lab.Snapshot();
        await lab.Undo();
        Assert.Equal(before, await lab.Snapshot());
    }

    static TreeLab Lab() => new(
        new PlaceSession(
            TreeLab.Account, SessionLab.Session, "alice", JsonSerializer.SerializeToElement(new { keep = 1 })),
        (lab, faults) => new PlaceSessionStep(lab.Paths, new SessionGates(), lab.Clock, faults, TreeLab.Running));

    static LocalSessionLog LogOf(TreeLab lab)
    {
        var gates = new SessionGates();
        return new LocalSessionLog(
            lab.Paths, new LiveFiles(lab.Paths, gates, NullLogger<LiveFiles>.Instance), gates, new NoFaultPoints());
    }
}
