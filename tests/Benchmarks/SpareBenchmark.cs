namespace Sagas.Benchmarks;

/// <summary>What it saves to use the folders of ended transactions again, on the file system of the temporary folder.
/// </summary>
internal static class SpareBenchmark
{
    const int Rounds = 40;
    const int PerRound = 100;
    const string Name = "file";

    public static async Task<int> Run()
    {
        var root = Directory.CreateTempSubdirectory("sagas-bench-").FullName;
        try
        {
            using var kept = new FileSteps(Path.Combine(root, "kept"));
            using var deleted = new FileSteps(Path.Combine(root, "deleted"), spareFoldersMax: 0);
            foreach (var steps in new[] { kept, deleted })
                Fill(steps.Folder(Name));
            var (a, b) = (new List<double>(), new List<double>());
            // In turn: whatever else the machine does hits both.
            for (var round = 0; round < Rounds; round++)
            {
                a.Add(await Of(kept));
                b.Add(await Of(deleted));
            }
            Console.WriteLine(FormattableString.Invariant(
                $"mv to its end   folders kept {Median(a):0.00} ms   deleted {Median(b):0.00} ms   ")
                + FormattableString.Invariant($"ratio {Median(b) / Median(a):0.00}"));
            return 0;
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    static async Task<double> Of(FileSteps steps)
    {
        var sum = TimeSpan.Zero;
        for (var n = 0; n < PerRound; n++)
            sum += await steps.MoveToTheEnd(Name);
        return sum.TotalMilliseconds / PerRound;
    }

    static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    static void Fill(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "a.md"), "a document");
    }
}
