namespace EdgeWatch.EdgeWatch.Tests.House;

public sealed class SizeTests
{
    [Fact]
    public void No_source_file_is_longer_than_400_lines()
    {
        var long_files = SourceFiles.All("*.cs", "*.ts", "*.tsx", "*.css", "*.py", "*.sh")
            .Select(file => (Name: SourceFiles.NameOf(file), Lines: File.ReadLines(file).Count()))
            .Where(file => file.Lines > 400);
        long_files.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("src/EdgeAgent/CameraPipeline.cs")]
    [InlineData("src/CaseBridge/EventIntake.cs")]
    public void The_two_flow_files_fit_on_a_screen(string file) => File.ReadLines(Repository.File(file)).Count().ShouldBeLessThan(100);
}
