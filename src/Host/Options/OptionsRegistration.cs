namespace Sagas.Host.Options;

/// <summary>Makes the options known to the container.</summary>
internal static class OptionsRegistration
{
    /// <summary>
    /// The validated options; read and registered the first time, the same object afterwards.
    /// </summary>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">Something is wrong; it lists all
    /// that is.</exception>
    public static SagasOptions SagasOptions(this IHostApplicationBuilder builder)
    {
        var known = builder.Services.FirstOrDefault(s => s.ServiceType == typeof(SagasOptions));
        if (known?.ImplementationInstance is SagasOptions before)
            return before;
        var options = SagasOptionsReader.Read(builder.Configuration);
        builder.Services.AddSingleton(options);
        return options;
    }
}
