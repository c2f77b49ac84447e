using Benchmarks;

// dotnet run -c Release --project tests/Benchmarks [-- [--small] [--seconds N] [--clients N] [--conversations N]]
// dotnet run -c Release --project tests/Benchmarks -- channels
// dotnet run -c Release --project tests/Benchmarks -- reading
// dotnet run -c Release --project tests/Benchmarks -- eligibility [--households N] [--threads N]
// … -- matching [--residents N] [--opportunities N] [--threads N]
switch (args.FirstOrDefault())
{
    case "serve-small": await SmallHost.RunAsync(args[1..]); break;
    case "serve-floor": await FloorServer.RunAsync(args[1..]); break;
    case "reading": return await ReadingBenchmark.RunAsync();
    case "load": await Comparison.LoadAsync(args[1..]); break;
    case "channels": return ChannelOverhead.Run();
    case "eligibility": return EligibilityLoad.Run(args[1..]);
    case "matching": return MatchingLoad.Run(args[1..]);
    default: return await Comparison.RunAsync(args);
}

return 0;
