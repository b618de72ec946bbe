namespace Sagas.Host.Http;

/// <summary>The error of an envelope: for a program (the code), a person, and a debugger.</summary>
internal sealed record ErrorBody(string Code, string Message, IReadOnlyDictionary<string, object?>? Details = null);
