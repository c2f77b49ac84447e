using System.Reflection;
using System.Xml.Linq;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;
using static ArchUnitNET.Fluent.ArchRuleDefinition;
using Assembly = System.Reflection.Assembly;

namespace Architecture.Tests;

/// <summary>Arrows point one way: BotHost → {Storage, Channels, Understanding} → App → Core; the three siblings never see each other.</summary>
public class LayerTests
{
    private static readonly Assembly Core = Assembly.Load("BotHost.Core");
    private static readonly Assembly App = Assembly.Load("BotHost.App");
    private static readonly ArchUnitNET.Domain.Architecture Program = new ArchLoader().LoadAssemblies(Core, App).Build();

    public static TheoryData<string, string[]> Projects => new()
    {
        { "BotHost.Core", [] },
        { "BotHost.App", ["BotHost.Core"] },
        { "BotHost.Storage", ["BotHost.App"] },
        { "BotHost.Channels", ["BotHost.App"] },
        { "BotHost.Understanding", ["BotHost.App"] },
        { "BotHost", ["BotHost.Storage", "BotHost.Channels", "BotHost.Understanding"] },
    };

    [Theory, MemberData(nameof(Projects))]
    public void A_project_sees_only_the_layer_below(string project, string[] allowed)
    {
        var file = Path.Combine(Repository.Root, "src", project, project + ".csproj");
        var references = XDocument.Load(file).Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')));
        Assert.Equal(allowed.Order(), references.Order());
    }

    [Theory]
    [InlineData("System.IO.(File|Directory|FileStream|FileInfo|DirectoryInfo)")]
    [InlineData("System.Net.*")]
    [InlineData("System.Console")]
    [InlineData("System.TimeProvider")]
    [InlineData("System.Security.Cryptography.RandomNumberGenerator")]
    [InlineData("System.Random")]
    [InlineData("System.Diagnostics.Process")]
    public void Core_does_no_io_reads_no_clock_and_draws_no_random_number(string forbidden) =>
        Types().That().ResideInAssembly(Core).Should().NotDependOnAnyTypesThat().HaveFullNameMatching("^" + forbidden + "$").WithoutRequiringPositiveResults().Check(Program);

    [Fact]
    public void Core_uses_only_pure_libraries()
    {
        string[] pure = ["Fluid", "Parlot", "YamlDotNet", "Humanizer", "System", "netstandard", "Microsoft.Extensions.FileProviders.Abstractions"];
        var foreign = Core.GetReferencedAssemblies().Select(a => a.Name!).Where(n => !pure.Any(p => n == p || n.StartsWith(p + ".", StringComparison.Ordinal)));
        Assert.Empty(foreign);
    }

    [Fact]
#pragma warning disable xUnit2029 // the list of offenders is what a reader of the failure needs
    public void Files_say_in_their_name_what_they_hold()
    {
        string[] empty = ["Manager", "Helper", "Util", "Utils", "Base", "Impl", "Dto", "Common", "Shared"];
        var files = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal));
        Assert.Empty(files.Where(f => empty.Any(e => Path.GetFileNameWithoutExtension(f).EndsWith(e, StringComparison.Ordinal))));
    }
}
