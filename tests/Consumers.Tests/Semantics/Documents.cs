namespace Sagas.Consumers.Tests.Semantics;

/// <summary>Ordinary documents of a project like this one, and what somebody would look for in them.</summary>
public static class Documents
{
    public static IReadOnlyList<(string Question, string Answer)> Questions { get; } =
    [
        ("path locks", "locks.md"), ("Path Locks?", "locks.md"), ("how do I install it", "install.md"),
        ("backup and restore", "backup.md"), ("dead letters", "queues.md"), ("vector search ranking", "search.md"),
        ("upload a zip", "resources.md"),
    ];

    public static IReadOnlyList<(string Name, string Text)> All { get; } =
    [
        ("locks.md", """
            # Path locks

            A transaction takes its path locks before it changes anything. An exact lock covers one path, which need
            not exist; a tree lock covers everything below it. All locks of a transaction are granted together or
            not at all, so two transactions never wait for each other. Waiting is first in, first out, and bounded.

            ## Conflicts

            Two exact locks conflict on the same path. A tree lock conflicts with any lock at or below it.
            """),
        ("install.md", """
            # Installation

            Install the .NET SDK, clone the repository and run the host. Nothing else is needed: the default needs
            no server and no network.

            1. Install the SDK from the package manager.
            2. Run `dotnet run --project src/Host -- demo`.
            3. Look at the output; it ends with a check of every path it touched.
            """),
        ("backup.md", """
            # Backup and restore

            Stop the service or take a snapshot of the file system. The data folder holds the tree, the database and
            the index. To restore, put the folder back and start the service; transactions that were in flight go
            on where they were, or are undone.
            """),
        ("queues.md", """
            # Queues and dead letters

            Each command has a queue of its own. A message that cannot be handled goes to the dead letters with its
            reason and its original bytes. List the dead letters, replay them to the queue they came from, or
            discard them with a reason.
            """),
        ("search.md", """
            # Search

            The query is embedded and compared with every vector of the index: the ranking is by cosine similarity.
            Filters narrow by directory, context type and level. A score below the threshold is left out.
            """),
        ("resources.md", """
            # Resources

            Add a folder or a file as a resource. An upload that ends in zip is unpacked; a zip entry that would
            leave its folder is refused. Replacing a resource keeps the old one aside until the new one is in place.
            """),
        ("events.md", """
            # Events

            Every transaction publishes what became of it: committed, rolled back, rejected, suspended, released.
            Subscribers get the transaction, the operation and the paths that were locked for it.
            """),
    ];
}
