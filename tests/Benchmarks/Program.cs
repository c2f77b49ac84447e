using Benchmarks;

// dotnet run -c Release --project tests/Benchmarks [-- [--small] [--seconds N] [--clients N] [--conversations N]]
// dotnet run -c Release --project tests/Benchmarks -- channels
switch (args.FirstOrDefault())
{
    case "serve-small": await SmallHost.RunAsync(args[1..]); break;
    case "serve-floor": await FloorServer.RunAsync(args[1..]); break;
    case "load": await Comparison.LoadAsync(args[1..]); break;
    case "channels": return ChannelOverhead.Run();
    default: return await Comparison.RunAsync(args);
}

return 0;
