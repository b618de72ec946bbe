using Sagas.Host.Cli;

// The composition of the worlds fills this in; the command line needs nothing but the delegate.
return await CliApp.Run(args, CliEnvironment.OfProcess(), (_, _) => Task.FromResult(ExitCode.Failed));
