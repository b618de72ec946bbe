using System.Globalization;

namespace Sagas.Host.Options;

/// <summary>One configured text as the value of an option's type.</summary>
internal static class OptionValue
{
    /// <summary>Lists may be written as one text, with <c>;</c> between the items.</summary>
    public const char ListSeparator = ';';

    public static bool TryParse(Type type, string text, out object value)
    {
        (var parsed, value) = type switch
        {
            _ when type == typeof(string) => (true, text),
            _ when type == typeof(bool) => (bool.TryParse(text, out var flag), (object)flag),
            _ when type == typeof(int) => (int.TryParse(text, CultureInfo.InvariantCulture, out var small), small),
            _ when type == typeof(long) => (long.TryParse(text, CultureInfo.InvariantCulture, out var large), large),
            _ when type == typeof(TimeSpan) => (Duration.TryParse(text, out var duration), duration),
            _ when type.IsEnum => EnumOf(type, text),
            _ => throw new NotSupportedException($"No option may be a {type.Name}."),
        };
        return parsed;
    }

    public static string Legal(Type type) => type switch
    {
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(TimeSpan) => Duration.Legal,
        _ when type.IsEnum => string.Join(" or ", Enum.GetNames(type)),
        _ when type == typeof(string) => "any text",
        _ => "a whole number",
    };

    static (bool, object) EnumOf(Type type, string text)
    {
        // By name only: the framework would take "7" for a value too.
        var name = Enum.GetNames(type).FirstOrDefault(n => n.Equals(text, StringComparison.OrdinalIgnoreCase));
        return (name is not null, name is null ? text : Enum.Parse(type, name));
    }
}
