using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Sagas.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class CommitUsage : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "cancelled_by",
                table: "session_commits",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "usage",
                table: "session_commits",
                type: "TEXT",
                nullable: true);

            migrationBuilder.Sql(
                """
                UPDATE session_commits SET usage = json_object(
                    'promptTokens', 0, 'completionTokens', 0, 'totalTokens', tokens, 'cachedTokens', 0,
                    'reasoningTokens', 0)
                WHERE tokens > 0
                """);

            // By hand: what the migrations would make of it rebuilds the table, in part outside the transaction.
            migrationBuilder.Sql("ALTER TABLE session_commits DROP COLUMN tokens");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "cancelled_by",
                table: "session_commits");

            migrationBuilder.DropColumn(
                name: "usage",
                table: "session_commits");

            migrationBuilder.AddColumn<long>(
                name: "tokens",
                table: "session_commits",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);
        }
    }
}
