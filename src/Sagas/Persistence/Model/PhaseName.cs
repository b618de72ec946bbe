using System.Text;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Sagas.Contracts;

namespace Sagas.Persistence.Model;

/// <summary>
/// The machine's state names as they are stored and shown: <c>RollingBack</c> is <c>ROLLING_BACK</c>.
/// </summary>
public sealed class PhaseName() : ValueConverter<string, string>(state => ToStored(state), stored => ToState(stored))
{
    const string Initial = "Initial";

    /// <summary>One of <see cref="TransactionPhase"/> for a state of the machine.</summary>
    public static string ToStored(string state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state == Initial)
            return TransactionPhase.Init;
        var name = new StringBuilder();
        foreach (var c in state)
        {
            if (char.IsUpper(c) && name.Length > 0)
                name.Append('_');
            name.Append(char.ToUpperInvariant(c));
        }
        return name.ToString();
    }

    /// <summary>The machine's state for one of <see cref="TransactionPhase"/>.</summary>
    public static string ToState(string phase)
    {
        ArgumentNullException.ThrowIfNull(phase);
        return phase == TransactionPhase.Init
            ? Initial
            : string.Concat(phase.Split('_').Select(word => word[..1] + word[1..].ToLowerInvariant()));
    }
}
