using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace Sagas.Host.Options;

/// <summary>
/// Fills options from configuration and collects every error, each naming its key and the legal values. The
/// framework's own binder stops at the first one and passes over unknown keys.
/// </summary>
internal sealed class OptionsBinder(List<string> errors)
{
    public void Bind(IConfigurationSection section, object target)
    {
        var properties = target.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance);
        foreach (var child in section.GetChildren())
        {
            var property = properties.FirstOrDefault(
                p => p.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase));
            if (property is null)
                errors.Add(Unknown(child, section.Path, properties));
            else
                Set(child, property, target);
        }
    }

    void Set(IConfigurationSection section, PropertyInfo property, object target)
    {
        if (property.PropertyType == typeof(List<string>))
            property.SetValue(target, ItemsOf(section));
        else if (property.PropertyType.Namespace == typeof(OptionsBinder).Namespace && property.PropertyType.IsClass)
            SetSection(section, property.GetValue(target)!);
        else if (section.GetChildren().Any())
            errors.Add($"{section.Path} is a section; legal is one value: {OptionValue.Legal(property.PropertyType)}.");
        else if (section.Value is { } text)
            SetValue(section.Path, text, property, target);
    }

    void SetSection(IConfigurationSection section, object target)
    {
        if (!string.IsNullOrEmpty(section.Value))
            errors.Add($"{section.Path} is '{section.Value}'; legal are the keys "
                + string.Join(", ", target.GetType().GetProperties().Select(p => p.Name)) + ".");
        Bind(section, target);
    }

    void SetValue(string key, string text, PropertyInfo property, object target)
    {
        if (!OptionValue.TryParse(property.PropertyType, text, out var value))
            errors.Add($"{key} is '{text}'; legal is {OptionValue.Legal(property.PropertyType)}.");
        else if (Bounds(property, value) is { } legal)
            errors.Add($"{key} is '{text}'; legal is {legal}.");
        else
            property.SetValue(target, value);
    }

    static string? Bounds(PropertyInfo property, object value)
    {
        foreach (var attribute in property.GetCustomAttributes())
        {
            switch (attribute)
            {
                case RangeAttribute range when !range.IsValid(value):
                    return $"{range.Minimum} to {range.Maximum}";
                case DurationRangeAttribute range when !range.Holds((TimeSpan)value):
                    return $"{range.Min} to {range.Max}";
                case MinLengthAttribute length when !length.IsValid(value):
                    return "a text that is not empty";
            }
        }
        return null;
    }

    static List<string> ItemsOf(IConfigurationSection section)
    {
        var texts = section.Value is { Length: > 0 } one
            ? one.Split(OptionValue.ListSeparator)
            : section.GetChildren().Select(child => child.Value ?? "");
        return [.. texts.Select(text => text.Trim()).Where(text => text.Length > 0)];
    }

    static string Unknown(IConfigurationSection child, string parent, PropertyInfo[] properties)
    {
        var names = properties.Select(p => p.Name).ToList();
        var hint = NearestName.Of(child.Key, names) is { } nearest
            ? $"did you mean {parent}:{nearest}?"
            : $"legal are {string.Join(", ", names)}.";
        return $"{child.Path} is no known key; {hint}";
    }
}
