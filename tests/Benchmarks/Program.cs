using Sagas.Benchmarks;

var options = BenchmarkOptions.Parse(args);
if (options is null)
{
    Console.Error.WriteLine(BenchmarkOptions.Usage);
    return 2;
}
return options.Benchmark == BenchmarkOptions.Rename
    ? await RenameBenchmark.Run()
    : await EmbeddedBenchmark.Run(options);
