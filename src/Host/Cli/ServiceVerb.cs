using System.CommandLine;
using System.Text.Json;

namespace Sagas.Host.Cli;

/// <summary>A verb that talks to a running service: its common options, and what its failures look like.</summary>
internal sealed class ServiceVerb : Command
{
    const string UrlDefault = "http://127.0.0.1:1933";

    readonly CliEnvironment _environment;
    readonly Option<string?> _url = new("--url")
    {
        Description = $"The service; else SAGAS_URL, else {UrlDefault}.",
        HelpName = "URL",
    };
    readonly Option<string?> _apiKey = new("--api-key")
    {
        Description = "The API key; else SAGAS_API_KEY.",
        HelpName = "KEY",
    };
    readonly Option<bool> _json = new("--json") { Description = "Print the service's answer as JSON." };

    public ServiceVerb(string name, string description, CliEnvironment environment) : base(name, description)
    {
        _environment = environment;
        Options.Add(_url);
        Options.Add(_apiKey);
        Options.Add(_json);
        _url.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && !IsHttpUrl(result.Tokens[0].Value))
                result.AddError($"--url is '{result.Tokens[0].Value}'; legal is an http or https URL.");
        });
    }

    /// <summary>Sets what the verb does; its result is the exit code.</summary>
    public ServiceVerb Does(Func<VerbContext, CancellationToken, Task<int>> action)
    {
        SetAction((parsed, cancellationToken) => Guarded(parsed, action, cancellationToken));
        return this;
    }

    async Task<int> Guarded(
        ParseResult parsed, Func<VerbContext, CancellationToken, Task<int>> action,
        CancellationToken cancellationToken)
    {
        // The root takes settings for serve, so the parser lets words through that no verb knows.
        if (parsed.UnmatchedTokens.Count > 0)
            return Fail(ExitCode.Usage, $"usage: '{parsed.UnmatchedTokens[0]}' is more than {Name} takes.");
        var url = Given(parsed.GetValue(_url), "SAGAS_URL") ?? UrlDefault;
        if (!IsHttpUrl(url))
            return Fail(ExitCode.Usage, $"usage: SAGAS_URL is '{url}'; legal is an http or https URL.");
        var apiKey = Given(parsed.GetValue(_apiKey), "SAGAS_API_KEY");
        if (apiKey?.All(IsOfAHeader) == false)
            return Fail(ExitCode.Usage, "usage: the API key holds a character that no HTTP header can carry.");
        using var client = new ServiceClient(new Uri(url), apiKey);
        try
        {
            var context = new VerbContext(client, _environment, parsed, parsed.GetValue(_json));
            return await action(context, cancellationToken);
        }
        catch (ServiceException refused)
        {
            return Fail(ExitCode.Failed, $"{refused.Code}: {refused.Message}");
        }
        catch (HttpRequestException unreachable)
        {
            return Fail(ExitCode.Unreachable, $"UNREACHABLE: no service at {url} ({unreachable.Message})");
        }
        catch (JsonException)
        {
            return Fail(ExitCode.Unreachable, $"UNREACHABLE: what answers at {url} is not this service");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Fail(ExitCode.Failed, $"IO: {e.Message}");
        }
    }

    int Fail(int code, string message)
    {
        _environment.Error.WriteLine(Rows.Safe(message));
        return code;
    }

    string? Given(string? option, string variable) =>
        option ?? (_environment.Variable(variable) is { Length: > 0 } value ? value : null);

    static bool IsOfAHeader(char c) => c is >= ' ' and <= '~';

    static bool IsHttpUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https";
}
