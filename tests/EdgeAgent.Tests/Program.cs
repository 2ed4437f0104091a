using EdgeWatch.EdgeAgent.Tests.Outbox;

// The test runner loads this assembly and never calls Main; tests that kill processes start it as a child of their own.
return args is [AppendForever.Command, var path] ? await AppendForever.RunAsync(path) : 2;
