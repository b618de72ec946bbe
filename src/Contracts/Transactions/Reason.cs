namespace Sagas.Contracts;

/// <summary>Why something was refused or failed: for a program (the code), a person, and a debugger.</summary>
/// <param name="Code">One of <see cref="ErrorCode"/>.</param>
/// <param name="Message">One sentence for a person; names the field, path or limit it speaks of.</param>
/// <param name="Details">Facts by name, as the HTTP error envelope carries them; null when there are none.</param>
public sealed record Reason(string Code, string Message, IReadOnlyDictionary<string, string>? Details = null)
{
    /// <summary>The step that failed, by its index in the plan; null when no step did.</summary>
    public int? Step { get; init; }
}
