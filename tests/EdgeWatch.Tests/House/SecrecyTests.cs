namespace EdgeWatch.EdgeWatch.Tests.House;

public sealed class SecrecyTests
{
    [Fact]
    public void No_lock_file_records_where_packages_were_fetched()
    {
        foreach (var file in SourceFiles.All("package-lock.json"))
            File.ReadAllText(file).ShouldNotContain("\"resolved\"", customMessage: SourceFiles.NameOf(file));
    }

    [Fact]
    public void No_source_writes_an_address_with_a_password_to_a_log()
    {
        // Addresses reach a log only through a type that hides credentials; a raw Url in a log template would not.
        foreach (var file in SourceFiles.All("Log.cs"))
            File.ReadAllText(file).ShouldNotContain("{Url}", customMessage: SourceFiles.NameOf(file));
    }
}
