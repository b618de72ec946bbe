using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Sagas.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class LineIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_outbox_due",
                table: "outbox");

            migrationBuilder.CreateIndex(
                name: "IX_outbox_parked_due",
                table: "outbox",
                columns: new[] { "parked", "due" });

            migrationBuilder.CreateIndex(
                name: "IX_path_locks_path_is_tree_sequence",
                table: "path_locks",
                columns: new[] { "path", "is_tree", "sequence" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_path_locks_path_is_tree_sequence",
                table: "path_locks");

            migrationBuilder.DropIndex(
                name: "IX_outbox_parked_due",
                table: "outbox");

            migrationBuilder.CreateIndex(
                name: "IX_outbox_due",
                table: "outbox",
                column: "due");
        }
    }
}
