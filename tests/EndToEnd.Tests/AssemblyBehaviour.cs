// Each test runs whole servers; two at a time would only measure how many cores there are.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
