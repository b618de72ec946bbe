// Every class starts services of its own: more at once than this would only wait for the processor.
[assembly: Xunit.v3.Parallelization(MaxThreads = 3)]
