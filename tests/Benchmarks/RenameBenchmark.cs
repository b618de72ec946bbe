namespace Sagas.Benchmarks;

/// <summary>The file step of a move and of a removal: as long for a folder of 10,000 files as for one of ten.</summary>
internal static class RenameBenchmark
{
    const int Rounds = 30;
    const int Few = 10;
    const int Many = 10_000;

    public static async Task<int> Run()
    {
        var root = Directory.CreateTempSubdirectory("sagas-bench-").FullName;
        try
        {
            using var steps = new FileSteps(root);
            foreach (var count in new[] { Few, Many })
                Fill(steps.Folder($"of{count}"), count);
            await Compare("mv", steps, steps.Move);
            await Compare("rm", steps, steps.RemoveAndBringBack);
            return 0;
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    /// <summary>The two sizes take turns: whatever else the machine does hits both.</summary>
    static async Task Compare(string name, FileSteps steps, Func<string, Task<TimeSpan>> step)
    {
        var (few, many) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            few.Add((await step($"of{Few}")).TotalMilliseconds);
            many.Add((await step($"of{Many}")).TotalMilliseconds);
        }
        var (a, b) = (Median(few), Median(many));
        Console.WriteLine(FormattableString.Invariant(
            $"{name}   {Few} files {a:0.00} ms   {Many} files {b:0.00} ms   ratio {b / a:0.00}"));
    }

    static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    static void Fill(string folder, int files)
    {
        for (var i = 0; i < files; i++)
        {
            var directory = Path.Combine(folder, $"d{i / 100}");
            Directory.CreateDirectory(directory);
            File.WriteAllText(Path.Combine(directory, $"f{i}.md"), "a document");
        }
    }
}
