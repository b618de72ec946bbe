namespace Sagas.Consumers.FileTree;

/// <summary>Sweeps many things, of which one may not go: the others do all the same.</summary>
static class Sweeping
{
    /// <summary>Calls <paramref name="sweep"/> for each; answers how often it said that it deleted something.</summary>
    /// <exception cref="IOException">Some could not be swept; the first reason stands for all.</exception>
    public static int Each(IEnumerable<string> paths, Func<string, bool> sweep)
    {
        var (swept, failed, first) = (0, 0, default(Exception));
        foreach (var path in paths)
        {
            try
            {
                swept += sweep(path) ? 1 : 0;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                failed++;
                first ??= exception;
            }
        }
        return first is null ? swept : throw new IOException($"{failed} could not be swept: {first.Message}", first);
    }
}
