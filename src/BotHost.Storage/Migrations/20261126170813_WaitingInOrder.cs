using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace BotHost.Storage.Migrations
{
    /// <inheritdoc />
    public partial class WaitingInOrder : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_offers_campaign_id_status",
                table: "offers");

            migrationBuilder.CreateIndex(
                name: "IX_offers_campaign_id_status_id",
                table: "offers",
                columns: new[] { "campaign_id", "status", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_messages_channel_next_at_sequence",
                table: "messages",
                columns: new[] { "channel", "next_at", "sequence" },
                filter: "direction = 1 AND status = 0");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_offers_campaign_id_status_id",
                table: "offers");

            migrationBuilder.DropIndex(
                name: "IX_messages_channel_next_at_sequence",
                table: "messages");

            migrationBuilder.CreateIndex(
                name: "IX_offers_campaign_id_status",
                table: "offers",
                columns: new[] { "campaign_id", "status" });
        }
    }
}
