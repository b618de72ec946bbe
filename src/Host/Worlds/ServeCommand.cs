using Microsoft.Extensions.Options;
using Sagas.Contracts;
using Sagas.Host.Cli;
using Sagas.Host.Options;

namespace Sagas.Host.Worlds;

/// <summary>Runs the service until it is told to stop, then drains it.</summary>
internal static class ServeCommand
{
    public static Task<int> Run(ServeArguments arguments, CancellationToken cancellationToken) =>
        Run(arguments, Console.Out, Console.Error, cancellationToken);

    /// <summary>What an operator can put right is one line on <paramref name="error"/> and exit status 1.</summary>
    public static async Task<int> Run(
        ServeArguments arguments, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        try
        {
            await Serve(arguments, output, cancellationToken);
            return ExitCode.Ok;
        }
        catch (OptionsValidationException wrong)
        {
            foreach (var failure in wrong.Failures)
                error.WriteLine($"configuration: {failure}");
        }
        catch (StartException refused)
        {
            error.WriteLine($"start: {refused.Message}");
        }
        return ExitCode.Failed;
    }

    static async Task Serve(ServeArguments arguments, TextWriter output, CancellationToken cancellationToken)
    {
        var builder = SettingsFiles.Builder(arguments.Configuration);
        var options = builder.SagasOptions();
        Certificates.Check(builder.Configuration, builder.Environment.ContentRootPath);
        Addresses.Check(options.Http.Urls);
        using var folder = DataFolder.Claim(options.DataPath);
        await using var service = Service.Build(builder);
        await Start(service, options, cancellationToken);

        output.WriteLine($"sagas   {string.Join(", ", service.Urls)}");
        output.WriteLine($"world   {options.Transport}, {options.Database}, index {options.VectorIndex}");
        output.WriteLine($"data    {Path.GetFullPath(options.DataPath)}");
        output.WriteLine("Ctrl-C drains and stops.");
        // Whoever reads the line may send Ctrl-C before it is flushed, and that drains too.
        await output.FlushAsync(CancellationToken.None);
        await service.WaitForShutdownAsync(cancellationToken);
        output.WriteLine("stopped");
    }

    static async Task Start(WebApplication service, SagasOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await Service.Start(service, cancellationToken);
        }
        catch (RefusedException refused)
        {
            throw new StartException($"{refused.Message} ({Path.GetFullPath(options.DataPath)})", refused);
        }
        catch (Exception e) when (Addresses.Refusal(string.Join(", ", options.Http.Urls), e) is { } refusal)
        {
            throw refusal;
        }
    }
}
