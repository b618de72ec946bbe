using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Sagas.Persistence.Model;

/// <summary>Column names as operators type them: <c>CreatedAt</c> is <c>created_at</c>.</summary>
internal static class SnakeCase
{
    public static void UseSnakeCase(this ModelBuilder model)
    {
        foreach (var property in model.Model.GetEntityTypes().SelectMany(e => e.GetProperties()))
            property.SetColumnName(Of(property.GetColumnName()));
    }

    static string Of(string name)
    {
        var snake = new StringBuilder();
        foreach (var c in name)
        {
            if (char.IsUpper(c) && snake.Length > 0)
                snake.Append('_');
            snake.Append(char.ToLowerInvariant(c));
        }
        return snake.ToString();
    }
}
