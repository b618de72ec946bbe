using Sagas.Host.Cli;
using Sagas.Host.Worlds;

return await CliApp.Run(args, CliEnvironment.OfProcess(), ServeCommand.Run);
