using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Microsoft.Data.Sqlite;

namespace Sagas.Consumers.VectorIndex.Sqlite;

/// <summary>
/// Changes that wait at the same moment share one transaction, and so one write to the disk; each is inside a
/// savepoint, so that one that fails takes back its own statements only.
/// </summary>
internal static class GroupCommit
{
    /// <summary>So that the first of them does not wait for ever new ones.</summary>
    const int ChangesMax = 64;

    /// <summary>Carries out changes from the head of the queue. Each learns what became of it; nothing is thrown.
    /// </summary>
    public static void Run(Statements writer, ConcurrentQueue<IndexChange> waiting)
    {
        var group = new List<IndexChange>();
        while (group.Count < ChangesMax && waiting.TryDequeue(out var change))
        {
            // Its caller could not wait: it was told so, and nothing of it may happen now.
            if (!change.End.IsCompleted)
                group.Add(change);
        }
        try
        {
            writer.Run("BEGIN IMMEDIATE");
            foreach (var change in group)
                Apply(writer, change);
            writer.Run("COMMIT");
        }
        catch (Exception error)
        {
            RollBack(writer);
            foreach (var change in group)
                change.Fail(error);
            return;
        }
        // A process that dies here has told nobody; who asks again gets the answer that is stored.
        foreach (var change in group)
            change.Complete();
    }

    static void Apply(Statements writer, IndexChange change)
    {
        writer.Run("SAVEPOINT change");
        try
        {
            change.Apply(writer);
        }
        catch (Exception error)
        {
            TakeBack(writer, error);
            change.Fail(error);
            return;
        }
        writer.Run("RELEASE change");
    }

    static void TakeBack(Statements writer, Exception error)
    {
        try
        {
            writer.Run("ROLLBACK TO change");
            writer.Run("RELEASE change");
        }
        catch (SqliteException)
        {
            // A full disk or an I/O error has rolled back the whole transaction: the others are gone with it.
            ExceptionDispatchInfo.Throw(error);
        }
    }

    static void RollBack(Statements writer)
    {
        try
        {
            writer.Run("ROLLBACK");
        }
        catch (SqliteException)
        {
            // A full disk or an I/O error has rolled back by itself; the first error is the one to tell.
        }
    }
}
