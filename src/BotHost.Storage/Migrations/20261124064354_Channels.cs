using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace BotHost.Storage.Migrations
{
    /// <inheritdoc />
    public partial class Channels : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "channel_message_id",
                table: "messages",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "until_they_write",
                table: "messages",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateIndex(
                name: "IX_messages_channel_channel_message_id",
                table: "messages",
                columns: new[] { "channel", "channel_message_id" },
                filter: "channel_message_id is not null");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_messages_channel_channel_message_id",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "channel_message_id",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "until_they_write",
                table: "messages");
        }
    }
}
