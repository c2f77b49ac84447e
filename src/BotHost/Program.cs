using System.CommandLine;
using BotHost;
using BotHost.Accounts;
using BotHost.Content;
using BotHost.Demo;
using BotHost.Eligibility;
using BotHost.Matching;
using BotHost.Reading;

Console.OutputEncoding = new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
var serve = new Command("serve", "Start everything (the default): web chat at /, consoles at /console, sandbox back-office at /sandbox/.") { TreatUnmatchedTokensAsErrors = false };
serve.SetAction((result, cancellation) => ServeCommand.RunAsync([.. result.UnmatchedTokens], cancellation));
var root = new RootCommand("BotHost: guided dialogs that take hardship reports and hand reviewed claims to the back-office.")
{
    serve, ContentCommand.Create(), AccountCommands.Users(), AccountCommands.Tokens(), ReadVerb.Create(ContentFolder.Find(null)), EvaluateVerb.Create(ContentFolder.Find(null)),
    ExplainVerb.Create(ContentFolder.Find(null)), MatchVerb.Create(ContentFolder.Find(null), TimeProvider.System), DemoCommand.Create(ContentFolder.Find(null), TimeProvider.System),
};
string[] verbs = [.. root.Subcommands.Select(c => c.Name), "--help", "-h", "-?", "--version"];
return await root.Parse(args.Length > 0 && verbs.Contains(args[0]) ? args : ["serve", .. args]).InvokeAsync();
