using System.CommandLine;
using Sagas.Host.Cli.Adding;

namespace Sagas.Host.Cli.Verbs;

/// <summary><c>add PATH</c>.</summary>
internal static class AddVerb
{
    public static Command Create(CliEnvironment environment)
    {
        var path = new Argument<string>("PATH") { Description = "A file or a folder on this machine." };
        path.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: "" }])
                result.AddError("PATH is empty; legal is a file or a folder on this machine.");
        });
        var to = new Option<string?>("--to")
        {
            Description = "Its exact URI; what is there is replaced.",
            HelpName = "URI",
        };
        var parent = new Option<string?>("--parent")
        {
            Description = "The directory to put it in, under its own name; else viking://resources.",
            HelpName = "URI",
        };
        var createParent = new Option<bool>("--create-parent", "-p") { Description = "Create a missing parent." };
        var indexed = new Option<bool>("--indexed") { Description = "Return only when it can be found." };
        var wait = WriteOptions.Wait();
        var verb = new ServiceVerb("add", "Add a file or a folder as a resource.", environment)
        {
            path, to, parent, createParent, indexed, wait,
        };
        verb.Validators.Add(result =>
        {
            if (result.GetResult(to) is not null && result.GetResult(parent) is not null)
                result.AddError("--to and --parent are both given; one says where it goes.");
        });
        return verb.Does((context, cancellationToken) => new Adder(context).Add(
            new AddRequest(
                Path.GetFullPath(context.Arguments.GetValue(path)!),
                context.Arguments.GetValue(to),
                context.Arguments.GetValue(parent),
                context.Arguments.GetValue(createParent),
                context.Arguments.GetValue(indexed),
                context.Arguments.GetValue(wait)),
            cancellationToken));
    }
}
