using System.CommandLine;
using BotHost.Content;

Console.OutputEncoding = new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
var root = new RootCommand("BotHost: guided dialogs that take hardship reports and hand reviewed claims to the back-office.") { ContentCommand.Create() };
return await root.Parse(args).InvokeAsync();
