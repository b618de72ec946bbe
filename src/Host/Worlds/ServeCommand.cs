using Sagas.Host.Cli;
using Sagas.Host.Options;

namespace Sagas.Host.Worlds;

/// <summary>Runs the service until it is told to stop, then drains it.</summary>
internal static class ServeCommand
{
    public static async Task<int> Run(ServeArguments arguments, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateBuilder([.. arguments.Configuration]);
        await using var service = Service.Build(builder);
        await Service.Start(service, cancellationToken);

        var options = builder.SagasOptions();
        Console.WriteLine($"sagas   {string.Join(", ", service.Urls)}");
        Console.WriteLine($"world   {options.Transport}, {options.Database}, index {options.VectorIndex}");
        Console.WriteLine($"data    {Path.GetFullPath(options.DataPath)}");
        Console.WriteLine("Ctrl-C drains and stops.");
        await service.WaitForShutdownAsync(cancellationToken);
        return ExitCode.Ok;
    }
}
