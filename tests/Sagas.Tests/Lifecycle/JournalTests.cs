using System.Text.Json;
using CsCheck;
using Sagas.Lifecycle;
using Sagas.Persistence.Model;

namespace Sagas.Tests.Lifecycle;

/// <summary>Laws of the journal, whatever happens and in whatever order.</summary>
public sealed class JournalTests
{
    static readonly Gen<(int Steps, int[] Choices)> AnyRun = Gen.Select(Gen.Int[1, 8], Gen.Int[0, 99].Array[0, 60]);

    /// <summary>Drives a journal as the machine would; each choice says how a step or an undo ends.</summary>
    static IEnumerable<(Journal Journal, int? Undoing)> Live(int steps, int[] choices)
    {
        var (journal, back, choice) = (Journal.Empty(steps), false, new Queue<int>(choices));
        while (choice.TryDequeue(out var c))
        {
            if (!back && journal.InFlight is { } sent)
            {
                journal = c < 60 ? journal.WithDone(sent, null) : c < 80 ? journal.WithSent(sent)
                    : c < 90 ? journal.WithFailed(sent, "no") : journal;
                back = c >= 80;
            }
            else if (!back && journal.NextToSend is { } next)
                journal = journal.WithSent(next);
            else if (journal.Undoing is { } undoing)
            {
                journal = c < 50 ? journal.WithUndone(undoing, c < 10) : c < 70 ? journal.WithUndoing(undoing, true)
                    : journal.WithUndoFailed(undoing, "no");
            }
            else if (back && journal.NextToUndo is { } undo)
            {
                journal = journal.WithUndoing(undo, again: false);
                yield return (journal, undo);
                continue;
            }
            else if (journal.AnyUndoFailed)
                journal = journal.WithFailedUndosReopened();
            yield return (journal, null);
        }
    }

    [Fact]
    public void Undos_OfOneRound_ComeInTheReverseOrderOfTheSteps() => AnyRun.Sample(run =>
    {
        var last = int.MaxValue;
        foreach (var (journal, undoing) in Live(run.Steps, run.Choices))
        {
            if (undoing is { } step)
            {
                Assert.True(step < last, $"Step {step} was undone after {last}.");
                last = step;
            }
            if (journal.NextToUndo is { } again && again >= last && journal.Undoing is null)
                last = int.MaxValue;
        }
    }, iter: 5000);

    [Fact]
    public void Steps_AreSentInOrderOneAtATime() => AnyRun.Sample(run =>
    {
        foreach (var (journal, _) in Live(run.Steps, run.Choices))
        {
            Assert.True(journal.Steps.Count(s => s.Status is StepStatus.Sent) <= 1);
            Assert.True(journal.Steps.Count(s => s.Status is StepStatus.Undoing) <= 1);
            var firstPending = journal.NextToSend ?? run.Steps;
            Assert.All(journal.Steps.Skip(firstPending), s => Assert.Equal(StepStatus.Pending, s.Status));
            Assert.All(journal.Steps.Take(firstPending), s => Assert.NotEqual(StepStatus.Pending, s.Status));
        }
    }, iter: 5000);

    [Fact]
    public void Undo_OfAStepThatWasNeverSent_IsNeverNext() => AnyRun.Sample(run =>
    {
        foreach (var (journal, _) in Live(run.Steps, run.Choices))
        {
            if (journal.NextToUndo is { } undo)
                Assert.NotEqual(StepStatus.Pending, journal.Steps[undo].Status);
            Assert.NotEqual(journal.NextToSend ?? -1, journal.NextToUndo ?? -2);
            Assert.True(journal.InFlight is null || journal.Undoing is null);
        }
    }, iter: 5000);

    [Fact]
    public void Journal_AsJson_ComesBackAsItWas() => AnyRun.Sample(run =>
    {
        var json = new AsJson<Journal>();
        foreach (var (journal, _) in Live(run.Steps, run.Choices))
        {
            var back = (Journal)json.ConvertFromProvider(json.ConvertToProvider(journal))!;
            Assert.Equal(journal.Steps, back.Steps);
        }
    }, iter: 300);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void NextToUndo_AStepIsUnknown_IsThatStep(int unknown)
    {
        var journal = Journal.Empty(3);
        for (var step = 0; step < unknown; step++)
            journal = journal.WithSent(step).WithDone(step, null);
        journal = journal.WithSent(unknown);

        Assert.Equal(unknown, journal.NextToUndo);
        Assert.Equal(unknown, journal.WithFailed(unknown, "no").NextToUndo);
    }

    [Fact]
    public void WithDone_KeepsTheResultThroughJson()
    {
        var result = JsonDocument.Parse("""{"count":3,"names":["ä","b"]}""").RootElement;
        var json = new AsJson<Journal>();

        var journal = Journal.Empty(1).WithSent(0).WithDone(0, result);

        var back = (Journal)json.ConvertFromProvider(json.ConvertToProvider(journal))!;
        Assert.True(JsonElement.DeepEquals(result, back.Steps[0].Result!.Value));
    }

    [Fact]
    public void WithUndoing_InANewRound_CountsItsAttemptsAnew()
    {
        var journal = Journal.Empty(1).WithSent(0).WithSent(0).WithUndoing(0, false).WithUndoing(0, true);
        Assert.Equal(2, journal.Steps[0].Attempts);

        var round = journal.WithUndoFailed(0, "no").WithFailedUndosReopened();

        Assert.Equal((StepStatus.Failed, (int?)0), (round.Steps[0].Status, round.NextToUndo));
        Assert.Equal(1, round.WithUndoing(0, false).Steps[0].Attempts);
    }

    [Fact]
    public void AnySent_OnlyWhenAStepWasSent()
    {
        Assert.False(Journal.Empty(3).AnySent);
        Assert.True(Journal.Empty(3).WithSent(0).AnySent);
    }
}
