using Sagas.Contracts;
using Sagas.Host.Options;

namespace Sagas.Host.Faults;

/// <summary>Registers the fault points: none unless the configuration names some.</summary>
internal static class FaultsRegistration
{
    public static IServiceCollection AddFaultPoints(this IServiceCollection services, SagasOptions options)
    {
        if (options.Faults.Count == 0)
            return services.AddSingleton<IFaultPoints, NoFaultPoints>();
        var file = options.Faults.Select(FaultRule.FileOf).OfType<string>().LastOrDefault();
        var rules = options.Faults.Where(text => FaultRule.FileOf(text) is null).Select(Parsed).ToList();
        return services.AddSingleton<IFaultPoints>(provider => new ConfiguredFaultPoints(
            rules, provider.GetService<TimeProvider>() ?? TimeProvider.System,
            provider.GetRequiredService<ILogger<ConfiguredFaultPoints>>(),
            file: file is null ? null : new FaultFile(file)));
    }

    static FaultRule Parsed(string text) => FaultRule.TryParse(text, out var rule)
        ? rule
        : throw new FormatException($"'{text}' is no fault; legal is {FaultRule.Legal}.");
}
