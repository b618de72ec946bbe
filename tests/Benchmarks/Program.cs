using Sagas.Benchmarks;

var options = BenchmarkOptions.Parse(args);
if (options is null)
{
    Console.Error.WriteLine(BenchmarkOptions.Usage);
    return 2;
}
return options.Benchmark switch
{
    BenchmarkOptions.Rename => await RenameBenchmark.Run(),
    BenchmarkOptions.Spares => await SpareBenchmark.Run(),
    BenchmarkOptions.Commit => await CommitBenchmark.Run(),
    BenchmarkOptions.Sessions => await SessionBenchmark.Run(options),
    _ => await EmbeddedBenchmark.Run(options),
};
