using System.Diagnostics;
using System.Text.RegularExpressions;
using EndToEnd.Story;

namespace EndToEnd.Readme;

/// <summary>Every command that a README shows is run, as far as it can be run inside a test: <c>dotnet run</c> becomes the program just built.</summary>
public partial class ReadmeCommandTests
{
    private static readonly string Configuration = AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";

    public static TheoryData<string> Commands => [.. new[] { "README.md", "README.zh-CN.md" }
        .SelectMany(file => ShellBlocks().Matches(File.ReadAllText(Path.Combine(RealHost.Root, file))).SelectMany(m => m.Groups["commands"].Value.Split('\n')))
        .Select(line => line.Trim()).Where(line => line.Length > 0 && !line.StartsWith('#')).Distinct()];

    [Theory, MemberData(nameof(Commands))]
    public async Task A_command_of_the_README_works(string command)
    {
        switch (command)
        {
            case "dotnet test":
                // This very test runs under it; the project files must be found by it.
                Assert.True(File.Exists(Path.Combine(RealHost.Root, "BotHost.sln")));
                break;
            case "bash .ci/run":
                Assert.Equal(0, (await RunAsync("bash", ["-n", Path.Combine(RealHost.Root, ".ci", "run")], RealHost.Root)).Code);
                break;
            case "dotnet run --project src/BotHost":
                await using (var host = await RealHost.StartAsync())
                {
                    using var http = new HttpClient { BaseAddress = host.Address };
                    foreach (var page in new[] { "/", "/console/login", "/sandbox/", "/api/reference/", "/api/v1.json" })
                    {
                        using var answer = await http.GetAsync(page, TestContext.Current.CancellationToken);
                        Assert.True(answer.IsSuccessStatusCode, $"{page}: {answer.StatusCode}");
                    }
                }

                break;
            case "dotnet run -c Release --project tests/Benchmarks":
                var (code, output) = await RunAsync("dotnet", [Path.Combine(RealHost.Root, "tests", "Benchmarks", "bin", Configuration, "net10.0", "Benchmarks.dll"), "--seconds", "1", "--clients", "4", "--conversations", "20"], RealHost.Root);
                Assert.True(code == 0, output);
                Assert.Contains("durable turns", output);
                break;
            case var full when SizedTest().Match(full) is { Success: true } sized:
                // The same command at the size of every day, which is what it has without the setting.
                var tests = sized.Groups["project"].Value;
                var (result, report) = await RunAsync("dotnet", [Path.Combine(RealHost.Root, "tests", tests, "bin", Configuration, "net10.0", tests + ".dll"), .. sized.Groups["rest"].Value.Replace("'", "", StringComparison.Ordinal).Split(' ')],
                    RealHost.Root);
                Assert.True(result == 0, report);
                Assert.DoesNotContain("Total: 0", report);
                break;
            default:
                Assert.StartsWith("dotnet run --project src/BotHost -- ", command);
                // The content compared with itself: proved, nobody's outcome changes.
                string[] verb = [.. command["dotnet run --project src/BotHost -- ".Length..].Split(' ').Select(a => a is "OLD" or "NEW" ? RealHost.Root : a)];
                var data = Directory.CreateTempSubdirectory("bothost-readme-").FullName;
                // A token needs its account, as in the README's order.
                if (verb[0] == "tokens") Assert.Equal(0, (await RunAsync("dotnet", [RealHost.Program, "users", "add", verb[2], "--display-name", "张建国", "--level", "township", "--area", "411523201"], RealHost.Root, data)).Code);
                var (status, said) = await RunAsync("dotnet", [RealHost.Program, .. verb], RealHost.Root, data);
                Assert.True(status == 0, said);
                Assert.NotEmpty(said);
                Directory.Delete(data, recursive: true);
                break;
        }
    }

    private static async Task<(int Code, string Output)> RunAsync(string program, string[] arguments, string folder, string? data = null)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        if (data is not null) start.Environment["Storage__Directory"] = data;
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await errors);
    }

    [GeneratedRegex("^[A-Z_]+=[0-9]+ dotnet run --project tests/(?<project>[A-Za-z.]+) -- (?<rest>.+)$")]
    private static partial Regex SizedTest();

    [GeneratedRegex("```sh\n(?<commands>.*?)```", RegexOptions.Singleline)]
    private static partial Regex ShellBlocks();
}
