using System.Security.Cryptography;
using System.Text;
using Sagas.Contracts;
using Sagas.Host.Options;

namespace Sagas.Host.Http.Access;

/// <summary>Who may call. Keys are kept as hashes: a look-up takes the same time whatever is guessed right.</summary>
internal sealed class ApiKeyTable(HttpOptions options)
{
    readonly Dictionary<string, Caller> _callers = options.ApiKeys
        .Select(text => ApiKey.TryParse(text, out var key) is null ? key : throw new FormatException("Bad API key."))
        .ToDictionary(key => HashOf(key.Key), key => key.Caller, StringComparer.Ordinal);

    /// <summary>True when there are no keys: everybody who can connect is the operator.</summary>
    public bool IsOpen => _callers.Count == 0;

    /// <summary>True for who calls with an operator's key, which reaches no data.</summary>
    public bool IsOperators(Caller caller) => !IsOpen && caller.IsRoot;

    public Caller? CallerOf(string key) => _callers.GetValueOrDefault(HashOf(key));

    static string HashOf(string key) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
