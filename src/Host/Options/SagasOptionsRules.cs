using Sagas.Host.Faults;
using Sagas.Host.Http.Access;

namespace Sagas.Host.Options;

/// <summary>What must hold between options. Pure; answers one line per broken rule.</summary>
internal static class SagasOptionsRules
{
    public static IEnumerable<string> Broken(SagasOptions options, IConfiguration configuration) =>
    [
        .. ConnectionStrings(options, configuration),
        .. Broker(options.RabbitMq),
        .. Model("Sagas:Models:Chat", options.Models.Chat),
        .. Model("Sagas:Models:Embedding", options.Models.Embedding),
        .. Timeouts(options.Timeouts),
        .. Sessions(options.Sessions),
        .. ApiKeys(options.Http),
        .. Urls(options.Http, configuration),
        .. Endpoints(configuration),
        .. ImportRoots(options.ImportRoots),
        .. Faults(options.Faults),
    ];

    static IEnumerable<string> ConnectionStrings(SagasOptions options, IConfiguration configuration)
    {
        if (options.DataPath.Trim().Length == 0)
            yield return "Sagas:DataPath is empty; legal is a folder.";
        if (options.Database == DatabaseKind.Postgres
            && string.IsNullOrEmpty(configuration.GetConnectionString("Sagas")))
            yield return "ConnectionStrings:Sagas is missing; Sagas:Database=Postgres needs a connection string.";
        if (options.VectorIndex == VectorIndexKind.PgVector
            && string.IsNullOrEmpty(configuration.GetConnectionString("Index")))
            yield return "ConnectionStrings:Index is missing; Sagas:VectorIndex=PgVector needs a connection string.";
    }

    static IEnumerable<string> Broker(RabbitMqOptions broker)
    {
        foreach (var node in broker.Nodes.Where(node => !IsHostAndPort(node)))
            yield return $"Sagas:RabbitMq:Nodes has '{node}'; legal is host:port.";
        // Who names an authority believes the connection to be safe.
        if (!broker.Tls.Enabled && (broker.Tls.CaFile.Length > 0 || broker.Tls.ServerName.Length > 0))
            yield return "Sagas:RabbitMq:Tls:Enabled is false; with CaFile or ServerName legal is true.";
        if (broker.Tls.Enabled && broker.Nodes.Count > 0 && broker.Tls.ServerName.Length == 0)
            yield return "Sagas:RabbitMq:Tls:ServerName is missing; with Sagas:RabbitMq:Nodes legal is the name that "
                + "all their certificates carry.";
    }

    static IEnumerable<string> Model(string key, ModelOptions model)
    {
        if (model.Endpoint.Length == 0)
        {
            if (model.Model.Length > 0)
                yield return $"{key}:Endpoint is missing; {key}:Model is set, so legal is an http or https URL.";
            yield break;
        }
        if (!IsHttpUrl(model.Endpoint))
            yield return $"{key}:Endpoint is '{model.Endpoint}'; legal is an http or https URL.";
        if (model.Model.Length == 0)
            yield return $"{key}:Model is missing; with an endpoint legal is the name of a model there.";
    }

    static IEnumerable<string> Timeouts(TimeoutOptions timeouts)
    {
        if (timeouts.Exec < timeouts.Step)
            yield return $"Sagas:Timeouts:Exec is '{timeouts.Exec}'; legal is Sagas:Timeouts:Step "
                + $"('{timeouts.Step}') or longer.";
    }

    static IEnumerable<string> Sessions(SessionsOptions sessions)
    {
        if (sessions.ExtractionRetryMax < sessions.ExtractionRetry)
            yield return $"Sagas:Sessions:ExtractionRetryMax is '{sessions.ExtractionRetryMax}'; legal is "
                + $"Sagas:Sessions:ExtractionRetry ('{sessions.ExtractionRetry}') or longer.";
    }

    static IEnumerable<string> ApiKeys(HttpOptions http)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < http.ApiKeys.Count; i++)
        {
            // The key is a secret: the error names its place, never its text.
            if (ApiKey.TryParse(http.ApiKeys[i], out var key) is { } problem)
                yield return $"Sagas:Http:ApiKeys:{i} {problem}; legal is {ApiKey.Legal}.";
            else if (!keys.Add(key.Key))
                yield return $"Sagas:Http:ApiKeys:{i} repeats an earlier key; legal is each key once.";
        }
    }

    static IEnumerable<string> Urls(HttpOptions http, IConfiguration configuration)
    {
        var certificate = configuration.GetSection("Kestrel:Certificates:Default");
        var isSafe = certificate["Path"] is { Length: > 0 } || certificate["Subject"] is { Length: > 0 };
        return http.Urls
            .Select(url => ProblemOf(url, http.ApiKeys.Count > 0, isSafe) is { } problem
                ? $"Sagas:Http:Urls has '{url}'; {problem}."
                : null)
            .OfType<string>();
    }

    static string? ProblemOf(string text, bool hasKeys, bool hasCertificate)
    {
        if (!IsHttpUrl(text))
            return "legal are http and https URLs";
        var url = new Uri(text);
        if (url.PathAndQuery != "/" || url.Fragment.Length > 0 || url.UserInfo.Length > 0)
            return "legal are URLs of a host and a port, without a path or anything else";
        if (!hasKeys && !Loopback.IsHost(BindingAddress.Parse(text).Host))
            return "without Sagas:Http:ApiKeys legal are loopback addresses only, such as http://127.0.0.1:1933";
        if (url is { Host: "localhost", Port: 0 })
            return "it stands for several addresses, and for a free port legal is one, such as http://127.0.0.1:0";
        return url.Scheme == "https" && !hasCertificate
            ? "https needs a certificate: Kestrel:Certificates:Default:Path with Password, or with KeyPath"
            : null;
    }

    /// <summary>The server would listen there instead, whatever was checked.</summary>
    static IEnumerable<string> Endpoints(IConfiguration configuration) => configuration
        .GetSection("Kestrel:Endpoints").GetChildren()
        .Select(endpoint => $"{endpoint.Path} replaces Sagas:Http:Urls; legal is to say it there.");

    static IEnumerable<string> ImportRoots(IEnumerable<string> roots) => roots
        .Where(root => !Path.IsPathFullyQualified(root))
        .Select(root => $"Sagas:ImportRoots has '{root}'; legal are absolute folders.");

    static IEnumerable<string> Faults(IEnumerable<string> rules) => rules
        .Select(rule => FaultRule.FileOf(rule) is not null || FaultRule.TryParse(rule, out _) ? null
            : $"Sagas:Faults has '{rule}'; legal is {FaultRule.Legal}.")
        .OfType<string>();

    static bool IsHostAndPort(string text) =>
        text.Split(':') is [{ Length: > 0 } host, var port]
        && Uri.CheckHostName(host) is not UriHostNameType.Unknown
        && ushort.TryParse(port, out var number) && number > 0;

    static bool IsHttpUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.Host.Length > 0;
}
