using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace BotHost.Storage.Migrations
{
    /// <inheritdoc />
    public partial class OutcomeChanges : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "content_changes",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    before = table.Column<string>(type: "TEXT", nullable: false),
                    after = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    cursor = table.Column<string>(type: "TEXT", nullable: false),
                    done_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_content_changes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "turned_outcomes",
                columns: table => new
                {
                    change_id = table.Column<string>(type: "TEXT", nullable: false),
                    subject_id = table.Column<string>(type: "TEXT", nullable: false),
                    program_key = table.Column<string>(type: "TEXT", nullable: false),
                    claim_id = table.Column<string>(type: "TEXT", nullable: false),
                    place = table.Column<string>(type: "TEXT", nullable: false),
                    audience_from = table.Column<int>(type: "INTEGER", nullable: false),
                    audience_desk = table.Column<string>(type: "TEXT", nullable: true),
                    gains = table.Column<bool>(type: "INTEGER", nullable: false),
                    state = table.Column<int>(type: "INTEGER", nullable: false),
                    decided_by = table.Column<string>(type: "TEXT", nullable: true),
                    decided_at = table.Column<long>(type: "INTEGER", nullable: true),
                    body = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_turned_outcomes", x => new { x.change_id, x.subject_id, x.program_key });
                });

            migrationBuilder.CreateIndex(
                name: "IX_turned_outcomes_state_gains_place",
                table: "turned_outcomes",
                columns: new[] { "state", "gains", "place" });

            migrationBuilder.CreateIndex(
                name: "IX_turned_outcomes_subject_id",
                table: "turned_outcomes",
                column: "subject_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "content_changes");

            migrationBuilder.DropTable(
                name: "turned_outcomes");
        }
    }
}
