using BotHost.Core.Content;

namespace Core.Tests.Content;

public class ContentTests
{
    [Fact]
    public void The_content_of_the_repository_is_valid() => Assert.Equal("", string.Join("\n", ContentLoader.Load(Repository.ContentFiles()).Problems));

    [Fact]
    public void Any_change_to_a_file_changes_the_version()
    {
        var files = Repository.ContentFiles();
        var before = ContentLoader.HashOf(files);
        files["prompts/zh-CN/greeting.yaml"] += " ";
        Assert.NotEqual(before, ContentLoader.HashOf(files));
    }
}
