using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Sagas.Persistence.Model;

/// <summary>A moment as milliseconds since 1970, UTC.</summary>
public sealed class UnixMilliseconds() : ValueConverter<DateTimeOffset, long>(
    value => value.ToUnixTimeMilliseconds(),
    stored => DateTimeOffset.FromUnixTimeMilliseconds(stored));
