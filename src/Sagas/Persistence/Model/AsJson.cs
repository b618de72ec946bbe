using System.Text.Json;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Sagas.Contracts;

namespace Sagas.Persistence.Model;

/// <summary>A value as JSON text, as contracts look on the wire.</summary>
public sealed class AsJson<T>() : ValueConverter<T, string>(
    value => JsonSerializer.Serialize(value, WireJson.Options),
    stored => JsonSerializer.Deserialize<T>(stored, WireJson.Options)!);
