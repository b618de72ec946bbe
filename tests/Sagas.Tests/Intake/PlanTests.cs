using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Contracts;
using Sagas.Intake;
using Sagas.Lifecycle;
using Sagas.Operations;
using Sagas.Testing.Approvals;

namespace Sagas.Tests.Intake;

/// <summary>Every operation's plan, as it was approved: what is done, and what undoes it.</summary>
public sealed class PlanTests
{
    static readonly Caller Alice = new("acme", "alice");
    static readonly TransactionId Id = new(new Guid("0193e3f0-0000-7000-8000-000000000001"));

    [Fact]
    public void Plans_OfAllOperations_AreAsApproved()
    {
        var text = new StringBuilder();
        Write(text, "rm", new RemoveOperation(), new RemoveResource { Uri = "viking://resources/a/b" });
        Write(text, "rm, recursive, at the top of a scope", new RemoveOperation(),
            new RemoveResource { Uri = "viking://resources/a", Recursive = true });
        Write(text, "mv", new MoveOperation(), new MoveResource
        {
            Source = "viking://resources/a/b",
            Destination = "viking://resources/c/d",
        });
        Write(text, "mv within one directory", new MoveOperation(), new MoveResource
        {
            Source = "viking://resources/a/b",
            Destination = "viking://resources/a/c",
        });
        Write(text, "mkdir", new MakeDirectoryOperation(), new MakeDirectory { Uri = "viking://~/notes/" });
        Write(text, "mkdir with a description", new MakeDirectoryOperation(), new MakeDirectory
        {
            Uri = "viking://resources/a/b",
            Description = " All about b. ",
        });
        Write(text, "add_resource from a folder", new AddResourceOperation(),
            new AddResource { Path = "/in/My docs/" });
        Write(text, "add_resource to a target", new AddResourceOperation(), new AddResource
        {
            UploadId = "up.zip",
            To = "viking://resources/target",
            IgnoreDirs = [".git"],
        });
        Write(text, "add_resource of text below a parent", new AddResourceOperation(), new AddResource
        {
            Content = "x",
            Name = "My note.md",
            Parent = "viking://user/alice/notes",
        });
        Write(text, "write", new WriteFileOperation(), new WriteFile
        {
            Uri = "viking://user/alice/memories/m.md",
            Content = "It is so.",
            Mode = "append",
        });
        Write(text, "session.create", new CreateSessionOperation(), new CreateSession { SessionId = "s1" });
        Write(text, "index", new IndexDirectoryOperation(), new IndexDirectory
        {
            Uri = "viking://resources/a",
            Overview = "o",
            Sources = [new SourceHash("f.md", "1"), new SourceHash("g.md", "2")],
            Gone = ["g.md", "h.md"],
            Listing = "1234",
            Abstracts = [new SourceHash("sub", "3")],
        });
        Write(text, "session.commit", new CommitSessionOperation(), new CommitSession
        {
            SessionId = "s1",
            KeepRecentCount = 2,
        });
        Approved.Matches(text.ToString());
    }

    static void Write<T>(StringBuilder text, string title, IOperation<T> operation, T command)
        where T : class, IOperationCommand
    {
        var plan = operation.Plan(command, Alice, Id);
        text.AppendLine(Inv($"# {title}: {string.Join(", ", operation.Uris(command))}"));
        foreach (var wanted in plan.Locks)
            text.AppendLine(Inv($"  lock  {wanted.Mode.ToString().ToLowerInvariant()} {wanted.Account} {wanted.Uri}"));
        foreach (var step in plan.Steps)
        {
            text.AppendLine(Inv($"  do    {step.Kind,-18} undo  {UndoOf(step.Kind)}"));
            text.AppendLine(Inv($"        {step.Arguments.GetRawText()}"));
        }
        foreach (var action in plan.PostActions)
            text.AppendLine(Inv($"  then  {action.When} {action.Message} {Told(action.Body)}"));
        text.AppendLine();
    }

    static string Inv(FormattableString text) => FormattableString.Invariant(text);

    static string UndoOf(string kind) => typeof(IStepCommand<>).Assembly.GetExportedTypes()
        .Where(t => t.IsClass && QueueName.Of(t) == kind)
        .SelectMany(t => t.GetInterfaces())
        .Single(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IStepCommand<>))
        .GetGenericArguments()[0].Name;

    static string Told(JsonElement body) => string.Join(' ', body.EnumerateObject()
        .Where(p => p.Name != "transactionId").Select(p => $"{p.Name}={p.Value}"));

    [Fact]
    public void Operations_AllOfThem_AreInTheApprovedPlans()
    {
        var registered = new ServiceCollection().AddSagas(new LifecycleOptions(), new()).Select(d => d.ServiceType)
            .Where(t => t.IsGenericType && t.GetGenericTypeDefinition() == typeof(IOperation<>));

        Assert.Equal(
            [
                "AddResource", "CommitSession", "CreateSession", "IndexDirectory", "MakeDirectory", "MoveResource",
                "RemoveResource", "WriteFile",
            ],
            registered.Select(t => t.GetGenericArguments()[0].Name).Order());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \n")]
    public void Plan_OfADirectoryWithABlankDescription_HasNone(string? description) => Assert.Equal(
        "create-directory",
        Assert.Single(new MakeDirectoryOperation().Plan(
            new MakeDirectory { Uri = "viking://resources/a", Description = description }, Alice, Id).Steps).Kind);

    [Fact]
    public void Plan_OfADirectoryWithALongDescription_IsRefused()
    {
        var command = new MakeDirectory
        {
            Uri = "viking://resources/a",
            Description = new string('x', MakeDirectory.DescriptionCharsMax + 1),
        };

        var refused = Assert.Throws<RefusedException>(() => new MakeDirectoryOperation().Plan(command, Alice, Id));

        Assert.Equal("description", refused.Reason.Details!["field"]);
        Assert.Contains("4000", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_OfTheSameCommand_IsTheSame()
    {
        var command = new MoveResource { Source = "viking://resources/a", Destination = "viking://resources/b" };

        Assert.Equal(
            JsonSerializer.Serialize(new MoveOperation().Plan(command, Alice, Id)),
            JsonSerializer.Serialize(new MoveOperation().Plan(command, Alice, Id)));
    }

    [Theory]
    [InlineData(Limits.LocksMax - 1)]
    [InlineData(Limits.LocksMax)]
    [InlineData(5000)]
    public void Plan_OfADirectoryWithManyFiles_StaysWithinTheLimits(int files)
    {
        var begin = new Planner<IndexDirectory>(new IndexDirectoryOperation()).Begin(
            new IndexDirectory
            {
                Uri = "viking://resources/a",
                Sources = [.. Enumerable.Range(0, files).Select(i => new SourceHash($"f{i}", "x"))],
            },
            Id);

        Assert.InRange(begin.Locks.Count, 1, Limits.LocksMax);
        Assert.Equal("viking://resources/a", begin.Locks[0].Uri.Value);
        Assert.True(begin.Locks.Count > files || begin.Locks[0].Mode is LockMode.Tree);
    }
}
