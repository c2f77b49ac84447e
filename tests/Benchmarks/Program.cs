using Benchmarks;

// dotnet run -c Release --project tests/Benchmarks [-- [--small] [--seconds N] [--clients N] [--conversations N]]
// … -- matching [--residents N] [--opportunities N] [--threads N]
switch (args.FirstOrDefault())
{
    case "serve-small": await SmallHost.RunAsync(args[1..]); break;
    case "serve-floor": await FloorServer.RunAsync(args[1..]); break;
    case "load": await Comparison.LoadAsync(args[1..]); break;
    case "matching": return MatchingLoad.Run(args[1..]);
    default: return await Comparison.RunAsync(args);
}

return 0;
