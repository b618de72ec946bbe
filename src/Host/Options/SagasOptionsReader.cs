using Microsoft.Extensions.Options;

namespace Sagas.Host.Options;

/// <summary>The one way from configuration to options: read, check, or refuse to start with every error.</summary>
internal static class SagasOptionsReader
{
    /// <exception cref="OptionsValidationException">Something is wrong; it lists all that is.</exception>
    public static SagasOptions Read(IConfiguration configuration)
    {
        var errors = new List<string>();
        var options = new SagasOptions();
        new OptionsBinder(errors).Bind(configuration.GetSection(SagasOptions.Section), options);
        if (options.Http.Urls.Count == 0)
            options.Http.Urls = [HttpOptions.DefaultUrl];
        errors.AddRange(SagasOptionsRules.Broken(options, configuration));
        return errors.Count == 0
            ? options
            : throw new OptionsValidationException(SagasOptions.Section, typeof(SagasOptions), errors);
    }
}
