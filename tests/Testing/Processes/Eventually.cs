namespace Sagas.Testing.Processes;

/// <summary>Waits for what another process does: looks again and again until it is so, or a deadline is over.</summary>
public static class Eventually
{
    /// <summary>How long anything may take before a test gives up.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(15);

    /// <summary>The first answer of <paramref name="look"/> that is not null.</summary>
    /// <exception cref="TimeoutException">There was none in time; it names <paramref name="what"/>.</exception>
    public static async Task<T> Find<T>(string what, Func<Task<T?>> look, TimeSpan? within = null)
        where T : class
    {
        var time = TimeProvider.System;
        var started = time.GetTimestamp();
        var deadline = within ?? Deadline;
        while (true)
        {
            if (await look() is { } found)
                return found;
            if (time.GetElapsedTime(started) >= deadline)
                throw new TimeoutException($"{what}: not within {deadline.TotalSeconds:0.#} s.");
            await Task.Delay(Pause, time);
        }
    }

    /// <summary>Waits until <paramref name="holds"/> does.</summary>
    /// <exception cref="TimeoutException">It did not in time.</exception>
    public static Task Holds(string what, Func<Task<bool>> holds, TimeSpan? within = null) =>
        Find(what, async () => await holds() ? what : null, within);
}
