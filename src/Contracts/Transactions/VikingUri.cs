using System.Text;
using System.Text.Json.Serialization;

namespace Sagas.Contracts;

/// <summary>
/// The canonical name of a file or directory: <c>viking://scope/segment/…</c>, without a trailing slash, in Unicode
/// normal form C. A value of this type is always legal; text from outside goes through
/// <see cref="VikingUriParser"/>. It says nothing about whether the thing exists, and it holds no account: the same
/// URI in two accounts names two things.
/// </summary>
[JsonConverter(typeof(VikingUriConverter))]
public sealed record VikingUri
{
    /// <summary>The scheme with its slashes: every URI starts with it.</summary>
    public const string Scheme = "viking://";

    internal VikingUri(string canonical) => Value = canonical;

    /// <summary>The whole canonical text.</summary>
    public string Value { get; }

    /// <summary>What follows the scheme: <c>scope/segment/…</c>.</summary>
    public string Path => Value[Scheme.Length..];

    /// <summary>The first segment: <c>resources</c>, <c>user</c>, <c>agent</c> or <c>session</c>.</summary>
    public string Scope => Segments[0];

    /// <summary>The last segment.</summary>
    public string Name => Value[(Value.LastIndexOf('/') + 1)..];

    /// <summary>All segments, the scope first.</summary>
    public IReadOnlyList<string> Segments => Path.Split('/');

    /// <summary>The directory that holds this, or null for a scope root.</summary>
    public VikingUri? Parent => Value.LastIndexOf('/') is var cut && cut >= Scheme.Length ? new(Value[..cut]) : null;

    /// <summary>True when this is a whole scope, which no operation may remove or move.</summary>
    public bool IsScopeRoot => Parent is null;

    /// <summary>True for a user's whole space, <c>viking://user/{user}</c>, with all their sessions and memories.
    /// </summary>
    public bool IsHome => Segments is ["user", _];

    /// <summary>True when <paramref name="other"/> is this or lies below it.</summary>
    public bool Contains(VikingUri other) =>
        other.Value.StartsWith(Value, StringComparison.Ordinal)
        && (other.Value.Length == Value.Length || other.Value[Value.Length] == '/');

    /// <summary>The same thing after <paramref name="from"/> was renamed to <paramref name="to"/>.</summary>
    /// <exception cref="ArgumentException"><paramref name="from"/> does not contain this.</exception>
    public VikingUri Rebase(VikingUri from, VikingUri to) => from.Contains(this)
        ? new(to.Value + Value[from.Value.Length..])
        : throw new ArgumentException($"{Value} is not below {from.Value}.", nameof(from));

    /// <summary>A child by name; the name is checked like a segment of a URI.</summary>
    /// <exception cref="RefusedException">The name is not a legal segment, or the result is too long.</exception>
    public VikingUri Child(string name) => VikingUriParser.ReasonAgainstSegment(name) is { } reason
        ? throw RefusedException.InvalidArgument(nameof(name), reason)
        : VikingUriParser.Parse(Value + "/" + name, nameof(name));

    /// <summary>The length in UTF-8 bytes, as limits count it.</summary>
    public int ByteCount => Encoding.UTF8.GetByteCount(Value);

    /// <inheritdoc />
    public override string ToString() => Value;
}
